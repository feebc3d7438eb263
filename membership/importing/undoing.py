"""An import taken back: its members leave the register as if they had never come, but
for those to whom something has happened since. These stay, each with the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import history, roles
from accounts.history import Draft
from accounts.models import User
from events.models import Registration
from membership import registering
from membership.importing import bringing
from membership.importing.bringing import (
    AT_ONCE,
    PATIENCE,
    ImportingError,
    digest_of,
    figures,
    hand_over,
)
from membership.models import (
    ImportRow,
    Member,
    MemberImport,
    Membership,
    Outcome,
)
from payments.models import Bill

TAKEN_BACK = "member.taken_back"
UNDONE = "members.taken_back"
CHANGED = gettext_lazy("Details or membership have changed")
SIGNED_IN = gettext_lazy("Has signed in")
SIGNED_UP = gettext_lazy("Has signed up for an event")
HAS_A_BILL = gettext_lazy("Has a bill")
HAS_A_ROLE = gettext_lazy("Has another role here")
HAS = gettext_lazy("There is: %(what)s")
# What the import itself made.
OWN = (Membership, ImportRow, Member)


@dataclass(frozen=True)
class Staying:
    """A member who stays, and why."""

    member: Member
    reasons: list[str]


def undo(run: MemberImport, *, by: User, at: datetime) -> int:
    """The whole of it; answers how many were taken back."""
    begin(run, by=by, at=at)
    return carry_on(run, at=at)


def begin(run: MemberImport, *, by: User, at: datetime) -> MemberImport:
    """A second time it changes nothing."""
    with transaction.atomic():
        run = MemberImport.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.finished_at is None:
            raise ImportingError(_("The import is not finished yet."))
        if run.undo_begun_at is None:
            run.undo_begun_at, run.undone_by = at, by
            run.goes_on_at = at + PATIENCE
            run.save(update_fields=["undo_begun_at", "undone_by", "goes_on_at"])
    return run


def carry_on(run: MemberImport, *, at: datetime, most: int | None = None) -> int:
    """Take back what may be, `most` rows of it or all; answers how many were."""
    taken = looked_at = 0
    made = run.rows.filter(outcome=Outcome.MADE).order_by("number")
    for keys in batched(list(made.values_list("pk", flat=True)), AT_ONCE, strict=False):
        taken += take_back(run, keys, at=at)
        looked_at += len(keys)
        if most is not None and looked_at >= most:
            return taken
    finish(run, at=at)
    return taken


def take_back(run: MemberImport, keys: Iterable[int], *, at: datetime) -> int:
    """These in one transaction: whoever asks them for a due or changes them waits for
    us, or we for them."""
    with transaction.atomic():
        registering.locked_series()
        rows = list(ImportRow.objects.filter(pk__in=keys, outcome=Outcome.MADE))
        members = keys_of_members(rows)
        locked = Member.objects.select_for_update().filter(pk__in=members)
        list(locked.order_by("pk"))
        why = reasons(run, rows)
        going = [row for row in rows if row.member_id not in why]
        drafts = remove(going, at=at)
        history.write_all(drafts, by=run.undone_by, at=at)
    return len(going)


def keys_of_members(rows: list[ImportRow]) -> list[int]:
    return [row.member_id for row in rows if row.member_id is not None]


def remove(rows: list[ImportRow], *, at: datetime) -> list[Draft]:
    """The members and what the import made for them; answers the history's words."""
    members = list(Member.objects.filter(pk__in=keys_of_members(rows)))
    drafts = [Draft(TAKEN_BACK, one, facts={"number": one.number}) for one in members]
    made = {row.member_id for row in rows if row.made_sign_in}
    own = [one.user_id for one in members if one.user_id and one.pk in made]
    others = [one.user_id for one in members if one.user_id and one.pk not in made]
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(
        outcome=Outcome.TAKEN_BACK, member=None, made_sign_in=False
    )
    keys = [one.pk for one in members]
    Membership.objects.filter(member__in=keys).delete()
    Member.objects.filter(pk__in=keys).delete()
    # Two may have shared one.
    User.objects.filter(pk__in=own, members=None).delete()
    end_roles([*own, *others], at=at)
    return drafts


def end_roles(users: Iterable[Any], *, at: datetime) -> None:
    """Of those whom no member uses any more."""
    on = timezone.localdate(at)
    current = Member.objects.current(on).exclude(user=None).values("user")
    idle = User.objects.filter(pk__in=list(users)).exclude(pk__in=current)
    roles.take_all(idle, registering.ROLE)


