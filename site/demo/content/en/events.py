"""The words of events. Their times and places are facts of the events."""

from demo.content.model import (
    Page,
    table,
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
        table(
            "Programme",
            ("Time", "What"),
            ("10.00–10.30", "Coffee and welcome"),
            (
                "10.30–11.45",
                (
                    "Association and municipality at one table: Tuula Rantakangas and "
                    "the group from Kuopio. Also online."
                ),
            ),
            ("11.45–12.45", "Lunch"),
            (
                "12.45–14.15",
                (
                    "Workshops: a statement in one evening, the basics of money, "
                    "children’s and young people’s say in their municipality"
                ),
            ),
            ("14.15–14.30", "Break and fresh air"),
            ("14.30–16.00", "Next year’s pairs: mentors and associations meet"),
        ),
    ),
    extra={"picture": "ranta"},
)
