"""How an event repeats, as search engines want it (schema.org's Schedule)."""

from datetime import date
from typing import Any

import recurrence

from association.structured_data import CONTEXT
from events import recurring
from events.models.event import Event

UNITS = {
    recurrence.DAILY: "D",
    recurrence.WEEKLY: "W",
    recurrence.MONTHLY: "M",
    recurrence.YEARLY: "Y",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST = 50  # exceptions that are told


def schedule(event: Event, *, on: date) -> dict[str, Any]:
    """By the clock on the wall; from `on` on it tells which days are left out."""
    rule = event.rule.rrules[0]
    last = recurring.last_day(event)
    known: dict[str, Any] = {
        "@type": "Schedule",
        "startDate": event.start_day.isoformat(),
        "endDate": last.isoformat() if last else None,
        "startTime": event.start_time.isoformat(),
        "endTime": event.end_time.isoformat(),
        "scheduleTimezone": event.zone,
        "repeatFrequency": f"P{rule.interval}{UNITS[rule.freq]}",
        "repeatCount": rule.count,
        "byDay": [_day(one) for one in rule.byday or []],
        "byMonthDay": list(rule.bymonthday or []),
        "byMonth": list(rule.bymonth or []),
        "exceptDate": [day.isoformat() for day in left_out(event, on=on)[:MOST]],
    }
    return {name: value for name, value in known.items() if value}


def left_out(event: Event, *, on: date) -> list[date]:
    """Days of the rule on which it is not held: holidays, cancelled, moved away."""
    until = event.topped_up_to or event.start_day
    held = {
        row.start_day
        for row in event.occurrences.filter(start_day__gte=on, cancelled_at=None)
    }
    by_rule = recurring.days_by_rule(event, until=until)
    return [day for day in by_rule if day >= on and day not in held]


def _day(one: Any) -> str:
    day = recurrence.to_weekday(one)
    if day.index is None:
        return f"{CONTEXT}/{DAYS[day.number]}"
    return f"{day.index}{CODES[day.number]}"
