"""What is done to one occurrence alone: changed, put in by hand, taken out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from events import changing, scheduling, wall_clock
from events.models import Event, LastRemoval, Occurrence
from events.models.calendar_row import LANGUAGES
from events.models.facts import skipped
from events.plans import Plan
from events.scheduling import SchedulingError


def plan_of(row: Occurrence, values: Mapping[str, Any], *, at: datetime) -> Plan:
    """What it becomes, and how many are told. Nothing is saved."""
    if row.starts_at <= at:
        raise SchedulingError(_("It has begun already, and stays as it was."))
    row.change(values)
    if not row.is_moved:
        row.change({f"moved_why_{language}": "" for language in LANGUAGES})
    signed_up = scheduling.signed_up([row])
    return Plan(stored=row.event, kept=[row], signed_up=signed_up)


@transaction.atomic
def change(
    occurrence: Occurrence,
    values: Mapping[str, Any],
    *,
    at: datetime,
    shown: str | None = None,
) -> Occurrence:
    """Change one alone. It keeps its address, and those who come are told of a move.

    `shown` is the mark of the plan that the editor saw.
    """
    row = Occurrence.objects.locked(occurrence)
    plan = plan_of(row, values, at=at)
    scheduling.refuse_if_other(plan, shown)
    if row.was:
        scheduling.keep(row, at=at)
    return row


@transaction.atomic
def add(event: Event, day: date, *, at: datetime) -> Occurrence:
    """Put in a day that the rule does not give."""
    event = Event.objects.locked(event)
    if event.occurrences.filter(original_day=day).exists():
        raise SchedulingError(_("That day is there already."))
    if not wall_clock.exists(day, event.start_time, ZoneInfo(event.zone)):
        raise SchedulingError(skipped(day, event.start_time))
    row = scheduling.new_occurrence(event, day)
    if row.starts_at <= at:
        raise SchedulingError(_("That day has passed. Choose a coming one."))
    changing.save(row, at=at)
    return row


@transaction.atomic
def take_out(occurrence: Occurrence, *, at: datetime) -> None:
    """As if the rule had not given it; only where nobody has signed up."""
    row = Occurrence.objects.locked(occurrence)
    if row.starts_at <= at:
        raise SchedulingError(_("It has begun already, and stays as it was."))
    if row.registrations.exists():
        raise SchedulingError(
            _("Somebody has signed up for it: cancel it with the reason instead.")
        )
    if row.event.occurrences.count() == 1:
        raise SchedulingError(_("It is the only one: delete the event instead."))
    LastRemoval.record(at)
    row.delete()
