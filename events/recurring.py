"""The days on which an event takes place by its rule.

django-recurrence keeps and expands the rule, and nothing else: its own times are
moments in UTC, which would move an evening at six to five when summer time ends. We
expand with the day and clock time on the wall, and count in days.
"""

from copy import copy
from datetime import date, datetime, time, timedelta

from recurrence import Recurrence

from events import wall_clock
from events.models import Event, HolidayPeriod

AHEAD = timedelta(days=731)  # 24 months, also over a leap day
SECOND = timedelta(seconds=1)
END_OF_DAY = time(23, 59, 59)


def days(event: Event, *, until: date) -> list[date]:
    """The days by the rule from the event's first to `until`, both included.

    Without a rule: the one day it has. The association's holidays are left out where
    the event says so.
    """
    free = _holidays(event, until) if event.repeats else set()
    return [day for day in days_by_rule(event, until=until) if day not in free]


def days_by_rule(event: Event, *, until: date) -> list[date]:
    """The same with holidays."""
    if not event.repeats:
        return [event.start_day]
    first = datetime.combine(event.start_day, event.start_time)
    last = datetime.combine(until, END_OF_DAY)
    found = _on_the_wall(event.rule).between(
        first - SECOND, last, inc=True, dtstart=first
    )
    return [moment.date() for moment in found]


def last_day(event: Event) -> date | None:
    """The day the rule names as its last, or None."""
    until = event.rule.rrules[0].until if event.repeats else None
    return until.astimezone(wall_clock.HELSINKI).date() if until else None


def _on_the_wall(rule: Recurrence) -> Recurrence:
    """The rule in naive local time; its last day counts as a whole."""
    only = copy(rule.rrules[0])
    if only.until:
        day = only.until.astimezone(wall_clock.HELSINKI).date()
        only.until = datetime.combine(day, END_OF_DAY)
    return Recurrence(rrules=[only], include_dtstart=False)


def _holidays(event: Event, until: date) -> set[date]:
    if not event.skips_holidays:
        return set()
    periods = HolidayPeriod.objects.between(event.start_day, until)
    return {day for period in periods for day in period.days}
