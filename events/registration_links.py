"""The link in a participant's mail: it proves that its holder got our mail.

Looking at it changes nothing: only a POST cancels.
"""

from datetime import datetime

from django.core import signing
from django.urls import reverse

from events.models import Registration

SALT = "events.registration"


def link_path(registration: Registration) -> str:
    """Where its holder, who got our mail, sees and cancels it."""
    token = signing.dumps(registration.pk, salt=SALT)
    return reverse("events:registration", args=[token])


def of_link(token: str, *, at: datetime) -> Registration | None:
    """None for a false link, and once the event is over: then nothing is left to do."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found = (
        Registration.objects.select_related("occurrence__event").filter(pk=pk).first()
    )
    return None if found is None or found.occurrence.is_over(at) else found
