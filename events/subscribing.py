"""The ways into a calendar: one address, as each program wants it."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from association.addresses import absolute
from association.models import AssociationSettings
from events.feeds import Feed

# How often each asks whether anything has changed: it is they who decide.
REFRESHING = (
    (_("iPhone, iPad and Mac"), _("as you choose: from every 5 minutes to every week")),
    ("Google", _("once or twice a day")),
    ("Outlook.com", _("about every three hours")),
    ("Thunderbird", _("as you choose: every half hour unless you change it")),
    ("Nextcloud", _("about every six hours")),
)


@dataclass(frozen=True)
class Ways:
    """`address` is the feed's own; `webcal` opens the program of the phone."""

    address: str
    webcal: str
    google: str
    outlook: str


def ways(feed: Feed, us: AssociationSettings) -> Ways:
    """Into the feed of the active language; `us` as the request has it already."""
    language = (translation.get_language() or "fi")[:2]
    query = "" if language == "fi" else f"?lang={language}"
    address = absolute(feed.path + query)
    webcal = urlsplit(address)._replace(scheme="webcal").geturl()
    return Ways(
        address=address,
        webcal=webcal,
        google="https://calendar.google.com/calendar/render?cid="
        + quote(webcal, safe=""),
        outlook="https://outlook.live.com/calendar/0/addfromweb?url="
        + quote(address, safe="")
        + f"&name={quote(feed.named(us), safe='')}",
    )
