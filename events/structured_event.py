"""An event as search engines want it (schema.org)."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from association.addresses import absolute
from association.models import AssociationSettings
from association.structured_data import CONTEXT

if TYPE_CHECKING:
    from events.models import Occurrence


def structured_event(
    occurrence: "Occurrence", us: AssociationSettings, *, url: str
) -> dict[str, Any]:
    """The facts; a page adds its words. Where to click in online is nobody's but
    the participants', so the public address stands for it."""
    places = [*_house(occurrence), *_online(occurrence, url)]
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "identifier": occurrence.calendar_uid,
        "name": occurrence.name,
        "url": absolute(url),
        "startDate": _when(occurrence.starts_at),
        "endDate": _when(occurrence.ends_at),
        "eventStatus": f"{CONTEXT}/{_status(occurrence)}",
        "eventAttendanceMode": f"{CONTEXT}/{_attendance(occurrence)}",
        "isAccessibleForFree": occurrence.event.price_cents == 0,
        "organizer": {"@type": "NGO", "name": us.name, "url": absolute("/")},
        "offers": {
            "@type": "Offer",
            "price": f"{occurrence.event.price_cents / 100:.2f}",
            "priceCurrency": "EUR",
            "url": absolute(url),
        },
        **({"location": places if len(places) > 1 else places[0]} if places else {}),
    }


def _when(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _status(occurrence: "Occurrence") -> str:
    return "EventCancelled" if occurrence.is_cancelled else "EventScheduled"


def _attendance(occurrence: "Occurrence") -> str:
    if not occurrence.is_remote:
        return "OfflineEventAttendanceMode"
    return (
        "MixedEventAttendanceMode" if occurrence.place else "OnlineEventAttendanceMode"
    )


def _house(occurrence: "Occurrence") -> list[dict[str, Any]]:
    if not occurrence.place:
        return []
    return [
        {
            "@type": "Place",
            "name": occurrence.place,
            "address": occurrence.address or occurrence.place,
        }
    ]


def _online(occurrence: "Occurrence", url: str) -> list[dict[str, Any]]:
    if not occurrence.is_remote:
        return []
    return [{"@type": "VirtualLocation", "url": absolute(url)}]
