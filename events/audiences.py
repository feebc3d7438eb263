"""Whom an event is for, and who is reading."""

from django.contrib.auth.models import AnonymousUser

from accounts import roles
from accounts.models import User

type Reader = User | AnonymousUser

EVERYBODY = "everybody"
# Mentors and the board are members as well.
ROLES = {
    "members": ("member", "mentor", "board"),
    "mentors": ("mentor",),
    "board": ("board",),
}


def of(reader: Reader) -> list[str]:
    """The audiences the reader belongs to. Who keeps the calendar sees all of it."""
    if not reader.is_authenticated:
        return [EVERYBODY]
    if reader.has_perm("events.change_event"):
        return [EVERYBODY, *ROLES]
    names = set(reader.groups.values_list("name", flat=True))
    return [EVERYBODY, *(key for key, has in ROLES.items() if names & _groups(has))]


def _groups(keys: tuple[str, ...]) -> set[str]:
    return {roles.role(key).name for key in keys}
