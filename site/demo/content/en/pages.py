"""The pages there are in English, for people who live in Finland or watch from afar."""

from demo.content.model import (
    Page,
    accordion,
    call_to_action,
    contact,
    image,
    table,
    text,
)

HOME = Page(
    key="home",
    kind="home",
    slug="front-page",
    title="Walk a while with someone who has done it",
    search_description="""
        People with years in parents’ associations help municipal associations to
        start and to grow, online or face to face, anywhere in Finland.""",
    lead="""
        We have spent years in parents’ associations. We help your municipal
        association to start and to grow, online or face to face, anywhere in
        Finland.""",
    body=(
        text("""
            <h2>What is this about?</h2>
            <p>When parents of many schools and daycares want to speak to their
            municipality with one voice, they found a municipal parents’ association.
            The work is done in the evenings and without pay, and there is seldom anyone
            next door to ask. A mentor is someone who has already made the same journey.
            They listen, ask, and tell you what worked and what did not.</p>
            <p><a href="page:mentoring">How mentoring goes</a>, from the first message
            to the last meeting.</p>
        """),
    ),
    extra={
        "people_heading": "They have done this before",
        "people_text": """
            Tell us where you are: founding an association, talking with the
            municipality or looking for new people for the board. You agree on the
            goals together.""",
        "picture": "ranta",
    },
)

WHAT_WE_DO = Page(
    key="what-we-do",
    kind="content",
    slug="what-we-do",
    parent="home",
    title="What we do",
    search_description="""
        Mentors help municipal parents’ associations with cooperation, leadership,
        development and evaluation, all over Finland.""",
    lead="""
        We help people who are building the parents’ shared voice in their home
        town. The help is free of charge.""",
    body=(
        text("""
            <p>Vanhempain toiminnan mentorit ry is a nationwide network of mentors. Our
            members have been active in parents’ associations for a long time. Many of
            their children have grown up, but the skill of running a meeting or reading
            a municipal budget has not gone anywhere.</p>
            <h2>Where a mentor helps</h2>
            <ul>
            <li><b>Cooperation.</b> How an association and its municipality find the
            same table.</li>
            <li><b>Leadership.</b> How to share the work so that it does not rest on one
            person.</li>
            <li><b>Development.</b> What to try next, and what to let go.</li>
            <li><b>Evaluation.</b> How you know that the work is of use.</li>
            </ul>
        """),
        image(
            "poyta",
            "Two people sit at a kitchen table under a lamp at dusk. There are papers "
            "and two mugs on the table.",
            "Most of it is done in the evening, at a kitchen table.",
        ),
        text("""
            <h2>Whom we work with</h2>
            <p>We support municipal parents’ associations and those who are thinking of
            founding one. Our partners are associations, municipalities and the national
            federation, Suomen Vanhempainliitto. If somebody else can answer you better,
            we will point you to them.</p>
            <p>Our time is limited. When there are many requests, associations that are
            just being born come first.</p>
        """),
        call_to_action(
            "Shall we talk?",
            "Choose a mentor and a time that suits you. The first conversation does "
            "not commit you to anything.",
            "Find a mentor",
            url="view:mentors",
        ),
    ),
    extra={"in_menu": True, "picture": "poyta"},
)

