"""Coming to an event: a place, or the waiting list when all are taken.

Places are counted under the event's lock, so that two who come at once never get the
same one. Whoever gets a place later, when another cancels or there is more room, is
told by mail.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import outbox
from association.public_changes import raise_stamp
from events import emails
from events.models import Event, Registration

KEPT = timedelta(days=365)  # after the event


class RegistrationError(Exception):
    """A registration we refuse. The message is shown to the person."""


@transaction.atomic
def register(
    event: Event, *, name: str, email: str, language: str, at: datetime
) -> Registration:
    """Somebody comes; once more by the same person changes nothing."""
    event = Event.objects.locked(event)
    if not event.takes_registrations_at(at):
        raise RegistrationError(_("Registration has closed. Nothing was sent."))
    person = {"name": name, "email": email.lower()}
    known = event.registrations.live().filter(**person).first()
    if known is not None:
        return known
    registration = event.registrations.create(
        **person, language=language, created_at=at
    )
    if registration not in tell_who_has_a_place(event, at=at):
        tell_of_waiting(registration)
    return registration


@transaction.atomic
def cancel(registration: Registration, *, at: datetime) -> bool:
    """Somebody does not come; the next one waiting gets the place."""
    event = Event.objects.locked(registration.event)
    live = event.registrations.live().filter(pk=registration.pk)
    if event.is_over(at) or not live.update(cancelled_at=at):
        return False
    if event.capacity is not None:
        raise_stamp()
    mail = emails.about(registration, "cancelled")
    outbox.add(mail, key=f"registration-{registration.pk}-cancelled")
    tell_who_has_a_place(event, at=at)
    return True


def tell_who_has_a_place(event: Event, *, at: datetime) -> list[Registration]:
    """Mail those who have a place and have not been told so; gives whom."""
    if event.is_cancelled or event.ends_at <= at:
        return []
    found = event.registrations.live().with_a_place(event.capacity)
    told = list(found.filter(told_of_place_at=None))
    for registration in told:
        mail = emails.about(registration, "place")
        outbox.add(mail, key=f"registration-{registration.pk}-place-{event.sequence}")
    event.registrations.filter(pk__in=[one.pk for one in told]).update(
        told_of_place_at=at
    )
    return told


def tell_of_waiting(registration: Registration) -> None:
    mail = emails.about(registration, "waiting")
    sequence = registration.event.sequence
    outbox.add(mail, key=f"registration-{registration.pk}-waiting-{sequence}")


def tell_that_it_is_held(event: Event, *, at: datetime) -> None:
    """Mail all whom the cancellation reached: who has a place, and who waits again."""
    if event.is_over(at):
        return
    tell_who_has_a_place(event, at=at)
    for registration in event.registrations.live().filter(told_of_place_at=None):
        tell_of_waiting(registration)


def tell_of_move(event: Event, *, at: datetime) -> None:
    """Mail all who come, or wait, where and when it is now: once for each move."""
    if event.is_cancelled or event.is_over(at):
        return
    for registration in event.registrations.live():
        mail = emails.about(registration, "moved")
        outbox.add(mail, key=f"registration-{registration.pk}-moved-{event.sequence}")


def tell_of_cancellation(event: Event, *, at: datetime) -> None:
    """Mail all who would have come that the event is cancelled."""
    for registration in event.registrations.live():
        mail = emails.about(registration, "event_cancelled")
        key = f"registration-{registration.pk}-event-cancelled-{event.sequence}"
        outbox.add(mail, key=key)
    # Should it be held after all, they are told anew.
    event.registrations.update(told_of_place_at=None)


def remove_old(at: datetime) -> str:
    """The timed job: who came is forgotten a year after the event."""
    old = Registration.objects.filter(event__end_day__lt=(at - KEPT).date())
    removed, _by_model = old.delete()
    return f"Removed {removed} old registration(s)."
