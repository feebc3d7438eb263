"""Timed mails: a reminder the day before, thanks the day after.

A reminder is looked at once more when it is sent: nobody is reminded of what has been
cancelled or moved since, or of a place they no longer have.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts import outbox
from events import emails
from events.models import Occurrence, Registration

REMIND = timedelta(days=1)
FRESH = timedelta(days=1)  # who signed up so shortly before needs no reminder
THANK_FOR = timedelta(days=7)  # after a longer pause of the worker nobody is thanked
PREFIX = "reminder-"


def remind_all(at: datetime) -> str:
    """The timed job; each is reminded once of each time and place."""
    added = sum(remind(one) for one in _coming(at))
    return f"Added {added} reminder(s)."


def _coming(at: datetime) -> list[Occurrence]:
    last = timezone.localdate(at + REMIND)
    soon = Occurrence.objects.not_begun(at).filter(
        cancelled_at=None, start_day__lte=last
    )
    rows = soon.exclude(registrations=None).select_related("event")
    return [one for one in rows if one.starts_at - at <= REMIND]


def remind(occurrence: Occurrence) -> int:
    known_since = occurrence.starts_at - REMIND - FRESH
    rows = occurrence.registrations.with_place().select_related("bill")
    by_key = {
        f"{PREFIX}{row.pk}-{row.number}-{occurrence.sequence}": row
        for row in rows.filter(told_of_place_at__lte=known_since)
    }
    new = outbox.not_there(by_key)
    for key in new:
        by_key[key].occurrence = occurrence
        outbox.add(emails.about(by_key[key], "reminder"), key=key)
    return len(new)


def is_still_wanted(key: str, at: datetime) -> bool:
    """Whether the reminder of that key still tells what is so."""
    pk, number, sequence = key.removeprefix(PREFIX).split("-")
    rows = Registration.objects.with_place().filter(pk=pk, number=number)
    row = rows.select_related("occurrence").first()
    return (
        row is not None
        and not row.occurrence.is_cancelled
        and row.occurrence.sequence == int(sequence)
        and row.occurrence.starts_at > at
    )


def thank_all(at: datetime) -> str:
    """The timed job, in the morning after."""
    today = timezone.localdate(at)
    held = Occurrence.objects.past(at).filter(
        end_day__lt=today, end_day__gte=today - THANK_FOR, event__wants_feedback=True
    )
    rows = held.exclude(registrations=None).with_pages()
    added = sum(thank(one) for one in rows)
    return f"Thanked {added} participant(s)."


def thank(occurrence: Occurrence) -> int:
    """Who was there: by the name list where one was kept, else all who had a place."""
    rows = occurrence.registrations.with_place()
    came = rows.exclude(checked_in_at=None)
    there = came if came.exists() else rows
    by_key = {f"{row.mail_key}-thanks": row for row in there}
    new = outbox.not_there(by_key)
    for key in new:
        by_key[key].occurrence = occurrence
        outbox.add(emails.thanks(by_key[key]), key=key)
    return len(new)
