"""Whose sign-in must stay though they ask for erasure: rooms above say so.

kept_sign_ins.register(current_members)   # at -> the users
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.keeping import Keeping, Rows, none_over, remove
from accounts.models import Officer, User

type Users = Callable[[datetime], Q]

LAW = _(
    "You are a member or take care of something here, and need the sign-in for that. "
    "It goes when that ends and you ask again."
)

_kept: list[Users] = []


def register(users: Users) -> None:
    """`users(at)` is a condition on users."""
    _kept.append(users)


def kept(at: datetime) -> Rows:
    """The users whose sign-in stays."""
    condition = Q(pk__in=[])
    for users in _kept:
        condition |= users(at)
    return User.objects.filter(condition)


def with_sign_in(
    look_up: str, over: Callable[[datetime], Rows | None] = none_over
) -> Keeping:
    """The rule of rows that go with the sign-in to which `look_up` leads."""

    def stays(rows: Rows, at: datetime) -> Rows:
        return rows.filter(**{f"{look_up}__in": kept(at)})

    return Keeping(erase=remove, over=over, stays=stays, law=LAW)


def who_takes_care(at: datetime) -> Q:
    """Officers of the day, and whoever may enter the admin."""
    in_office = Officer.objects.in_office(at.date()).exclude(user=None)
    return (
        Q(is_superuser=True)
        | Q(groups__permissions__codename="access_admin")
        | Q(pk__in=in_office.order_by().values("user"))
    )
