"""What those who come, or wait, are told when their event changes."""

from datetime import datetime

from accounts import outbox
from events import charging, emails, places
from events.models import Occurrence, Registration


def of_waiting(registration: Registration) -> None:
    mail = emails.about(registration, "waiting")
    sequence = registration.occurrence.sequence
    outbox.add(mail, key=f"{registration.mail_key}-waiting-{sequence}")


def that_it_is_held(occurrence: Occurrence, *, at: datetime) -> None:
    """Mail all whom the cancellation reached: who has a place, and who waits again."""
    if occurrence.is_over(at):
        return
    places.give(occurrence, at=at)
    for registration in occurrence.registrations.waiting():
        of_waiting(registration)


def of_move(occurrence: Occurrence, *, at: datetime) -> None:
    """Mail all who come, or wait, where and when it is now: once for each move."""
    if occurrence.is_cancelled or occurrence.is_over(at):
        return
    for registration in occurrence.registrations.live():
        mail = emails.about(registration, "moved")
        outbox.add(mail, key=f"{registration.mail_key}-moved-{occurrence.sequence}")


def of_cancellation(occurrence: Occurrence, *, at: datetime) -> None:
    """Mail all who would have come that the event is cancelled. Nobody has to pay any
    more, and what was paid is given back (giving_back.py)."""
    for registration in occurrence.registrations.live().select_related("bill"):
        mail = emails.about(registration, "event_cancelled")
        key = f"{registration.mail_key}-event-cancelled-{occurrence.sequence}"
        outbox.add(mail, key=key)
        charging.withdraw(registration, at=at)
    # Should it be held after all, they are told anew.
    occurrence.registrations.update(told_of_place_at=None, pay_by=None)
