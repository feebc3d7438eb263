"""English: the pages a reader needs first."""

from demo.content.en import events, pages
from demo.content.en.accessibility import ACCESSIBILITY
from demo.content.en.privacy import PRIVACY

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
    ("What we do", "page:what-we-do"),
    ("Mentors", "view:mentors"),
    ("Calendar", "view:calendar"),
    ("Contact", "page:contact"),
    ("Join", "page:membership"),
)
FOOTER = (
    (
        "This site",
        (
            ("How mentoring goes", "page:mentoring"),
            ("Events", "page:events"),
            ("Contact us", "page:contact"),
        ),
    ),
    (
        "For members",
        (
            ("My page", "view:my_page"),
            ("Membership", "page:membership"),
            ("Privacy", "page:privacy"),
        ),
    ),
)
