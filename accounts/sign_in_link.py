"""A one-time link that signs in, printed by whoever runs the site.

It counts as a code by mail: who has turned on a second step is asked for it. It works
for a quarter of an hour and once; opening it only shows a button.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from accounts import rate_limits
from accounts.models import User
from association.addresses import absolute

SALT = "accounts.sign-in-link"
LIFE = timedelta(minutes=15)


def make_link(user: User) -> str:
    """The full address of the link."""
    proof = [user.pk, user.get_session_auth_hash()[:16]]
    token = signing.dumps(proof, salt=SALT)
    return absolute(reverse("accounts:sign_in_link", args=[token]))


def user_of(token: str) -> User | None:
    """Whom the link signs in; None for a wrong, old or forged one."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or user.get_session_auth_hash()[:16] != state:
        return None
    return user


def use_up(token: str, *, at: datetime) -> bool:
    """Whether this is the first use, also when two come at once."""
    return rate_limits.allow("sign-in-link", token, limit=1, per=2 * LIFE, at=at)
