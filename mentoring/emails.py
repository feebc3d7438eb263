"""The mails of a session: an invitation to the calendar, and its cancellation."""

from collections.abc import Iterator

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.emails import make_message
from association.addresses import absolute
from events import ical, invitations
from mentoring.models import Session
from mentoring.models.session import Channel


def to_both(
    session: Session, what: str
) -> Iterator[tuple[EmailMultiAlternatives, str]]:
    """The mails on what happened, `booked` or `cancelled`, with whom each is for."""
    yield to_mentor(session, what), "mentor"
    yield to_mentee(session, what), "mentee"


def to_mentor(session: Session, what: str) -> EmailMultiAlternatives:
    user = session.mentor.user
    reader = ical.Person(session.mentor.name, user.email)
    return message(session, what, reader, user.language, is_mentor=True)


def to_mentee(session: Session, what: str) -> EmailMultiAlternatives:
    reader = ical.Person(session.mentee_name, session.mentee_email)
    return message(session, what, reader, session.mentee_language, is_mentor=False)


def message(
    session: Session, what: str, reader: ical.Person, language: str, *, is_mentor: bool
) -> EmailMultiAlternatives:
    other = session.mentee_name if is_mentor else session.mentor.name
    with translation.override(language):
        context = {
            "session": session,
            "reader": reader.name,
            "other": other,
            "is_mentor": is_mentor,
            "link": session_link(session),
            "cancel_link": "" if is_mentor else cancel_link(session),
        }
        entry = calendar_entry(session, other, language)
    mail = make_message(f"mentoring-{what}", reader.email, language, context)
    method: ical.Method = "CANCEL" if what == "cancelled" else "REQUEST"
    invitation = ical.invitation_bytes(
        entry,
        method=method,
        organizer=invitations.organizer(session.mentor.name),
        attendee=reader,
        language=language,
    )
    invitations.attach(mail, invitation, method)
    return mail


def calendar_entry(session: Session, other: str, language: str) -> ical.Entry:
    """The session as the calendar of one of the two shows it, named after the other."""
    with translation.override(language):
        is_remote = session.channel == Channel.REMOTE
        place = session.mentor.remote_link if is_remote else session.place
        return ical.Entry(
            uid=session.uid,
            starts=session.starts_at,
            ends=session.ends_at,
            summary=_("Mentoring: %(other)s") % {"other": other},
            description=session.wish,
            location=place or str(Channel(session.channel).label),
            url=session_link(session),
            changed_at=session.changed_at,
            sequence=session.sequence,
            status="CANCELLED" if session.is_cancelled else "CONFIRMED",
        )


def session_link(session: Session) -> str:
    return absolute(session.get_absolute_url())


def cancel_link(session: Session) -> str:
    """For a mentee without a sign-in: proves one thing, and only a POST uses it."""
    from mentoring.booking import cancel_token

    return absolute(reverse("mentoring:cancel_by_link", args=[cancel_token(session)]))
