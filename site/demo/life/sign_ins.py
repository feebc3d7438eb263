"""Who can sign in, and as what."""

from accounts import roles
from accounts.models import User
from demo.life.people import (
    BOARD,
    COORDINATOR,
    EDITOR,
    MEMBER,
    MENTORS,
    TREASURER,
    Person,
)

ROLES: list[tuple[str, tuple[Person, ...]]] = [
    ("board", BOARD),
    ("treasurer", (TREASURER,)),
    ("coordinator", (COORDINATOR,)),
    ("editor", (EDITOR,)),
    ("mentor", MENTORS),
    ("member", (*BOARD, EDITOR, MEMBER, *MENTORS)),
]


def build() -> None:
    for role, holders in ROLES:
        for person in holders:
            roles.give(user_of(person), role)


def user_of(person: Person) -> User:
    """The person's sign-in, made when it is missing."""
    known = User.objects.filter(email=person.email).first()
    return known or User.objects.create_user(
        person.email,
        first_name=person.first_name,
        last_name=person.last_name,
        language=person.language,
    )
