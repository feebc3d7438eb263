"""Calendar invitations in mails."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from events.ical import Method, Person


def organizer(name: str) -> Person:
    """Who invites: our sending address, under `name`.

    Receivers' calendars compare it with the mail's sender and drop what differs.
    """
    return Person(name, sender_address())


def sender_address() -> str:
    """The bare address our mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def attach(message: EmailMultiAlternatives, ics: bytes, method: Method) -> None:
    """Make `message` an invitation that mail programs act on.

    The calendar is an alternative body (its MIME type must name the method too) and
    once more an attachment, for programs that know only files.
    """
    message.attach_alternative(ics.decode(), f"text/calendar; method={method}")
    message.attach("invite.ics", ics, "application/ics")
