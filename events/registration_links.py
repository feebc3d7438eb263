"""Links in the mails of those who come: each proves one thing.

Looking at one changes nothing: only a POST does.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from events.models import Occurrence, Registration

SALT = "events.registration"
FEEDBACK = "events.feedback"
FEEDBACK_LIFE = timedelta(days=60)


def link_path(registration: Registration) -> str:
    """Where its holder, who got our mail, sees, changes and cancels it."""
    return reverse("events:registration", args=[token_of(registration)])


def token_of(registration: Registration) -> str:
    return signing.dumps(registration.pk, salt=SALT)


def of_link(token: str, *, at: datetime) -> Registration | None:
    """None for a false link, and once the event is over: then nothing is left to do."""
    rows = Registration.objects.select_related("occurrence__event", "bill")
    found = rows.filter(pk=_signed(token, SALT)).first()
    return None if found is None or found.occurrence.is_over(at) else found


def feedback_path(occurrence: Occurrence) -> str:
    """The same for all who came: it tells that they did, and not who they are."""
    token = signing.dumps(occurrence.pk, salt=FEEDBACK)
    return reverse("events:feedback", args=[token])


def of_feedback_link(token: str, *, at: datetime) -> Occurrence | None:
    """From the end of the event for two months."""
    rows = Occurrence.objects.select_related("event")
    found = rows.filter(pk=_signed(token, FEEDBACK)).first()
    if found is None or not found.ends_at <= at < found.ends_at + FEEDBACK_LIFE:
        return None
    return found


def _signed(token: str, salt: str) -> int:
    """The signed key; 0, which no row has, for a false link."""
    try:
        return int(signing.loads(token, salt=salt))
    except signing.BadSignature:
        return 0
