"""Somebody has moved, married or changed address: what the register says of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import history
from accounts.models import User
from membership import postal, registering
from membership.models import Member
from network.models import Municipality

CHANGED = "member.details_changed"
WORDS = {CHANGED: _("Details changed")}
# Everything that may be put right of a person; the membership itself is not among it.
DETAILS = (
    "organisation", "first_names", "last_name", "municipality", "email", "language",
    *postal.FIELDS, "born_on",
)  # fmt: skip


def change_details(
    member: Member, words: Mapping[str, Any], *, by: User | None, at: datetime
) -> Member:
    """Write the details that `words` names in the register, and who changed what in the
    history. Open bills follow, and so does the sign-in of whoever is a member that day.
    """
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=member.pk)
        before = as_they_are(member)
        for name in DETAILS:
            if name in words:
                setattr(member, name, words[name])
        member.email = member.email.lower()
        after = as_they_are(member)
        changed = [name for name in DETAILS if before[name] != after[name]]
        if not changed:
            return member
        _save(member, on=timezone.localdate(at), is_elsewhere="email" in changed)
        history.write(
            CHANGED, member, by=by, at=at, facts={"details": changed},
            personal={name: [before[name], after[name]] for name in changed},
        )  # fmt: skip
    return member


def as_they_are(member: Member) -> dict[str, str]:
    """The details as words."""
    return {name: _in_words(getattr(member, name)) for name in DETAILS}


def _in_words(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case Municipality():
            return value.name_fi
        case _:
            return str(value)


def _save(member: Member, *, on: date, is_elsewhere: bool) -> None:
    old = member.user
    if is_elsewhere:
        is_member = member.memberships.on(on).exists()
        member.user = registering.sign_in_of(member) if is_member else None
    member.save()
    if is_elsewhere:
        registering.end_role(old, on=on)
    registering.tell_open_bills(member)
