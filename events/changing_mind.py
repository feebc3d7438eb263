"""Somebody who comes, or waits, changes what they wrote: name, how many, answers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import outbox
from association.public_changes import raise_stamp
from events import charging, emails, places
from events.models import Answer, Occurrence, Registration
from events.registration import RegistrationError, answer


@transaction.atomic
def change(
    registration: Registration,
    *,
    name: str,
    party_size: int,
    answers: Iterable[Answer],
    at: datetime,
) -> bool:
    """Keep what is new and tell it by mail; answers whether anything is."""
    occurrence = Occurrence.objects.locked(registration.occurrence)
    row = occurrence.registrations.live().locked(registration)
    if row is None or occurrence.is_cancelled or occurrence.starts_at <= at:
        raise RegistrationError(_("This can no longer be changed."))
    row.occurrence = occurrence
    answers = list(answers)
    is_same_party = party_size == row.party_size
    before = (row.name, {one.said for one in row.answers.all()})
    if is_same_party and before == (name, {one.said for one in answers}):
        return False
    if not is_same_party:
        _refuse_party(row, party_size, at=at)
    row.name, row.party_size = name, party_size
    row.save(update_fields=["name", "name_key", "party_size"])
    answer(row, answers)
    if not is_same_party:
        charging.ask_anew(row, at=at)
    mail = emails.about(row, "changed")
    outbox.add(mail, key=f"{row.mail_key}-changed-{at.isoformat()}")
    if not is_same_party:
        raise_stamp()
        places.give(occurrence, at=at)
    return True


def _refuse_party(row: Registration, size: int, *, at: datetime) -> None:
    """More may come only where nobody is overtaken."""
    occurrence = row.occurrence
    if row.is_paid:
        sentence = _("You have paid for %(count)d. To change that, write to us.")
        raise RegistrationError(sentence % {"count": row.party_size})
    if size <= row.party_size:
        return
    if size > occurrence.event.max_party or not occurrence.takes_registrations_at(at):
        raise RegistrationError(_("No more can be added to your registration."))
    left = occurrence.places_left
    if row.has_place and left is not None and size - row.party_size > left:
        sentence = _("There is no room for that many. Places left: %(count)d.")
        raise RegistrationError(sentence % {"count": left})
