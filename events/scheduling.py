"""An event is put in the calendar, or changed there, with all its occurrences.

Occurrences are kept by the day that the rule gives them: one that somebody signed up
for never disappears, and none is moved to another day without being told. What was
changed for one occurrence alone stays so when the event is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import cancelling, changing, places, recurring, telling
from events.models import Event, LastRemoval, Occurrence


class SchedulingError(Exception):
    """A change we refuse. The message is shown to the editor."""


@dataclass
class Plan:
    """What a change does to the occurrences; nothing of it is saved yet."""

    kept: list[Occurrence] = field(default_factory=list)
    new: list[Occurrence] = field(default_factory=list)
    to_cancel: list[Occurrence] = field(default_factory=list)
    to_remove: list[Occurrence] = field(default_factory=list)


@transaction.atomic
def save(event: Event, *, at: datetime, why: Mapping[str, str] | None = None) -> Plan:
    """Store a new or changed event and bring its occurrences in line.

    `why` is told to those whose occurrence is cancelled by the change, by language
    ("fi", "sv", "en"). Raises SchedulingError where it is needed and missing.
    """
    stored = Event.objects.locked(event) if event.pk else None
    plan = plan_of(event, stored, at=at)
    if plan.to_cancel and not (why and why.get("fi", "").strip()):
        sentence = _("Some have signed up for days that fall away. Write the reason.")
        raise SchedulingError(sentence)
    event.topped_up_to = horizon(event, at)
    changing.note(event, at=at)
    event.save()
    _carry_out(plan, event, at=at, why=why or {})
    return plan


def plan_of(event: Event, stored: Event | None, *, at: datetime) -> Plan:
    """Compare what there is with what the event says now.

    `stored` is the event before the change, None when it is new. An occurrence that
    has begun is left alone, unless it is the event's only one.
    """
    if stored is None:
        days = recurring.days(event, until=horizon(event, at))
        return Plan(new=[_occurrence(event, day) for day in days])
    rows = event.occurrences.select_for_update().in_order()
    if not event.repeats and not stored.repeats:
        return Plan(kept=[_merged(row, stored, event, event.start_day) for row in rows])
    return _plan_of_series(event, stored, list(rows), at=at)


def _plan_of_series(
    event: Event, stored: Event, rows: list[Occurrence], *, at: datetime
) -> Plan:
    known = recurring.days(stored, until=stored.topped_up_to or stored.start_day)
    wanted = recurring.days(event, until=horizon(event, at))
    by_day = {row.original_day: row for row in rows}
    signed_up = _with_registrations(rows)
    plan = Plan()
    for day in wanted:
        if day in by_day:
            if by_day[day].starts_at > at:
                plan.kept.append(_merged(by_day[day], stored, event, day))
        elif day not in known:  # else it was taken out on purpose
            occurrence = _occurrence(event, day)
            if occurrence.starts_at > at:
                plan.new.append(occurrence)
    for day in sorted(by_day.keys() - set(wanted)):
        row = by_day[day]
        # What no rule of the event ever gave was put in by hand.
        if day in known and row.starts_at > at and not row.is_cancelled:
            (plan.to_cancel if row.pk in signed_up else plan.to_remove).append(row)
    return plan


@transaction.atomic
def top_up(event: Event, *, at: datetime) -> list[Occurrence]:
    """Add the days that have come within 24 months. Twice adds nothing."""
    event = Event.objects.locked(event)
    until = horizon(event, at)
    since = event.topped_up_to or event.start_day
    if not event.repeats or until <= since:
        return []
    there = set(event.occurrences.values_list("original_day", flat=True))
    days = [day for day in recurring.days(event, until=until) if day > since]
    found = [_occurrence(event, day) for day in days if day not in there]
    for occurrence in found:
        changing.save(occurrence, at=at)
    Event.objects.filter(pk=event.pk).update(topped_up_to=until)
    return found


def top_up_all(at: datetime) -> str:
    """The timed job."""
    added = sum(len(top_up(event, at=at)) for event in Event.objects.repeating())
    return f"Added {added} occurrence(s)."


def horizon(event: Event, at: datetime) -> date:
    return max(timezone.localdate(at), event.start_day) + recurring.AHEAD


def _occurrence(event: Event, day: date) -> Occurrence:
    shared = {name: getattr(event, name) for name in Event.SHARED}
    return Occurrence(event=event, original_day=day, **shared, **event.times_on(day))


def _merged(row: Occurrence, stored: Event, event: Event, day: date) -> Occurrence:
    """With what has changed in the event, except where the row has its own."""
    before, after = stored.times_on(row.original_day), event.times_on(day)
    is_moved = any(getattr(row, name) != value for name, value in before.items())
    changes = {} if is_moved else after
    changes |= {
        name: getattr(event, name)
        for name in Event.SHARED
        if getattr(row, name) == getattr(stored, name)
    }
    changes["original_day"] = day
    for name, value in changes.items():
        row.is_changed |= getattr(row, name) != value
        setattr(row, name, value)
    return row


def _with_registrations(rows: list[Occurrence]) -> set[int]:
    found = Occurrence.objects.filter(pk__in=[row.pk for row in rows])
    return set(found.exclude(registrations=None).values_list("pk", flat=True))


def _carry_out(
    plan: Plan, event: Event, *, at: datetime, why: Mapping[str, str]
) -> None:
    for row in plan.to_cancel:
        cancelling.cancel(row, why, at=at)
    if plan.to_remove:
        LastRemoval.record(at)
        Occurrence.objects.filter(pk__in=[row.pk for row in plan.to_remove]).delete()
    for row in plan.new:
        row.event = event
        changing.save(row, at=at)
    for row in plan.kept:
        row.event = event
        if row.is_changed:
            keep(row, at=at)


def keep(row: Occurrence, *, at: datetime) -> None:
    """Save a changed occurrence, and tell those who come what it means for them."""
    before = row.sequence
    changing.save(row, at=at)
    places.give(row, at=at)
    if row.sequence > before:
        telling.of_move(row, at=at)
