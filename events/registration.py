"""Coming to an event: a place, or the waiting list when all are taken.

Whoever signs up proves the address by the link in a mail, and counts from then on; who
is signed in has proved it. What is answered on the page is the same for all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.models import User
from association import formats
from association.public_changes import raise_stamp
from events import charging, emails, places, telling
from events.models import Answer, Occurrence, Registration

CONSENT = "2026-11"  # raised with each change of what people agree to
DOUBLE_CLICK = timedelta(minutes=10)
UNCONFIRMED_KEPT = timedelta(days=3)

End = Registration.End


class RegistrationError(Exception):
    """A registration we refuse. The message is shown to the person."""


@dataclass(frozen=True)
class Wish:
    """What somebody wrote in the form. Answers are not saved yet."""

    name: str
    email: str
    language: str
    party_size: int = 1
    answers: Iterable[Answer] = ()

    @property
    def address(self) -> str:
        return self.email.strip().lower()


@transaction.atomic
def submit(occurrence: Occurrence, wish: Wish, *, at: datetime) -> None:
    """Keep the wish and write to the address; one mail, whatever is known of it."""
    occurrence = _open(occurrence, wish.party_size, at=at)
    known = _of_address(occurrence, wish)
    if known is not None and known.is_confirmed:
        mail = emails.about(known, "known")
        outbox.add(mail, key=f"{known.mail_key}-known-{timezone.localdate(at)}")
        return
    if known is not None and _is_repeated(known, wish, at=at):
        return
    row = _keep(occurrence, wish, known, at=at)
    mail = emails.about(row, "confirm")
    outbox.add(mail, key=f"{row.mail_key}-confirm-{at.isoformat()}")


@transaction.atomic
def come(occurrence: Occurrence, wish: Wish, *, at: datetime) -> Registration:
    """Somebody whose address is proved comes; once more changes nothing."""
    occurrence = _open(occurrence, wish.party_size, at=at)
    known = _of_address(occurrence, wish)
    if known is not None and known.is_confirmed:
        return known
    return _confirm(_keep(occurrence, wish, known, at=at), occurrence, at=at)


def register(
    occurrence: Occurrence,
    *,
    name: str,
    email: str,
    language: str,
    at: datetime,
    party_size: int = 1,
) -> Registration:
    """`come`, for whoever has no form."""
    return come(occurrence, Wish(name, email, language, party_size), at=at)


@transaction.atomic
def confirm(registration: Registration, *, at: datetime) -> Registration | None:
    """The address is theirs: now they come, or wait. None for what has been deleted."""
    occurrence = Occurrence.objects.locked(registration.occurrence)
    row = occurrence.registrations.all().locked(registration)
    if row is None or row.is_confirmed or row.cancelled_at:
        return row
    _refuse_if_closed(occurrence, at=at)
    return _confirm(row, occurrence, at=at)


def _confirm(
    row: Registration, occurrence: Occurrence, *, at: datetime
) -> Registration:
    row.occurrence = occurrence
    row.confirmed_at, row.number = at, next_number(occurrence)
    row.user = User.objects.filter(email__iexact=row.email).first()
    row.save(update_fields=["confirmed_at", "number", "user"])
    return _take_place(row, occurrence, at=at)


def _take_place(
    row: Registration, occurrence: Occurrence, *, at: datetime
) -> Registration:
    """A place if there is one, and a mail that says which."""
    given = places.give(occurrence, at=at)
    mine = next((one for one in given if one.pk == row.pk), None)
    if mine is None:
        telling.of_waiting(row)
    return mine or row


def next_number(occurrence: Occurrence) -> int:
    """The next one in the order in which people come; the occurrence is locked."""
    last = occurrence.registrations.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def cancel(registration: Registration, *, at: datetime) -> bool:
    """Somebody does not come; those who wait get the place. Twice is once."""
    occurrence = Occurrence.objects.locked(registration.occurrence)
    row = occurrence.registrations.filter(cancelled_at=None).locked(registration)
    if row is None or occurrence.is_over(at):
        return False
    if not row.is_confirmed:
        row.delete()
        return True
    row.occurrence = occurrence
    # As it is today: the organiser may choose otherwise later, not for this one.
    row.pays_back = occurrence.pays_back_at(at) and charging.is_covered(row)
    end(row, End.CANNOT_COME if row.has_place else End.LEFT, at=at)
    outbox.add(emails.about(row, "cancelled"), key=f"{row.mail_key}-cancelled")
    places.give(occurrence, at=at)
    return True


def end(row: Registration, how: Registration.End, *, at: datetime) -> None:
    """Take somebody off, with the bill; the occurrence and the row are locked."""
    row.cancelled_as, row.cancelled_at, row.pay_by = how, at, None
    row.save(update_fields=["cancelled_at", "cancelled_as", "pay_by", "pays_back"])
    charging.withdraw(row, at=at)
    if row.occurrence.capacity is not None:
        raise_stamp()


@transaction.atomic
def come_again(registration: Registration, *, at: datetime) -> Registration | None:
    """Who could not come can after all: behind everybody else."""
    occurrence = Occurrence.objects.locked(registration.occurrence)
    row = occurrence.registrations.all().locked(registration)
    if row is None or row.cancelled_at is None:
        return row
    _refuse_if_closed(occurrence, at=at)
    known = occurrence.registrations.filter(email=row.email, cancelled_at=None).first()
    if known is not None:
        raise RegistrationError(_("You have signed up anew. Look in your e-mail."))
    row.occurrence = occurrence
    row.cancelled_at, row.cancelled_as, row.told_of_place_at = None, "", None
    row.pays_back = False
    row.confirmed_at, row.number = at, next_number(occurrence)
    row.save()
    return _take_place(row, occurrence, at=at)


def closed_why(occurrence: Occurrence, *, at: datetime) -> str:
    """Why nobody signs up for it now; empty when people do."""
    if occurrence.is_cancelled:
        reason = {"reason": occurrence.cancelled_why}
        return _("The event is cancelled. %(reason)s") % reason
    if occurrence.is_over(at):
        return _("This event has been held.")
    if occurrence.starts_at <= at:
        return _("The event has already begun.")
    if not occurrence.event.takes_registrations:
        return _("Nobody needs to sign up for this event.")
    if not occurrence.takes_registrations_at(at):
        closed = {"moment": formats.moment(occurrence.closes_at)}
        return _("Registration closed on %(moment)s.") % closed
    return ""


def _refuse_if_closed(occurrence: Occurrence, *, at: datetime) -> None:
    if reason := closed_why(occurrence, at=at):
        raise RegistrationError(reason)


def _open(occurrence: Occurrence, party_size: int, *, at: datetime) -> Occurrence:
    """The occurrence, locked; refused where nobody can sign up so."""
    occurrence = Occurrence.objects.locked(occurrence)
    _refuse_if_closed(occurrence, at=at)
    if party_size > occurrence.event.max_party:
        most = {"count": occurrence.event.max_party}
        raise RegistrationError(_("At most %(count)d can sign up at once.") % most)
    return occurrence


def _of_address(occurrence: Occurrence, wish: Wish) -> Registration | None:
    rows = occurrence.registrations.filter(email=wish.address, cancelled_at=None)
    row = rows.first()
    if row is not None:
        row.occurrence = occurrence
    return row


def _is_repeated(row: Registration, wish: Wish, *, at: datetime) -> bool:
    """The same form again within minutes."""
    same = (row.name, row.party_size) == (wish.name, wish.party_size)
    written = {one.said for one in wish.answers}
    is_soon = at - row.created_at < DOUBLE_CLICK
    return is_soon and same and {one.said for one in row.answers.all()} == written


def _keep(
    occurrence: Occurrence, wish: Wish, known: Registration | None, *, at: datetime
) -> Registration:
    """The one row of the address; until it is confirmed, the latest form counts."""
    row = known or Registration(occurrence=occurrence, email=wish.address)
    row.name, row.language = wish.name, wish.language
    row.party_size, row.created_at = wish.party_size, at
    row.consented_at, row.consent_version = at, CONSENT
    row.save()
    answer(row, wish.answers)
    return row


def answer(row: Registration, answers: Iterable[Answer]) -> None:
    """Keep these answers in place of earlier ones."""
    row.answers.all().delete()
    for one in answers:
        one.registration = row
    Answer.objects.bulk_create(answers)