def finish(run: MemberImport, *, at: datetime) -> None:
    """Numbers go on after the highest that is left, as if it had not been."""
    with transaction.atomic():
        series = registering.locked_series()
        run = MemberImport.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.undone_at is not None:
            return
        run.undone_at = at
        run.save(update_fields=["undone_at"])
        highest = Member.objects.aggregate(highest=Max("number"))["highest"]
        series.last_number = highest or 0
        series.save(update_fields=["last_number"])
        history.write(UNDONE, run, by=run.undone_by, at=at, facts=figures(run))


def go_on(at: datetime) -> str:
    """The worker's job: imports and undoings that were broken off, or were too much for
    one visit."""
    done = 0
    for run in MemberImport.objects.left_behind(at):
        is_undoing = run.undo_begun_at is not None
        carry = carry_on if is_undoing else bringing.carry_on
        hand_over(run, at=at + PATIENCE)
        done += carry(run, at=at)
    return f"Went on with {done} member(s) of imports."


# --- What has happened to them since --------------------------------------------------


def staying(run: MemberImport) -> Iterator[Staying]:
    """Who would stay, or has stayed, as it is now."""
    made = run.rows.filter(outcome=Outcome.MADE).order_by("number")
    for some in batched(made.select_related("member"), 2000, strict=False):
        why = reasons(run, list(some))
        for row in some:
            if row.member is not None and row.member_id in why:
                yield Staying(row.member, why[row.member_id])


def reasons(run: MemberImport, rows: list[ImportRow]) -> dict[int, list[str]]:
    """By member, why it stays: anything that is there and was not made by the import,
    whichever room it is in."""
    keys = keys_of_members(rows)
    members = list(
        Member.objects.filter(pk__in=keys)
        .select_related("user")
        .prefetch_related("memberships")
    )
    found: dict[int, list[str]] = {one.pk: [] for one in members}
    digests = {row.member_id: row.digest for row in rows}
    for one in members:
        memberships = list(one.memberships.all())
        same = len(memberships) == 1 and (
            digest_of(one, memberships[0]) == digests[one.pk]
        )
        if not same:
            found[one.pk].append(str(CHANGED))
    say(found, hanging_on(Member, keys))
    add_of_sign_ins(run, rows, members, found)
    add_of_addresses(run, members, found)
    return {key: words for key, words in found.items() if words}


def add_of_sign_ins(
    run: MemberImport,
    rows: list[ImportRow],
    members: list[Member],
    found: dict[int, list[str]],
) -> None:
    made = {row.member_id for row in rows if row.made_sign_in}
    own = [one.user_id for one in members if one.user_id and one.pk in made]
    hanging = hanging_on(User, own)
    roles_of = User.groups.through.objects.filter(user__in=own)
    others = roles_of.exclude(group__name=roles.role(registering.ROLE).name)
    with_role = set(others.values_list("user", flat=True))
    for one in members:
        user = one.user
        if user is None:
            continue
        if user.last_login and run.begun_at and user.last_login >= run.begun_at:
            found[one.pk].append(str(SIGNED_IN))
        if one.pk in made:
            say(found, {one.pk: hanging.get(user.pk, [])})
            if user.pk in with_role or user.is_staff or user.is_superuser:
                found[one.pk].append(str(HAS_A_ROLE))


def add_of_addresses(
    run: MemberImport, members: list[Member], found: dict[int, list[str]]
) -> None:
    """Who signs up without signing in leaves the address alone."""
    emails = {one.email for one in members if one.email}
    signed_up = Registration.objects.filter(
        email__in=emails, created_at__gte=run.begun_at
    )
    billed = Bill.objects.filter(payer_email__in=emails, created_at__gte=run.begun_at)
    for rows, name, words in (
        (signed_up, "email", SIGNED_UP),
        (billed, "payer_email", HAS_A_BILL),
    ):
        addresses = set(rows.order_by().values_list(name, flat=True))
        for one in members:
            if one.email in addresses:
                found[one.pk].append(str(words))


def say(found: dict[int, list[str]], more: dict[int, list[str]]) -> None:
    for key, words in more.items():
        known = found[key]
        known += [word for word in words if word not in known]


def hanging_on(model: type[models.Model], keys: list[Any]) -> dict[Any, list[str]]:
    """What leads to these rows, of every room: by key, in words."""
    found: dict[Any, list[str]] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if not is_from_another(relation):
            continue
        other: Any = relation.related_model
        name = relation.field.name  # type: ignore[union-attr]
        rows = other._base_manager.filter(**{f"{name}__in": keys})
        words = str(HAS % {"what": other._meta.verbose_name})
        for key in set(rows.order_by().values_list(name, flat=True)):
            found.setdefault(key, []).append(words)
    return found


def is_from_another(relation: Any) -> bool:
    """A row of another model that leads here; a role is asked for by itself."""
    leads_here = relation.auto_created and not relation.concrete
    return (
        leads_here
        and (relation.one_to_many or relation.one_to_one)
        and relation.related_model not in OWN
        and relation.related_model is not User.groups.through
    )
