"""What is wrong with a repeating event as it is written, field by field."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from association import formats
from events import plain_rules, recurring, scheduling, wall_clock
from events.models import Event
from events.models.facts import skipped
from events.plain_rules import PlainRule

LOOKED_AHEAD = timedelta(days=12 * 366)  # for an hour that clocks skip


def wrong_with(event: Event) -> dict[str, str]:
    """{field: sentence}; empty where all is well. Its own times are checked already."""
    if not event.repeats:
        return {}
    last = recurring.last_day(event)
    if last and last < event.start_day:
        return {"until": _("The last day is before the first. Change one of them.")}
    if recurring.days_by_rule(event, until=event.start_day) != [event.start_day]:
        return _first_day_is_none(event)
    if not recurring.days(event, until=scheduling.horizon(event, timezone.now())):
        sentence = _("No day is left: all of them fall on the association's holidays.")
        return {"repeats": sentence}
    return _skipped(event)


def _first_day_is_none(event: Event) -> dict[str, str]:
    weekday = formats.weekday(event.start_day)
    day = formats.date_only(event.start_day)
    words = {"day": day, "weekday": weekday}
    plain = plain_rules.read(event.rule, event.start_day)
    if isinstance(plain, PlainRule):
        sentence = _("%(day)s is not the last %(weekday)s of its month.")
        return {"repeats": sentence % words}
    sentence = _(
        "%(day)s, a %(weekday)s, is not a day by the rule. Change one of them."
    )
    return {"start_day": sentence % words}


def _skipped(event: Event) -> dict[str, str]:
    """A time that some day of the series does not have."""
    zone = ZoneInfo(event.zone)
    for day in recurring.days(event, until=event.start_day + LOOKED_AHEAD):
        ending = day + event.span
        for name, on, clock in (
            ("start_time", day, event.start_time),
            ("end_time", ending, event.end_time),
        ):
            if not wall_clock.exists(on, clock, zone):
                return {name: skipped(on, clock)}
    return {}
