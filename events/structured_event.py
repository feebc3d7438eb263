"""An event as search engines want it (schema.org)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from association.addresses import absolute
from association.models import AssociationSettings
from association.structured_data import CONTEXT
from events import schedule_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.models import Event, Occurrence


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
        "organizer": _organisers(occurrence.event, us),
        "offers": {
            "@type": "Offer",
            "price": f"{occurrence.event.price_cents / 100:.2f}",
            "priceCurrency": "EUR",
            "url": absolute(url),
        },
        **({"location": places if len(places) > 1 else places[0]} if places else {}),
        **_moved(occurrence),
    }


def structured_series(
    event: "Event",
    coming: "Iterable[Occurrence]",
    us: AssociationSettings,
    *,
    url: str,
    on: date,
) -> dict[str, Any]:
    """What repeats, with its rule, and each of the coming times at its own address."""
    return {
        "@context": CONTEXT,
        "@type": "EventSeries",
        "name": event.name,
        "url": absolute(url),
        "organizer": _organisers(event, us),
        "eventSchedule": schedule_data.schedule(event, on=on),
        "subEvent": [
            without_context(structured_event(one, us, url=one.plain_url))
            for one in coming
        ],
    }


def part_of(event: "Event", *, url: str, on: date) -> dict[str, Any]:
    """What one time of a series says of the whole."""
    series = {
        "@type": "EventSeries",
        "name": event.name,
        "url": absolute(url),
        "eventSchedule": schedule_data.schedule(event, on=on),
    }
    return {"superEvent": series}


def without_context(data: dict[str, Any]) -> dict[str, Any]:
    """As a part of other data."""
    return {name: value for name, value in data.items() if name != "@context"}


def _organisers(event: "Event", us: AssociationSettings) -> Any:
    """The association, unless another is named; with whom it works together."""
    first = {"@type": "NGO", "name": us.name, "url": absolute("/")}
    if event.organiser:
        first = {"@type": "Organization", "name": event.organiser}
    if not event.co_organisers:
        return first
    return [first, {"@type": "Organization", "name": event.co_organisers}]


def _moved(occurrence: "Occurrence") -> dict[str, Any]:
    moved_from = occurrence.moved_from
    return {"previousStartDate": _when(moved_from)} if moved_from else {}


def _when(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _status(occurrence: "Occurrence") -> str:
    if occurrence.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if occurrence.moved_from else "EventScheduled"


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
