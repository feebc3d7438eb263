"""The mails of a session: an invitation to the calendar, and its cancellation."""

from dataclasses import dataclass
from typing import Literal

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from accounts.emails import make_message
from association.addresses import absolute
from events import ical, invitations
from mentoring.calendar_entry import calendar_entry
from mentoring.cancel_links import cancel_path
from mentoring.models import Session

type What = Literal["booked", "cancelled"]


@dataclass(frozen=True)
class Reader:
    """One of the two who meet, as our mails speak to them."""

    name: str
    email: str
    language: str
    is_mentor: bool
    signs_in: bool

    def address_of(self, session: Session) -> str:
        """Where the reader sees and cancels the session; in the reader's language."""
        if self.signs_in:
            return absolute(session.get_absolute_url())
        return absolute(cancel_path(session))


def mentor_of(session: Session) -> Reader:
    mentor = session.mentor
    return Reader(
        name=mentor.name,
        email=mentor.user.email,
        language=mentor.user.language,
        is_mentor=True,
        signs_in=True,
    )


def mentee_of(session: Session) -> Reader:
    return Reader(
        name=session.mentee_name,
        email=session.mentee_email,
        language=session.mentee_language,
        is_mentor=False,
        signs_in=session.mentee_id is not None,
    )


def about(session: Session, what: What, reader: Reader) -> EmailMultiAlternatives:
    """Tells one of the two what happened, and the reader's calendar as well."""
    with translation.override(reader.language):
        context = {
            "session": session,
            "reader": reader.name,
            "other": session.other(is_mentor=reader.is_mentor),
            "is_mentor": reader.is_mentor,
            "link": reader.address_of(session),
            "again": absolute(
                session.where_to_book_again(timezone.localdate(session.changed_at))
            ),
        }
        # An entry is shared with others more easily than a mail: a link that proves
        # something stays out of it.
        url = reader.address_of(session) if reader.signs_in else ""
        entry = calendar_entry(session, is_mentor=reader.is_mentor, url=url)
    mail = make_message(f"mentoring-{what}", reader.email, reader.language, context)
    method: ical.Method = "CANCEL" if what == "cancelled" else "REQUEST"
    invitation = ical.invitation_bytes(
        entry,
        method=method,
        organizer=invitations.organizer(session.mentor.name),
        attendee=ical.Person(reader.name, reader.email),
        language=reader.language,
    )
    invitations.attach(mail, invitation, method)
    return mail
