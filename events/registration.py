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
from events.models import Occurrence, Registration

KEPT = timedelta(days=365)  # after the event


class RegistrationError(Exception):
    """A registration we refuse. The message is shown to the person."""


@transaction.atomic
def register(
    occurrence: Occurrence, *, name: str, email: str, language: str, at: datetime
) -> Registration:
    """Somebody comes; once more by the same person changes nothing."""
    occurrence = Occurrence.objects.locked(occurrence)
    if not occurrence.takes_registrations_at(at):
        raise RegistrationError(_("Registration has closed. Nothing was sent."))
    person = {"name": name, "email": email.lower()}
    known = occurrence.registrations.live().filter(**person).first()
    if known is not None:
        return known
    registration = occurrence.registrations.create(
        **person, language=language, created_at=at
    )
    if registration not in tell_who_has_a_place(occurrence, at=at):
        tell_of_waiting(registration)
    return registration


@transaction.atomic
def cancel(registration: Registration, *, at: datetime) -> bool:
    """Somebody does not come; the next one waiting gets the place."""
    occurrence = Occurrence.objects.locked(registration.occurrence)
    live = occurrence.registrations.live().filter(pk=registration.pk)
    if occurrence.is_over(at) or not live.update(cancelled_at=at):
        return False
    if occurrence.capacity is not None:
        raise_stamp()
    mail = emails.about(registration, "cancelled")
    outbox.add(mail, key=f"registration-{registration.pk}-cancelled")
    tell_who_has_a_place(occurrence, at=at)
    return True


def tell_who_has_a_place(occurrence: Occurrence, *, at: datetime) -> list[Registration]:
    """Mail those who have a place and have not been told so; gives whom."""
    if occurrence.is_cancelled or occurrence.ends_at <= at:
        return []
    found = occurrence.registrations.live().with_a_place(occurrence.capacity)
    told = list(found.filter(told_of_place_at=None))
    for registration in told:
        mail = emails.about(registration, "place")
        outbox.add(
            mail, key=f"registration-{registration.pk}-place-{occurrence.sequence}"
        )
    occurrence.registrations.filter(pk__in=[one.pk for one in told]).update(
        told_of_place_at=at
    )
    return told


def tell_of_waiting(registration: Registration) -> None:
    mail = emails.about(registration, "waiting")
    sequence = registration.occurrence.sequence
    outbox.add(mail, key=f"registration-{registration.pk}-waiting-{sequence}")


def tell_that_it_is_held(occurrence: Occurrence, *, at: datetime) -> None:
    """Mail all whom the cancellation reached: who has a place, and who waits again."""
    if occurrence.is_over(at):
        return
    tell_who_has_a_place(occurrence, at=at)
    for registration in occurrence.registrations.live().filter(told_of_place_at=None):
        tell_of_waiting(registration)


def tell_of_move(occurrence: Occurrence, *, at: datetime) -> None:
    """Mail all who come, or wait, where and when it is now: once for each move."""
    if occurrence.is_cancelled or occurrence.is_over(at):
        return
    for registration in occurrence.registrations.live():
        mail = emails.about(registration, "moved")
        outbox.add(
            mail, key=f"registration-{registration.pk}-moved-{occurrence.sequence}"
        )


def tell_of_cancellation(occurrence: Occurrence, *, at: datetime) -> None:
    """Mail all who would have come that the event is cancelled."""
    for registration in occurrence.registrations.live():
        mail = emails.about(registration, "event_cancelled")
        key = f"registration-{registration.pk}-event-cancelled-{occurrence.sequence}"
        outbox.add(mail, key=key)
    # Should it be held after all, they are told anew.
    occurrence.registrations.update(told_of_place_at=None)


def remove_old(at: datetime) -> str:
    """The timed job: who came is forgotten a year after the occurrence."""
    old = Registration.objects.filter(occurrence__end_day__lt=(at - KEPT).date())
    removed, _by_model = old.delete()
    return f"Removed {removed} old registration(s)."
