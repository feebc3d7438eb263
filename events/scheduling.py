"""An event is put in the calendar, or changed there, with all its occurrences.

Occurrences are kept by the day that the rule gives them: one that somebody signed up
for never disappears, and none is moved to another day without being told. What was
changed for one occurrence alone stays so when the event is changed, and what has begun
keeps the rule by which it was held: where that becomes another, the series is split
(events/splitting.py).
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import cancelling, changing, places, recurring, splitting, telling
from events.models import Event, LastRemoval, Occurrence
from events.plans import Plan


class SchedulingError(Exception):
    """A change we refuse. The message is shown to the editor."""


class PlanChangedError(SchedulingError):
    """What the editor was shown is not what would happen by now."""


@transaction.atomic
def save(
    event: Event,
    *,
    at: datetime,
    why: Mapping[str, str] | None = None,
    since: date | None = None,
    shown: str | None = None,
) -> Plan:
    """Store a new or changed event and bring its occurrences in line.

    `why` is told to those whose occurrence is cancelled by the change, by language
    ("fi", "sv", "en"); `since` splits the series and changes only what comes from that
    day on; `shown` is the mark of the plan that the editor saw. Raises SchedulingError
    where a reason is missing, and PlanChangedError where the plan is another by now.
    """
    stored = _locked(event) if event.pk else None
    plan = plan_of(event, stored, at=at, since=since)
    refuse_if_other(plan, shown)
    if plan.to_cancel and not (why and why.get("fi", "").strip()):
        sentence = _("Some have signed up for days that fall away. Write the reason.")
        raise SchedulingError(sentence)
    event.topped_up_to = horizon(event, at)
    changing.note(event, at=at)
    event.save()
    _carry_out(plan, event, at=at, why=why or {})
    return plan


def refuse_if_other(plan: Plan, shown: str | None) -> None:
    """Where the editor saw a plan by its mark, only that one is carried out."""
    if shown is not None and shown != plan.mark:
        raise PlanChangedError(_("Something has changed meanwhile. Look once more."))


def plan_of(
    event: Event, stored: Event | None, *, at: datetime, since: date | None = None
) -> Plan:
    """Compare what there is with what the event says now; nothing is saved.

    `stored` is the event before the change, None when it is new. Where the series is
    split, `event` begins anew after the split. An occurrence that has begun is left
    alone, unless it is the event's only one.
    """
    if stored is None:
        days = recurring.days(event, until=horizon(event, at))
        return Plan(new=[new_occurrence(event, day) for day in days])
    rows = list(event.occurrences.in_order())
    if not event.repeats and not stored.repeats:
        kept = [_merged(row, stored, event, event.start_day) for row in rows]
        return Plan(stored=stored, kept=kept, signed_up=signed_up(rows))
    day = splitting.day_of_split(event, stored, rows, at=at, since=since)
    if day is None:
        return _plan_of_series(event, stored, rows, at=at)
    recurring.start_on(event, day)
    after = [row for row in rows if row.original_day >= day]
    plan = _plan_of_series(event, stored, after, at=at)
    plan.split_on, plan.earlier = day, len(rows) - len(after)
    if not (plan.kept or plan.new):
        raise SchedulingError(
            _("Nothing would be left of what is to come. Cancel the coming times.")
        )
    return plan


def _plan_of_series(
    event: Event, stored: Event, rows: list[Occurrence], *, at: datetime
) -> Plan:
    known = recurring.days(stored, until=stored.topped_up_to or stored.start_day)
    wanted = recurring.days(event, until=horizon(event, at))
    by_day = {row.original_day: row for row in rows}
    plan = Plan(stored=stored, signed_up=signed_up(rows))
    for day in wanted:
        if day in by_day:
            if by_day[day].starts_at > at:
                plan.kept.append(_merged(by_day[day], stored, event, day))
        elif day not in known:  # else it was taken out on purpose
            occurrence = new_occurrence(event, day)
            if occurrence.starts_at > at:
                plan.new.append(occurrence)
    for day in sorted(by_day.keys() - set(wanted)):
        row = by_day[day]
        if row.starts_at <= at or row.is_cancelled:
            continue
        if day not in known:  # put in by hand: no rule of the event ever gave it
            plan.kept.append(_merged(row, stored, event, day))
        else:
            (plan.to_cancel if row.pk in plan.signed_up else plan.to_remove).append(row)
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
    found = [new_occurrence(event, day) for day in days if day not in there]
    for occurrence in found:
        changing.save(occurrence, at=at)
    Event.objects.filter(pk=event.pk).update(topped_up_to=until)
    return found


def top_up_all(at: datetime) -> str:
    """The timed job."""
    repeating = Event.objects.repeating().whole()
    added = sum(len(top_up(event, at=at)) for event in repeating)
    return f"Added {added} occurrence(s)."


def horizon(event: Event, at: datetime) -> date:
    return max(timezone.localdate(at), event.start_day) + recurring.AHEAD


def new_occurrence(event: Event, day: date) -> Occurrence:
    shared = {name: getattr(event, name) for name in Event.SHARED}
    return Occurrence(event=event, original_day=day, **shared, **event.times_on(day))


def _merged(row: Occurrence, stored: Event, event: Event, day: date) -> Occurrence:
    """With what has changed in the event, except where the row has its own."""
    before, after = stored.times_on(row.original_day), event.times_on(day)
    is_moved = any(getattr(row, name) != value for name, value in before.items())
    # What is cancelled stays where people looked for it.
    stays = is_moved or (row.is_cancelled and event.repeats)
    changes = {} if stays else after
    changes |= {
        name: getattr(event, name)
        for name in Event.SHARED
        if getattr(row, name) == getattr(stored, name)
    }
    row.change({**changes, "original_day": day})
    return row


def _locked(event: Event) -> Event:
    """As it is stored; nobody signs up for any of it until the transaction ends."""
    stored = Event.objects.locked(event)
    list(stored.occurrences.select_for_update().values_list("pk"))
    return stored


def signed_up(rows: list[Occurrence]) -> dict[int, int]:
    """{id: how many come}, of those that anybody ever signed up for."""
    found = Occurrence.objects.filter(pk__in=[row.pk for row in rows])
    counted = found.with_counts().filter(ever__gt=0)
    return dict(counted.order_by().values_list("pk", "come"))


def _carry_out(
    plan: Plan, event: Event, *, at: datetime, why: Mapping[str, str]
) -> None:
    if plan.split_on and plan.stored:
        splitting.split_off(plan.stored, event, plan.split_on, at=at)
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
        if row.was:
            keep(row, at=at)


def keep(row: Occurrence, *, at: datetime) -> None:
    """Save a changed occurrence, and tell those who come what it means for them."""
    if reason := places.too_few(row):
        raise SchedulingError(reason)
    before = row.sequence
    changing.save(row, at=at)
    places.give(row, at=at)
    if row.sequence > before:
        telling.of_move(row, at=at)
