"""The ways into a calendar: one address, as each program wants it."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from association.addresses import absolute
from association.models import AssociationSettings
from events.feeds import Feed
from payments.codes import qr_svg


@dataclass(frozen=True)
class Program:
    """How one subscribes with it, and how often it asks us: it is they who decide."""

    name: str | Promise
    how: str | Promise
    often: str | Promise


PROGRAMS = (
    Program(
        _("iPhone, iPad and Mac"),
        _("Press “Subscribe to the calendar” and accept what the device asks."),
        _("as you choose: from every 5 minutes to every week"),
    ),
    Program(
        _("Google and Android phones"),
        _(
            "Press “Google” on a computer. The calendar comes to the phone by itself: "
            "choose there that it is shown."
        ),
        _("once or twice a day"),
    ),
    Program(
        "Outlook.com",
        _(
            "Press “Outlook”. Outlook on your computer shows the calendar once it is "
            "there."
        ),
        _("about every three hours"),
    ),
    Program(
        "Thunderbird",
        _("Choose New calendar, On the network, and paste the address."),
        _("as you choose: every half hour unless you change it"),
    ),
    Program(
        "Nextcloud",
        _("Choose New subscription from link, and paste the address."),
        _("about every six hours"),
    ),
)


@dataclass(frozen=True)
class Ways:
    """`address` is the feed's own; `webcal` opens the program of the phone."""

    address: str
    webcal: str
    google: str
    outlook: str

    @property
    def qr(self) -> str:
        """For the camera of a phone, drawn."""
        return qr_svg(self.webcal)


def ways(feed: Feed, us: AssociationSettings) -> Ways:
    """Into the feed of the active language; `us` as the request has it already."""
    language = (translation.get_language() or "fi")[:2]
    query = "" if language == "fi" else f"?lang={language}"
    return ways_to(feed.path + query, feed.named(us))


def ways_to(path: str, name: str) -> Ways:
    address = absolute(path)
    webcal = urlsplit(address)._replace(scheme="webcal").geturl()
    return Ways(
        address=address,
        webcal=webcal,
        # With https inside, Google takes it for something else.
        google="https://calendar.google.com/calendar/render?cid="
        + quote(webcal, safe=""),
        outlook="https://outlook.live.com/calendar/0/addfromweb?url="
        + quote(address, safe="")
        + f"&name={quote(name, safe='')}",
    )
