"""The privacy notice in English."""

from demo.content.model import Page, contact, table, text

PRIVACY = Page(
    key="privacy",
    kind="content",
    slug="privacy",
    parent="home",
    title="Privacy",
    search_description="""
        What personal data Vanhempain toiminnan mentorit ry handles, why, for how
        long, and how you use your rights.""",
    lead="""
        We collect only what we need, we do not follow you and we do not sell your
        data. You can see your own whenever you ask.""",
    body=(
        text("""
            <h2>Who is responsible</h2>
            <p>The controller is Vanhempain toiminnan mentorit ry. The secretary, Aino
            Lehtovaara, answers questions. Contact details are at the end of the
            page.</p>
            <h2>What we handle, why and for how long</h2>
        """),
        table(
            "Personal data on this site",
            ("When", "What", "Why and on what basis", "How long"),
            (
                "You apply for membership",
                (
                    "Full name, home municipality, e-mail address, language, kind of "
                    "membership, time of consent and confirmation, the board’s "
                    "decision"
                ),
                (
                    "So that the board can decide. Steps before membership, at your "
                    "request."
                ),
                "A rejected, withdrawn or unconfirmed application: at most 6 months",
            ),
            (
                "You are a member",
                (
                    "Name and municipality, kind, beginning and end of membership, "
                    "e-mail address"
                ),
                (
                    "Section 11 of the Associations Act requires a list of members. "
                    "The address is for invitations and bills."
                ),
                (
                    "During membership. Contact details are deleted within 12 months "
                    "of its end."
                ),
            ),
            (
                "You pay a bill",
                (
                    "Payer, sum, purpose, due date, time and reference of the payment, "
                    "receipt. We never see your card."
                ),
                "Membership and the Accounting Act.",
                (
                    "Vouchers 6 years from the end of the year in which the financial "
                    "year ended, books and statements 10 years from the end of the "
                    "financial year"
                ),
            ),
            (
                "You are a mentor",
                "Name, languages, topics, area, online or face to face, free times",
                "Your consent. You choose what is shown.",
                "Until you withdraw your consent or stop",
            ),
            (
                "You book a mentor",
                "Who meets whom and when, what you want to talk about, cancelled times",
                (
                    "So that the meeting takes place. Legitimate interest: a service "
                    "you asked for."
                ),
                "At most 24 months after the meeting",
            ),
            (
                "You write to us",
                "Name, e-mail address, message, whether it is urgent, time of consent",
                "Your consent, so that we can answer.",
                "At most 12 months",
            ),
            (
                "You sign in",
                (
                    "Name, e-mail address, language, the public part of your passkey, "
                    "the session"
                ),
                "So that only you reach your data. Legitimate interest: security.",
                (
                    "As long as you need the sign-in. A code lasts 15 minutes, a "
                    "session at most two weeks."
                ),
            ),
            (
                "You get e-mail from us",
                "Address, subject, message and time",
                "So that it is surely sent, and only once. Legitimate interest.",
                "At most 12 months",
            ),
            (
                "You read the pages",
                "IP address, browser, page and time in the server’s log",
                "To keep the site running and notice misuse. Legitimate interest.",
                "At most 30 days",
            ),
        ),
        text("""
            <p>We never ask for a personal identity code. Please do not write children’s
            names or anything about health into free text either.</p>
            <h2>Who sees the data</h2>
            <p>The board sees applications and the list of members, the treasurer bills
            and payments, the coordinator mentors and bookings. A mentor sees their own
            bookings. Under the Associations Act a member may ask to see the members’
            names and municipalities. Payments are handled by Stripe Payments Europe,
            Limited (Ireland). Whoever runs the server and e-mail handles data on our
            behalf. We give nothing to others and make no automated decisions.</p>
            <h2>Outside Europe</h2>
            <p>The site is in the European Union. Stripe may transfer payment data to
            the United States under the EU–US Data Privacy Framework or the Commission’s
            standard contractual clauses.</p>
            <h2>Cookies</h2>
            <p>We only use necessary cookies: the session of a sign-in, protection of
            forms, a message about what you just did, and your language. You need no
            cookie to read the pages. Videos open on another site only when you
            press the link yourself.</p>
            <h2>Your rights</h2>
            <p>You may know what we have about you and get a copy, have mistakes
            corrected and what is not needed deleted, and get what you gave us in
            machine-readable form. You may withdraw consent, and object to or ask us to
            restrict handling that rests on legitimate interest. Write to us; we answer
            within a month. If you are not satisfied, turn to the <a
            href="https://tietosuoja.fi/en">Data Protection Ombudsman</a>.</p>
        """),
        contact("Controller", "For privacy, write to the secretary."),
    ),
    extra={"in_footer": True},
)
