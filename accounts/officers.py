"""Who comes into an office and who leaves it: roles follow on the day.

A role that goes with an office is given on the first day of the term and taken on the
day after its last. What an administrator gave by hand is never taken: only what this
module gave (`RoleByOffice`) does it take.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import emails, history, outbox, roles
from accounts.history import Draft
from accounts.models import Officer, RoleByOffice, User

APPOINTED = "officer.appointed"
CHANGED = "officer.changed"
REMOVED = "officer.removed"
ROLE_GIVEN = "officer.role_given"
ROLE_TAKEN = "officer.role_taken"
WORDS = {
    APPOINTED: _("Came into an office"),
    CHANGED: _("Details of an office changed"),
    REMOVED: _("Office deleted"),
    ROLE_GIVEN: _("Role given with the office"),
    ROLE_TAKEN: _("Role taken with the end of the office"),
}

ROLES_OF: dict[str, tuple[str, ...]] = {
    Officer.Office.CHAIR: ("board",),
    Officer.Office.VICE_CHAIR: ("board",),
    Officer.Office.SECRETARY: ("board",),
    Officer.Office.TREASURER: ("treasurer",),
    Officer.Office.COORDINATOR: ("coordinator",),
    Officer.Office.BOARD: ("board",),
}

# How long a change is told of afterwards, should the worker have been away.
STILL_NEW = timedelta(days=7)


def save(officer: Officer, *, by: User | None, at: datetime) -> Officer:
    """Keep an office, new or changed. Its roles are right at once."""
    with transaction.atomic():
        verb = CHANGED if officer.pk else APPOINTED
        officer.save()
        drafts = [draft(verb, officer), *line_up(on=timezone.localdate(at), at=at)]
        history.write_all(drafts, by=by, at=at)
    return officer


def remove(officer: Officer, *, by: User | None, at: datetime) -> None:
    """Delete an office that was entered by mistake; a term that ended stays."""
    with transaction.atomic():
        written = draft(REMOVED, officer)
        history.write_all([written], by=by, at=at)
        officer.delete()
        moved = line_up(on=timezone.localdate(at), at=at)
        history.write_all(moved, by=by, at=at)


def draft(verb: str, officer: Officer) -> Draft:
    facts = {"office": officer.office, "from": officer.starts_on, "to": officer.ends_on}
    return Draft(verb, officer, facts=facts, personal={"name": officer.name})


def change_on_the_day(at: datetime) -> str:
    """The daily job: roles move, and who is concerned is told."""
    on = timezone.localdate(at)
    with transaction.atomic():
        moved = line_up(on=on, at=at)
        history.write_all(moved, by=None, at=at)
    told = sum(tell_of_change(day) for day in new_changes(on))
    return f"Moved {len(moved)} role(s), told {told} officer(s) of a change."


def line_up(on: date, *, at: datetime) -> list[Draft]:
    """Give and take the roles of offices, as of that day; what the history shall say.
    Again, it changes nothing."""
    wanted = roles_on(on)
    given = {(row.user_id, row.role): row for row in RoleByOffice.objects.all()}
    people = {pk for pk, _role in (wanted ^ given.keys())}
    locked = User.objects.select_for_update().filter(pk__in=people).order_by("pk")
    users = {user.pk: user for user in locked}
    taken = [take(row, users) for key, row in given.items() if key not in wanted]
    new = sorted(key for key in wanted if key not in given)
    added = [give(users[pk], role, at=at) for pk, role in new]
    return taken + [one for one in added if one is not None]


def roles_on(on: date) -> set[tuple[int, str]]:
    """Who (by key) acts in which role because of an office on that day."""
    held = Officer.objects.in_office(on).exclude(user=None)
    return {
        (pk, role)
        for pk, office in held.values_list("user", "office")
        for role in ROLES_OF[office]
    }


def give(user: User, role: str, *, at: datetime) -> Draft | None:
    """None where an administrator gave it before: then it is not the office's."""
    if roles.holders(role).filter(pk=user.pk).exists():
        return None
    roles.give(user, role)
    RoleByOffice.objects.create(user=user, role=role, given_at=at)
    return told(ROLE_GIVEN, user, role)


def take(row: RoleByOffice, users: dict[int, User]) -> Draft:
    user = users[row.user_id]
    roles.take(user, row.role)
    row.delete()
    return told(ROLE_TAKEN, user, row.role)


def told(verb: str, user: User, role: str) -> Draft:
    return Draft(verb, user, facts={"role": role}, personal={"name": str(user)})


def days_of_change(officers: Iterable[Officer]) -> list[date]:
    """Days on which a term begins, or the first without one that has ended."""
    begun = {officer.starts_on for officer in officers}
    ended = {officer.ends_on + timedelta(days=1) for officer in officers
             if officer.ends_on is not None}  # fmt: skip
    return sorted(begun | ended)


def new_changes(on: date) -> list[date]:
    days = days_of_change(Officer.objects.all())
    return [day for day in days if on - STILL_NEW < day <= on]


def changing(day: date) -> tuple[list[Officer], list[Officer]]:
    """Who leaves an office on that day, and who comes into one."""
    rows = Officer.objects.select_related("user").order_by("office", "name", "pk")
    leaving = rows.filter(ends_on=day - timedelta(days=1))
    return list(leaving), list(rows.filter(starts_on=day))


def tell_of_change(day: date) -> int:
    """One mail to each who is in office on the day or has just left; once."""
    leaving, coming = changing(day)
    staying = Officer.objects.in_office(day).select_related("user")
    readers: dict[str, Officer] = {}
    for officer in [*leaving, *staying]:
        address = address_of(officer)
        if address:
            readers.setdefault(address, officer)
    return sum(
        outbox.add(
            emails.officers_changed(officer, address, day, leaving, coming),
            key=f"officers-changed-{day}-{address}",
        )
        for address, officer in readers.items()
    )


def address_of(officer: Officer) -> str:
    """Where the person reads mail: the office's own address passes to the next."""
    return officer.user.email if officer.user else officer.email.lower()


def by_office(officers: Iterable[Officer]) -> dict[str, list[Officer]]:
    found: dict[str, list[Officer]] = defaultdict(list)
    for officer in officers:
        found[officer.office].append(officer)
    return found