MENTORING = Page(
    key="mentoring",
    kind="content",
    slug="mentoring",
    parent="home",
    title="How mentoring goes",
    search_description="""
        How to book a mentor’s time, what happens in the first conversation, and how
        mentoring ends. It is free of charge.""",
    lead="""
        To book: sign in with your e-mail address, choose a mentor and tap a free
        time. An invitation goes to both calendars. It is free of charge.""",
    body=(
        text("""
            <h2>Five steps</h2>
            <ol>
            <li><b>Choose a mentor.</b> The <a href="view:mentors">mentors’ page</a>
            tells you where each of them can help, which languages they speak and
            whether you would meet online or face to face.</li>
            <li><b>Book a free time.</b> Sign in, choose the time and write in a few
            words what you want to talk about. You get a confirmation by e-mail at
            once.</li>
            <li><b>Talk once.</b> You say how things are. The mentor asks more than they
            advise. After that, either of you can still say no.</li>
            <li><b>Agree on goals.</b> Two or three are enough. Write down how you will
            notice that you have got there.</li>
            <li><b>Look back together.</b> In the end both of you fill in the same short
            form. It takes ten minutes.</li>
            </ol>
            <h2>If you cannot sign in yet</h2>
            <p>Members can sign in once the board has accepted them. Not a member? No
            matter: <a href="page:contact">write to us</a>, and a mentor will book the
            first time for you.</p>
        """),
        accordion(
            "Questions people ask",
            (
                "What does it cost?",
                """<p>Nothing. Mentors are volunteers. If you meet face to face,
                agree on travel costs beforehand.</p>""",
            ),
            (
                "What if I can’t make it?",
                """<p>Cancel with the link in the confirmation or on <a
                href="view:my_page">your own page</a>. The other person is told, and
                the time disappears from both calendars. You need not explain.</p>""",
            ),
            (
                "Will others hear what we talked about?",
                """<p>No. It stays between the two of you. From evaluations we only
                use summaries in which nobody can be recognised.</p>""",
            ),
        ),
        call_to_action(
            "Who could help you?",
            "Look for mentors by topic, area and language.",
            "Book a mentor",
            url="view:mentors",
        ),
    ),
    extra={"picture": "vene"},
)

MEMBERSHIP = Page(
    key="membership",
    kind="content",
    slug="membership",
    parent="home",
    title="Membership",
    search_description="""
        Voting members pay 20 € and supporting members 100 € a year. There is no
        joining fee. This is how you apply.""",
    lead="""
        A voting member pays 20 € and a supporting member 100 € a year. There is no
        joining fee. Applying takes a couple of minutes.""",
    body=(
        table(
            "Kinds of membership",
            ("Membership", "A year", "What you get"),
            (
                "Voting member",
                "20 €",
                (
                    "A vote in the meetings, invitations to events and the way to "
                    "become a mentor."
                ),
            ),
            (
                "Supporting member",
                "100 €",
                (
                    "You support the work without a vote. For people, associations and "
                    "companies."
                ),
            ),
        ),
        text("""
            <h2>How to join</h2>
            <ol>
            <li><b>Fill in the application.</b> We ask for your full name, your home
            municipality and your e-mail address. By Finnish law, name and municipality
            belong in the list of members.</li>
            <li><b>Confirm your address.</b> You get a message with a link. Your
            application reaches us only when you have pressed the button on that
            page.</li>
            <li><b>Wait for the board.</b> It meets about once a month. The decision
            comes by e-mail.</li>
            <li><b>Pay the membership fee.</b> The message has a link to the bill. You
            can pay by card or MobilePay, and the receipt comes at once.</li>
            </ol>
            <h2>Who can join</h2>
            <p>Anyone who wants to help parents’ associations. Your own children need
            not be in daycare or school any more, and it does not matter where you
            live.</p>
            <p>The <a href="page:privacy">privacy notice</a> says what we keep about
            you. You can resign at any time: tell the board or the chair in writing.</p>
        """),
        call_to_action(
            "Welcome",
            "You can still withdraw your application before the board has decided.",
            "Apply for membership",
            url="view:join",
        ),
    ),
    extra={"picture": "ikkuna"},
)

CONTACT = Page(
    key="contact",
    kind="contact",
    slug="contact",
    parent="home",
    title="Contact us",
    search_description="""
        Write to Vanhempain toiminnan mentorit. We usually answer in a few days, and
        urgent matters also during our holidays.""",
    lead="""
        Write to us in your own words. We are volunteers, so an answer usually takes
        a few days.""",
    body=(
        contact(
            "Contact details",
            "You can also send an e-mail or call. Evenings are best.",
        ),
        text("""
            <p>If you want to talk to a mentor, the quickest way is to <a
            href="view:mentors">book a time</a>. During <a href="view:holidays">our
            holidays</a> we read messages less often, but an urgent matter always
            reaches somebody.</p>
        """),
    ),
    extra={
        "thanks": "Thank you for your message. We will answer to the address you gave.",
    },
)
