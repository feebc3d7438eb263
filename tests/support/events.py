"""Makers of what stands in calendars."""

from datetime import UTC, date, datetime, time
from typing import Any

from events.models import Event, EventIndexPage, EventPage, HolidayPeriod
from tests.support.home import add, front_page

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def make_event(name: str = "Mentorikahvit", **fields: Any) -> Event:
    """An evening online on 14.10.2027, published long ago."""
    day = fields.pop("day", date(2027, 10, 14))
    given = {
        "name_fi": name,
        "kind": Event.Kind.OTHER,
        "start_day": day,
        "start_time": time(18),
        "end_day": day,
        "end_time": time(19, 30),
        "is_remote": True,
        "published_at": LONG_AGO,
        "changed_at": LONG_AGO,
        **fields,
    }
    return Event.objects.create(**given)


def make_holiday(
    first: date = date(2026, 12, 14), last: date = date(2027, 1, 10), **fields: Any
) -> HolidayPeriod:
    given = {
        "name_fi": "Joululoma",
        "name_sv": "Jullov",
        "name_en": "Christmas holiday",
        "changed_at": LONG_AGO,
        **fields,
    }
    return HolidayPeriod.objects.create(first_day=first, last_day=last, **given)


def make_event_index(language: str = "fi") -> EventIndexPage:
    found = EventIndexPage.objects.filter(locale__language_code=language).first()
    if found is not None:
        return found
    page = EventIndexPage(title="Tapahtumat", slug="tapahtumat")
    return add(page, front_page(language))


def make_event_page(event: Event, **fields: Any) -> EventPage:
    given = {"title": event.name_fi, "lead": "Vuoden yhteinen päivä.", **fields}
    return add(EventPage(event=event, **given), make_event_index())
