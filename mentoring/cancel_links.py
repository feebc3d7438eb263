"""The link by which a mentee without a sign-in sees and cancels a session.

It proves that its holder got our mail about this one session, until the session is
over. Looking at it changes nothing: only a POST cancels.
"""

from datetime import datetime

from django.core import signing
from django.urls import reverse

from mentoring.models import Session

SALT = "mentoring.cancel"


def cancel_path(session: Session) -> str:
    return reverse("mentoring:cancel_by_link", args=[cancel_token(session)])


def cancel_token(session: Session) -> str:
    return signing.dumps(str(session.pk), salt=SALT)


def session_of(token: str, *, at: datetime) -> Session | None:
    """The session of a link, or None when the link is false or the session over."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    session = Session.objects.with_people().filter(pk=pk).first()
    return None if session is None or session.is_over(at) else session
