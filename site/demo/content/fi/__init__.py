"""Finnish, the original of everything."""

from demo.content.fi import (
    events,
    front,
    house,
    joining,
    network,
    news,
    practices,
    statements,
)

PAGES = (
    *front.PAGES,
    *joining.PAGES,
    *network.PAGES,
    *house.PAGES,
    *statements.PAGES,
    *practices.PAGES,
    *news.PAGES,
    *events.PAGES,
)

# The main menu, in order, and the foot of each page in columns: (heading, links).
MENU = (
    ("Toiminta", "page:what-we-do"),
    ("Mentorit", "view:mentors"),
    ("Kalenteri", "view:calendar"),
    ("Ajankohtaista", "page:news"),
    ("Liity", "page:membership"),
)
FOOTER = (
    (
        "Sivusto",
        (
            ("Näin mentorointi etenee", "page:mentoring"),
            ("Laatutavoitteet", "page:quality"),
            ("Hyvät käytännöt", "page:practices"),
            ("Mallisäännöt", "page:municipal"),
            ("Hallitus", "page:board"),
        ),
    ),
    (
        "Jäsenelle",
        (
            ("Oma sivu", "view:my_page"),
            ("Jäsenyys", "page:membership"),
            ("Yhteistyötila", "page:collaboration"),
            ("Tietosuoja", "page:privacy"),
            ("Saavutettavuus", "page:accessibility"),
        ),
    ),
)
