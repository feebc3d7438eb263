"""Swedish: the pages a reader needs first."""

from demo.content.sv import events, pages
from demo.content.sv.accessibility import ACCESSIBILITY
from demo.content.sv.privacy import PRIVACY

PAGES = (
    pages.HOME,
    pages.WHAT_WE_DO,
    pages.MENTORING,
    pages.MEMBERSHIP,
    pages.CONTACT,
    PRIVACY,
    ACCESSIBILITY,
    events.EVENTS,
    events.MEETUP,
    events.LAST_MEETUP,
)

MENU = (
    ("Verksamhet", "page:what-we-do"),
    ("Mentorer", "view:mentors"),
    ("Kalender", "view:calendar"),
    ("Kontakt", "page:contact"),
    ("Bli medlem", "page:membership"),
)
FOOTER = (
    (
        "Webbplatsen",
        (
            ("Så går mentorskapet till", "page:mentoring"),
            ("Evenemang", "page:events"),
            ("Kontakta oss", "page:contact"),
        ),
    ),
    (
        "För medlemmar",
        (
            ("Min sida", "view:my_page"),
            ("Medlemskap", "page:membership"),
            ("Dataskydd", "page:privacy"),
        ),
    ),
)
