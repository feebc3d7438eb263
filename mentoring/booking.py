"""A session is booked by either side and cancelled by either side."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.models import User
from association.public_changes import raise_stamp
from mentoring import emails
from mentoring.models import FreeTime, Mentor, Session, SessionQuarter
from mentoring.models.free_time import FreeTimeQuerySet

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
        email = email.lower()
        user = User.objects.filter(email=email, is_active=True).first()
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

    The database refuses a second booking of the same time: BookingError says what is
    still possible. The same mentee pressing twice gets the session of the first time.
    """
    try:
        with transaction.atomic():
            mentor = Mentor.objects.select_for_update().get(pk=free_time.mentor_id)
            refuse_own_time(mentor, mentee)
            if already := find_already_booked(free_time, mentee):
                return already
            offered = find(free_time, by_mentor=by_mentor, at=at)
            session = take(offered, mentee, by_mentor=by_mentor, wish=wish, at=at)
            tell_both(session, "booked")
            raise_stamp()
    except IntegrityError:
        raise refusal(free_time, by_mentor=by_mentor, at=at) from None
    return session


def refuse_own_time(mentor: Mentor, mentee: Mentee) -> None:
    if mentee.email.casefold() == mentor.user.email.casefold():
        raise BookingError(_("This is your own free time. Book it for somebody else."))


def find_already_booked(free_time: FreeTime, mentee: Mentee) -> Session | None:
    return Session.objects.filter(
        mentor_id=free_time.mentor_id,
        starts_at=free_time.starts_at,
        mentee_email=mentee.email,
        cancelled_at=None,
    ).first()


def bookable(*, by_mentor: bool, at: datetime) -> FreeTimeQuerySet:
    """What can be booked: a mentor on leave, or without a card, may still book."""
    return FreeTime.objects.free(at) if by_mentor else FreeTime.objects.bookable(at)


def find(free_time: FreeTime, *, by_mentor: bool, at: datetime) -> FreeTime:
    """The free time as it is now, under the mentor's lock."""
    times = bookable(by_mentor=by_mentor, at=at).filter(pk=free_time.pk)
    offered = times.select_related("mentor__user").first()
    if offered is None:
        raise refusal(free_time, by_mentor=by_mentor, at=at)
    return offered


def refusal(free_time: FreeTime, *, by_mentor: bool, at: datetime) -> BookingError:
    """Why the time cannot be had, and the nearest ones of the same mentor that can."""
    others = bookable(by_mentor=by_mentor, at=at).filter(mentor_id=free_time.mentor_id)
    by_distance = sorted(
        others.exclude(pk=free_time.pk),
        key=lambda other: abs(other.starts_at - free_time.starts_at),
    )
    nearest = sorted(by_distance[:ALTERNATIVES], key=lambda other: other.starts_at)
    return BookingError(why_not(free_time, at), nearest)


def why_not(free_time: FreeTime, at: datetime) -> str:
    if free_time.starts_at <= at:
        return _("That time has already passed.")
    if FreeTime.objects.free(at).filter(pk=free_time.pk).exists():
        return _("The mentor is away at that time.")
    if not FreeTime.objects.filter(pk=free_time.pk).exists():
        return _("The mentor has taken that time back.")
    return _("Someone has just booked that time.")


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
    """Cancel a session; both are told. A second time does nothing.

    What the mentee cancels is free for others again; a mentor who cannot come is not
    offered to the next one, either.
    """
    with transaction.atomic():
        # The mentor first, as in booking: nobody waits for each other in a circle.
        Mentor.objects.select_for_update().get(pk=session.mentor_id)
        session = Session.objects.with_people().get(pk=session.pk)
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
        if by_mentor:
            offered = session.mentor.free_times
            offered.overlapping(session.starts_at, session.ends_at).delete()
        tell_both(session, "cancelled")
        raise_stamp()
    return session


def tell_both(session: Session, what: emails.What) -> None:
    """Put both mails in the outbox; the sequence in the key allows no second."""
    for reader in (emails.mentor_of(session), emails.mentee_of(session)):
        side = "mentor" if reader.is_mentor else "mentee"
        key = f"session-{session.pk}-{session.sequence}-{what}-{side}"
        outbox.add(emails.about(session, what, reader), key=key)
