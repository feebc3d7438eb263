"""The accessibility statement in English."""

from demo.content.model import Page, call_to_action, text

ACCESSIBILITY = Page(
    key="accessibility",
    kind="content",
    slug="accessibility",
    parent="home",
    title="Accessibility",
    search_description="""
        How our site is accessible, what still falls short and how to tell us about
        an obstacle.""",
    lead="""
        We want everyone to be able to use this site, also with a keyboard alone, with a
        screen reader or without JavaScript. Tell us if something does not work.""",
    body=(
        text("""
            <h2>What we aim for</h2>
            <p>Our aim is the Web Content Accessibility Guidelines, WCAG 2.2, level AA.
            The Finnish act on digital services (306/2019) does not in every part bind
            an association as small as ours, but the people we are here for are the
            same.</p>
            <h2>What we have done</h2>
            <ul>
            <li>Every kind of public page is checked with a program (axe) in light and
            in dark colours whenever the site is changed.</li>
            <li>Everything can be done with the keyboard, and the focus is seen.</li>
            <li>Public pages and forms work without JavaScript. Only a passkey needs it,
            and a code by e-mail can always be used instead.</li>
            <li>Text can be enlarged to 400 per cent without scrolling sideways.</li>
            <li>An error is told in words, beside the field and at the top of the page.
            What you wrote is kept.</li>
            <li>Colour is never the only hint.</li>
            </ul>
            <h2>What still falls short</h2>
            <ul>
            <li>No outside expert has assessed the site, and it has not been tested
            enough with people who use a screen reader.</li>
            <li>Only some of the pages exist in Swedish and English. For the others the
            language switch offers the Finnish page and says that it is in
            Finnish.</li>
            <li>Videos are made by others. Captions and audio description depend on
            them.</li>
            <li>Headings are marked in the documents to download, but they have not been
            checked with every assistive technology.</li>
            <li>There are no pages in easy language yet.</li>
            </ul>
            <h2>Tell us about an obstacle</h2>
            <p>Write what you tried to do, on what device, and where it stopped. We
            answer within two weeks. If you need the content of a page in another form,
            you get it.</p>
        """),
        call_to_action(
            "Did something stop you?",
            "Every obstacle we remove helps the next person.",
            "Tell us",
            page="contact",
        ),
    ),
    extra={"in_footer": True},
)
