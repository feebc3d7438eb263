"""Coming to an event: a place, or the waiting list when all are taken."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import outbox
from association.public_changes import raise_stamp
from events import emails, places, telling
from events.models import Answer, Occurrence, Registration
from events.models.registration import KEPT

End = Registration.End


class RegistrationError(Exception):
    """A registration we refuse. The message is shown to the person."""


@transaction.atomic
def register(
    occurrence: Occurrence,
    *,
    name: str,
    email: str,
    language: str,
    at: datetime,
    party_size: int = 1,
) -> Registration:
    """Somebody whose address is proved comes; once more by the same changes nothing."""
    occurrence = Occurrence.objects.locked(occurrence)
    if not occurrence.takes_registrations_at(at):
        raise RegistrationError(_("Registration has closed. Nothing was sent."))
    known = occurrence.registrations.live().filter(email=email.lower()).first()
    if known is not None:
        return known
    registration = occurrence.registrations.create(
        name=name,
        email=email.lower(),
        language=language,
        party_size=party_size,
        created_at=at,
        confirmed_at=at,
        number=next_number(occurrence),
    )
    if registration not in places.give(occurrence, at=at):
        telling.of_waiting(registration)
    return registration


def next_number(occurrence: Occurrence) -> int:
    """The next one in the order in which people come; the occurrence is locked."""
    last = occurrence.registrations.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def cancel(registration: Registration, *, at: datetime) -> bool:
    """Somebody does not come; the next one waiting gets the place."""
    occurrence = Occurrence.objects.locked(registration.occurrence)
    row = occurrence.registrations.live().locked(registration)
    if row is None or occurrence.is_over(at):
        return False
    row.cancelled_as = End.CANNOT_COME if row.has_place else End.LEFT
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at", "cancelled_as"])
    if occurrence.capacity is not None:
        raise_stamp()
    mail = emails.about(registration, "cancelled")
    outbox.add(mail, key=f"registration-{registration.pk}-cancelled")
    places.give(occurrence, at=at)
    return True


def remove_old(at: datetime) -> str:
    """The timed job: who came is forgotten a year after the occurrence."""
    old = Registration.objects.filter(occurrence__end_day__lt=(at - KEPT).date())
    removed, _by_model = old.delete()
    return f"Removed {removed} old registration(s)."


def remove_health(at: datetime) -> str:
    """The timed job: what was told of health is forgotten two weeks after the event."""
    old = Answer.objects.to_be_deleted(timezone.localdate(at))
    removed, _by_model = old.delete()
    return f"Removed {removed} answer(s) about health."
