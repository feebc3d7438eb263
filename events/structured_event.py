"""An event as search engines want it (schema.org)."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from association.addresses import absolute
from association.models import AssociationSettings
from association.structured_data import CONTEXT

if TYPE_CHECKING:
    from events.models import Event


def structured_event(
    event: "Event", us: AssociationSettings, *, url: str
) -> dict[str, Any]:
    """The facts; a page adds its words. Where to click in online is nobody's but
    the participants', so the public address stands for it."""
    places = [*_house(event), *_online(event, url)]
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "name": event.name,
        "url": absolute(url),
        "startDate": _when(event.starts_at),
        "endDate": _when(event.ends_at),
        "eventStatus": f"{CONTEXT}/{_status(event)}",
        "eventAttendanceMode": f"{CONTEXT}/{_attendance(event)}",
        "isAccessibleForFree": event.price_cents == 0,
        "organizer": {"@type": "NGO", "name": us.name, "url": absolute("/")},
        "offers": {
            "@type": "Offer",
            "price": f"{event.price_cents / 100:.2f}",
            "priceCurrency": "EUR",
            "url": absolute(url),
        },
        **({"location": places if len(places) > 1 else places[0]} if places else {}),
    }


def _when(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _status(event: "Event") -> str:
    return "EventCancelled" if event.is_cancelled else "EventScheduled"


def _attendance(event: "Event") -> str:
    if not event.is_remote:
        return "OfflineEventAttendanceMode"
    return "MixedEventAttendanceMode" if event.place else "OnlineEventAttendanceMode"


def _house(event: "Event") -> list[dict[str, Any]]:
    if not event.place:
        return []
    return [
        {
            "@type": "Place",
            "name": event.place,
            "address": event.address or event.place,
        }
    ]


def _online(event: "Event", url: str) -> list[dict[str, Any]]:
    if not event.is_remote:
        return []
    return [{"@type": "VirtualLocation", "url": absolute(url)}]
