"""A row of the table of addresses: who may see it, with what answer."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tests.support.world import ADMINISTRATOR, ROLES, STRANGER, World

EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {STRANGER}
NOBODY: frozenset[str] = frozenset()
# Whom the admin lets in at all.
AT_WORK = frozenset({"coordinator", "treasurer", "board", "editor", ADMINISTRATOR})

type Argument = Callable[[World], object] | str | int

# The answer of an address that only takes a POST.
POST_ONLY = 405


@dataclass(frozen=True)
class Row:
    """`answer` is the status of those who may see it, None for any that is no error;
    `but` are roles that get another status than the rest."""

    who: frozenset[str]
    answer: int | None
    but: Mapping[str, int]
    arguments: Mapping[str, Argument]


def row(
    who: AbstractSet[str],
    answer: int | None = 200,
    *,
    but: Mapping[str, int] | None = None,
    **arguments: Argument,
) -> Row:
    return Row(frozenset(who), answer, but or {}, arguments)


def admin(*who: str, answer: int | None = None, **arguments: Argument) -> Row:
    """Views of the admin: for these roles, and always for the administrator."""
    return row({*who, ADMINISTRATOR}, answer, **arguments)


def at_work(
    answer: int | None = None,
    *,
    but: Mapping[str, int] | None = None,
    **arguments: Argument,
) -> Row:
    """The same for all whom the admin lets in."""
    return row(AT_WORK, answer, but=but, **arguments)
