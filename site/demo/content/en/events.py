"""The words of events. Their times and places are facts of the events."""

from demo.content.model import (
    Page,
    image,
    link,
    paper,
    pause,
    session,
    text,
)

EVENTS = Page(
    key="events",
    kind="events",
    slug="events",
    parent="home",
    title="Events",
    search_description="""
        Events of the mentors’ network: the yearly meetup, coffee online and evening
        courses. You can join most of them from anywhere.""",
    lead="""
        We meet mostly online, so you can join from anywhere. Once a year we meet
        face to face.""",
)

MEETUP = Page(
    key="meetup",
    kind="event",
    slug="network-meetup",
    parent="events",
    title="The mentors’ network meetup",
    search_description="""
        The yearly day of the mentors’ network: useful, instructive and fun.
        Programme, taking part and practical advice.""",
    lead="""
        Our day together: useful, instructive and fun. This year we planned it with
        the municipal association that is being founded in Kuopio.""",
    body=(
        text("""
            <h2>For whom</h2>
            <p>For mentors, for those who have one, and for anyone interested in
            parents’ work in their municipality. You need not be a member. The day is
            free of charge and lunch is included. The programme is in Finnish, but there
            is somebody who speaks English at every table.</p>
        """),
    ),
    extra={
        "picture": "ranta",
        "programme": (
            session("10:00", "10:30", "Coffee and welcome", said="Canteen, door B."),
            session(
                "10:30",
                "11:45",
                "Association and municipality at one table",
                "Tuula Rantakangas and the group from Kuopio",
                """How is a first meeting agreed on, and what is worth asking for? You
                can follow this part online as well.""",
            ),
            pause("11:45", "12:45", "Lunch"),
            session(
                "12:45",
                "14:15",
                "Workshops",
                "Aino Lehtovaara, Eeva Koskiniemi and Samira Haddadi",
                """Choose one: a statement in one evening, the basics of money, or
                children’s and young people’s say in their municipality.""",
            ),
            pause("14:15", "14:30", "Break and fresh air by the lake"),
            session(
                "14:30",
                "16:00",
                "Next year’s pairs",
                said="Mentors and associations meet and agree on a first time.",
            ),
        ),
    },
)

LAST_MEETUP = Page(
    key="last-meetup",
    kind="event",
    slug="network-meetup-in-turku",
    parent="events",
    title="The mentors’ network meetup in Turku",
    search_description="""
        What is left of last year’s meetup in Turku: materials, a recording and the
        programme.""",
    lead="""
        The Tuulimylly community house was full of talk. Here is what is worth taking
        along from the day.""",
    body=(
        text("""
            <h2>What we learned</h2>
            <p>When the municipality and the association meet regularly, nobody is
            surprised. The year’s clock was praised most: it shows at a glance when the
            municipality decides and when parents should speak up.</p>
        """),
    ),
    extra={
        "picture": "poyta",
        "years": 1,
        "programme": (
            session("10:00", "10:30", "Coffee and welcome"),
            session(
                "10:30",
                "12:00",
                "The year’s clock: when the municipality decides",
                "Tuula Rantakangas",
            ),
            pause("12:00", "13:00", "Lunch"),
            session(
                "13:00",
                "15:00",
                "A statement in one afternoon",
                "Aino Lehtovaara",
                "Together we wrote a real statement about children’s ways to school.",
            ),
            session("15:00", "16:00", "What we take home"),
        ),
        "materials": (
            paper("Hallituksen vuosikello", "vuosikello"),
            paper("Lausunnon runko", "lausunto"),
            link("Recording of the morning", "https://tallenne.example/turku"),
            image(
                "poyta",
                "Two people at a table under a lamp, with papers and two mugs.",
                "In the workshop a statement was written from start to end.",
            ),
        ),
    },
)
