"""Somebody signs in with another address from now on: confirmed from both addresses.

A link goes to the old address, another to the new one; either may be opened first.
Whoever asks is shown the same, whether the new address is in use here or not: that is
told by mail, to the owner of the address. Rooms above let their rows follow:

    changing_address.follow(members_follow)   # whose, new address, at
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import data_subjects, emails, outbox, personal_data
from accounts.data_subjects import DataSubject
from accounts.models import AddressChange, User
from accounts.own_rows import rows_of

OLD, NEW = "old", "new"
LIFE = timedelta(days=3)
SALT = "accounts.changing-address"

type Follow = Callable[[DataSubject, str, datetime], None]

_followers: list[Follow] = []


class StaleLinkError(Exception):
    """The change is done, was asked for anew, or took too long."""


def follow(follower: Follow) -> None:
    _followers.append(follower)


@transaction.atomic
def ask(user: User, new_email: str, *, who: str = "", at: datetime) -> AddressChange:
    """Write to both addresses. An earlier wish is void, and its links with it.

    `who` is the key of the one of several who share the sign-in (data_subjects).
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    AddressChange.objects.of(user).filter(done_at=None).delete()
    change = AddressChange.objects.create(
        user=user,
        who=who,
        old_email=user.email,
        new_email=new_email.strip().lower(),
        asked_at=at,
        ends_at=at + LIFE,
    )
    old = emails.confirm_old_address(change, token_of(change, OLD))
    outbox.add(old, key=f"address-{change.uid}-old")
    if User.objects.filter(email=change.new_email).exists():
        new = emails.address_in_use(change)
    else:
        new = emails.confirm_new_address(change, token_of(change, NEW))
    outbox.add(new, key=f"address-{change.uid}-new")
    return change


def token_of(change: AddressChange, side: str) -> str:
    """Proves that its holder reads the mail of that side, and nothing else."""
    return signing.dumps([change.uid.hex, side], salt=SALT)


def of_token(token: str, *, at: datetime) -> tuple[AddressChange, str] | None:
    """The change that still waits, and whose side the link is."""
    try:
        uid, side = signing.loads(token, salt=SALT, max_age=LIFE)
    except signing.BadSignature:  # SignatureExpired is a BadSignature too
        return None
    changes = AddressChange.objects.select_related("user")
    change = changes.filter(uid=uid, ends_at__gt=at).first()
    return None if change is None else (change, side)


def confirm(change: AddressChange, side: str, *, at: datetime) -> AddressChange:
    """One side says yes; when both have, the address changes. Twice is once."""
    try:
        with transaction.atomic():
            return _confirm(change, side, at=at)
    except IntegrityError as error:  # somebody has come to use the address meanwhile
        raise StaleLinkError from error


def _confirm(change: AddressChange, side: str, *, at: datetime) -> AddressChange:
    changes = AddressChange.objects.select_for_update().filter(pk=change.pk)
    found = changes.filter(ends_at__gt=at).first()
    if found is None:
        raise StaleLinkError
    if found.done_at is not None:
        return found
    field = f"{side}_confirmed_at"
    if getattr(found, field) is None:
        setattr(found, field, at)
    if found.is_confirmed:
        _change(found, at=at)
        found.done_at = at
    found.save()
    return found


def _change(change: AddressChange, *, at: datetime) -> None:
    """The sign-in, and whatever is held under the old address."""
    user = User.objects.select_for_update().get(pk=change.user_id)
    whose = data_subjects.find(user.email, change.who, user)
    if user.email != change.old_email or whose is None:
        raise StaleLinkError
    if whose.is_alone:
        user.email = change.new_email
        user.save(update_fields=["email"])
        user.end_sessions()
    _let_rows_follow(whose, change.new_email)
    for follower in _followers:
        follower(whose, change.new_email, at)
    for side, address in ((OLD, change.old_email), (NEW, change.new_email)):
        mail = emails.address_changed(change, address)
        outbox.add(mail, key=f"address-{change.uid}-changed-{side}")


def _let_rows_follow(whose: DataSubject, new_email: str) -> None:
    """Of the declared models those that say so: registrations, bills, messages."""
    for declaration in personal_data.declarations():
        if declaration.follows:
            for row in list(rows_of(declaration, whose)):
                _let_follow(row, declaration.follows, whose, new_email)


def _let_follow(row: Any, field: str, whose: DataSubject, new_email: str) -> None:
    """A row that exists under the new address already stays as it is."""
    values: dict[str, object] = {field: new_email}
    if not whose.is_alone:  # the sign-in stays with the others
        values |= {
            one.name: None
            for one in row._meta.concrete_fields
            if one.related_model is User and getattr(row, one.attname) == _pk(whose)
        }
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**values)
    except IntegrityError:
        return


def _pk(whose: DataSubject) -> int | None:
    return whose.user.pk if whose.user else None


def sentence_of(change: AddressChange) -> str:
    """What happens next, for the page of either link."""
    if change.done_at is not None:
        return _("Your address is changed. From now on our mail comes to the new one.")
    if change.old_confirmed_at is None:
        return _("Now open the link that we sent to your old address, too.")
    return _("Now open the link that we sent to your new address, too.")
