"""Letting people in at the door, from several phones and over a poor network.

Each tap has a key that the phone made, so it may be sent as often as it takes. Taking
one back names the taps that the phone knew of: what another phone did stays.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import CheckIn, Registration


class CheckInError(Exception):
    """Somebody we do not let in by a tap. The message is shown at the door."""


@transaction.atomic
def let_in(registration: Registration, *, key: UUID, by: User, at: datetime) -> None:
    """Somebody has come; the same tap again changes nothing."""
    row = Registration.objects.locked(registration)
    if row is None or CheckIn.objects.filter(key=key).exists():
        return
    if not row.is_live:
        sentence = _("%(name)s is not coming by our list: it was cancelled.")
        raise CheckInError(sentence % {"name": row.name})
    row.check_ins.create(key=key, by=by, at=at)
    _keep(row)


@transaction.atomic
def take_back(
    registration: Registration, keys: Iterable[UUID], *, at: datetime
) -> None:
    """These taps were a mistake; whoever was let in by another one stays in."""
    row = Registration.objects.locked(registration)
    if row is None:
        return
    row.check_ins.standing().filter(key__in=keys).update(undone_at=at)
    _keep(row)


def _keep(row: Registration) -> None:
    """By an update: no public page tells who came."""
    first = row.check_ins.standing().first()
    Registration.objects.filter(pk=row.pk).update(
        checked_in_at=first.at if first else None,
        checked_in_by=first.by_id if first else None,
    )
