"""An event that repeats, as one file: the rule, and where the calendar differs from it.

What the file shows is what there is: the occurrences known today, up to two years
ahead. Those that no rule of the event gives any more stand beside it on their own.
"""

from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime
from operator import itemgetter
from zoneinfo import ZoneInfo

from django.utils import translation
from recurrence import serialize

from association.addresses import absolute
from events import entries, recurring, wall_clock
from events.ical import Entry, Series
from events.models import Event, Occurrence

MOST_EXDATES = 80  # Google refuses a file with more than about 90


def of_event(
    event: Event, occurrences: list[Occurrence], language: str
) -> list[Entry | Series]:
    """What stands in the file. `occurrences` are all of the event."""
    by_day = {one.original_day: one for one in occurrences}
    by_rule = recurring.days_by_rule(event, until=max(by_day, default=event.start_day))
    ruled = _from_first_to_last(by_rule, by_day)
    alone = [one for day, one in by_day.items() if day not in set(ruled)]
    things: list[Entry | Series] = [
        entries.of_occurrence(one, language) for one in alone
    ]
    if not ruled:
        return things
    rule = _rule(event, by_rule, ruled)
    return [_series(event, rule, ruled, by_day, language), *things]


def _from_first_to_last(days: list[date], by_day: dict[date, Occurrence]) -> list[date]:
    """The days of the rule between those on which something is."""
    there = [number for number, day in enumerate(days) if day in by_day]
    return days[there[0] : there[-1] + 1] if there else []


def _rule(event: Event, by_rule: list[date], ruled: list[date]) -> str:
    """The event's rule, from the first of those days to the last."""
    rule = copy(event.rule.rrules[0])
    if rule.count and rule.count == len(by_rule) and by_rule[-1] == ruled[-1]:
        rule.count = len(ruled)
    else:
        rule.count, rule.until = None, _start(event, ruled[-1]).astimezone(UTC)
    return str(serialize(rule)).removeprefix("RRULE:")


def _start(event: Event, day: date) -> datetime:
    """When the occurrence of that day starts by the rule."""
    return wall_clock.moment(day, event.start_time, ZoneInfo(event.zone))


def _series(
    event: Event,
    rule: str,
    ruled: list[date],
    by_day: dict[date, Occurrence],
    language: str,
) -> Series:
    with translation.override(language):
        address = absolute(event.get_absolute_url())
    without, instead = [], []
    for day in ruled:
        start, plan = _start(event, day), _planned(event, day, language, address)
        there = by_day.get(day)
        if there is None:
            without.append((start, plan))
        elif _as_of_series(event, there, language, address) != plan:
            entry = entries.of_occurrence(there, language)
            instead.append((start, replace(entry, uid=plan.uid)))
    for start, plan in without[MOST_EXDATES:]:
        instead.append((start, entries.cancelled(plan, language)))
    return Series(
        first=_planned(event, ruled[0], language, address),
        rule=rule,
        without=[start for start, _plan in without[:MOST_EXDATES]],
        instead=sorted(instead, key=itemgetter(0)),
    )


def _planned(event: Event, day: date, language: str, address: str) -> Entry:
    """What the calendar would show on that day by the event alone."""
    shared = {name: getattr(event, name) for name in Event.SHARED}
    occurrence = Occurrence(event=event, **shared, **event.times_on(day))
    return _as_of_series(event, occurrence, language, address)


def _as_of_series(
    event: Event, occurrence: Occurrence, language: str, address: str
) -> Entry:
    """Its entry with what all entries of the series have in common."""
    return replace(
        entries.of_occurrence(occurrence, language, address=address),
        uid=event.calendar_uid,
        sequence=event.sequence,
        changed_at=event.changed_at,
    )
