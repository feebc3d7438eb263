"""Keeping what stands in people's calendars, so that calendars believe the change."""

from datetime import datetime

from django.db import transaction

from events.models import Event, HolidayPeriod, LastRemoval, Occurrence

type Row = Event | Occurrence | HolidayPeriod


@transaction.atomic
def save(row: Row, *, at: datetime) -> None:
    """Save a new or changed row."""
    note(row, at=at)
    row.save()


def note(row: Row, *, at: datetime) -> None:
    """What is written beside a change, in the transaction that saves it."""
    row.note_change(at=at)
    if isinstance(row, Event) and row.was_public and not row.is_public(at):
        LastRemoval.record(at)


@transaction.atomic
def remove(row: Row, *, at: datetime) -> None:
    LastRemoval.record(at)
    row.delete()
