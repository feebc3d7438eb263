"""The days on which an event takes place by its rule.

django-recurrence keeps and expands the rule, and nothing else: its own times are
moments in UTC, which would move an evening at six to five when summer time ends. We
expand with the day and clock time on the wall, and count in days.
"""

from copy import copy
from datetime import UTC, date, datetime, time, timedelta

from recurrence import Recurrence

from events import wall_clock
from events.models import Event, HolidayPeriod

AHEAD = timedelta(days=731)  # 24 months, also over a leap day
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
END_OF_DAY = time(23, 59, 59)


def days(event: Event, *, until: date) -> list[date]:
    """The days by the rule from the event's first to `until`, both included.

    Without a rule: the one day it has. The association's holidays are left out where
    the event says so.
    """
    found = days_by_rule(event, until=until)
    if not event.repeats or not event.skips_holidays:
        return found
    free = _holidays(event, until)
    return [day for day in found if day not in free]


def days_by_rule(event: Event, *, until: date) -> list[date]:
    """The same with what falls on a holiday: a count counts those as well."""
    if not event.repeats:
        return [event.start_day]
    first = datetime.combine(event.start_day, event.start_time)
    last = datetime.combine(until, END_OF_DAY)
    return [
        moment.date()
        for moment in _on_the_wall(event.rule).between(
            first - SECOND, last, inc=True, dtstart=first
        )
    ]


def skipped_days(event: Event, *, until: date) -> list[date]:
    """The days of the rule that fall on a holiday and are left out."""
    held = set(days(event, until=until))
    return [day for day in days_by_rule(event, until=until) if day not in held]


def last_day(event: Event) -> date | None:
    """The day the rule names as its last, or None."""
    return last_day_of(event.rule) if event.repeats else None


def last_day_of(rule: Recurrence) -> date | None:
    until = rule.rrules[0].until
    return until.astimezone(wall_clock.HELSINKI).date() if until else None


def end_of_day(day: date) -> datetime:
    """The last second of a day in Finland, as a rule names its end."""
    return wall_clock.moment(day, END_OF_DAY).astimezone(UTC)


def start_on(event: Event, day: date) -> None:
    """Make `day`, or the first one by the rule after it, the first of the event.

    What the rule counts is only what is left of it.
    """
    if not event.repeats or day <= event.start_day:
        return
    before = days_by_rule(event, until=day - DAY)
    only = copy(event.rule.rrules[0])
    if only.count is not None:
        only.count = max(only.count - len(before), 0)
    first = _next(event, day)
    event.start_day, event.end_day = first, first + event.span
    event.rule = Recurrence(rrules=[only], include_dtstart=False)


def end_before(event: Event, day: date) -> None:
    """The rule's last day is the one before `day`."""
    only = copy(event.rule.rrules[0])
    known = last_day(event)
    only.count = None
    only.until = end_of_day(min(known, day - DAY) if known else day - DAY)
    event.rule = Recurrence(rrules=[only], include_dtstart=False)


def _next(event: Event, day: date) -> date:
    found = days_by_rule(event, until=day + AHEAD)
    return next((one for one in found if one >= day), day)


def _on_the_wall(rule: Recurrence) -> Recurrence:
    """The rule in naive local time; its last day counts as a whole."""
    only = copy(rule.rrules[0])
    if only.until:
        only.until = datetime.combine(last_day_of(rule) or date.max, END_OF_DAY)
    return Recurrence(rrules=[only], include_dtstart=False)


def _holidays(event: Event, until: date) -> set[date]:
    periods = HolidayPeriod.objects.between(event.start_day, until)
    return {day for period in periods for day in period.days}
