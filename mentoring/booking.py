"""A session is booked by either side and cancelled by either side."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.models import User
from association.public_changes import raise_stamp
from mentoring import emails
from mentoring.models import FreeTime, Mentor, Session, SessionQuarter

CANCEL = "mentoring.cancel"
ALTERNATIVES = 3


class BookingError(Exception):
    """A booking we refuse: the message is shown, `instead` are the nearest times."""

    def __init__(self, message: str, instead: list[FreeTime] | None = None) -> None:
        super().__init__(message)
        self.instead = instead or []


@dataclass(frozen=True)
class Mentee:
    """Who is mentored: a signed-in person, or somebody the mentor names."""

    name: str
    email: str
    language: str
    user: User | None = None

    @classmethod
    def of(cls, user: User) -> "Mentee":
        return cls(str(user), user.email, user.language, user)

    @classmethod
    def named(cls, name: str, email: str, language: str) -> "Mentee":
        """Somebody with this address; the person who signs in with it, if any."""
        user = User.objects.filter(email__iexact=email).first()
        return cls(name, email, user.language if user else language, user)


def book(
    free_time: FreeTime,
    mentee: Mentee,
    *,
    by_mentor: bool = False,
    wish: str = "",
    at: datetime,
) -> Session:
    """Book a free time; both get a mail with an invitation.

    The database refuses a second booking of the same time. BookingError says what is
    still possible.
    """
    try:
        with transaction.atomic():
            mentor = Mentor.objects.select_for_update().get(pk=free_time.mentor_id)
            refuse_own_time(mentor, mentee)
            offered = find(free_time, by_mentor=by_mentor, at=at)
            session = take(offered, mentee, by_mentor=by_mentor, wish=wish, at=at)
            tell_both(session, "booked")
            raise_stamp()
    except IntegrityError:
        raise refusal(free_time, at) from None
    return session


def refuse_own_time(mentor: Mentor, mentee: Mentee) -> None:
    if mentee.email.casefold() == mentor.user.email.casefold():
        raise BookingError(_("This is your own free time. Book it for somebody else."))


def find(free_time: FreeTime, *, by_mentor: bool, at: datetime) -> FreeTime:
    """The free time as it is now, under the mentor's lock."""
    times = FreeTime.objects.free(at) if by_mentor else FreeTime.objects.bookable(at)
    offered = times.filter(pk=free_time.pk).first()
    if offered is None:
        raise refusal(free_time, at)
    return offered


def refusal(free_time: FreeTime, at: datetime) -> BookingError:
    if free_time.starts_at <= at:
        message = _("That time has already passed.")
    else:
        message = _("Someone has just booked that time.")
    return BookingError(message, nearest(free_time, at))


def nearest(free_time: FreeTime, at: datetime) -> list[FreeTime]:
    """The mentor's free times nearest to the one that could not be had."""
    times = FreeTime.objects.bookable(at).filter(mentor_id=free_time.mentor_id)
    by_distance = sorted(
        times.exclude(pk=free_time.pk),
        key=lambda other: abs(other.starts_at - free_time.starts_at),
    )
    return sorted(by_distance[:ALTERNATIVES], key=lambda other: other.starts_at)


def take(
    offered: FreeTime, mentee: Mentee, *, by_mentor: bool, wish: str, at: datetime
) -> Session:
    session = Session.objects.create(
        mentor=offered.mentor,
        mentee=mentee.user,
        mentee_name=mentee.name,
        mentee_email=mentee.email,
        mentee_language=mentee.language,
        starts_at=offered.starts_at,
        ends_at=offered.ends_at,
        channel=offered.channel,
        place=offered.place,
        wish=wish,
        booked_at=at,
        changed_at=at,
        booked_by_mentor=by_mentor,
    )
    SessionQuarter.objects.bulk_create(
        SessionQuarter(session=session, mentor=session.mentor, starts_at=quarter)
        for quarter in session.quarters()
    )
    return session


def cancel(
    session: Session, *, by_mentor: bool, why: str = "", at: datetime
) -> Session:
    """Cancel a session; both are told. A second time does nothing."""
    with transaction.atomic():
        session = (
            Session.objects.select_for_update(of=["self"])
            .with_people()
            .get(pk=session.pk)
        )
        if session.is_cancelled:
            return session
        if session.is_over(at):
            raise BookingError(_("The session is already over."))
        session.cancelled_at = session.changed_at = at
        session.cancelled_by_mentor = by_mentor
        session.cancelled_why = why
        session.sequence += 1
        session.save()
        session.taken_quarters.all().delete()
        tell_both(session, "cancelled")
        raise_stamp()
    return session


def tell_both(session: Session, what: str) -> None:
    """Put both mails in the outbox; the sequence in the key allows no second."""
    for message, reader in emails.to_both(session, what):
        key = f"session-{session.pk}-{session.sequence}-{what}-{reader}"
        outbox.add(message, key=key)


def cancel_token(session: Session) -> str:
    """Proves to the cancel page that its holder is this session's mentee."""
    return signing.dumps(str(session.pk), salt=CANCEL)


def session_from_cancel_token(token: str) -> Session | None:
    """The session, or None for a false link; it is good until the session is over."""
    try:
        pk = signing.loads(token, salt=CANCEL)
    except signing.BadSignature:
        return None
    return Session.objects.with_people().filter(pk=pk).first()
