"""Parts of the members that a letter can be for. Rooms that know more of them than the
register does add theirs in `AppConfig.ready()`:

    parts.register(Part("mentors", _("Mentors"), those_who_mentor))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from membership.models.member import MemberQuerySet

type Narrow = Callable[[MemberQuerySet, date], MemberQuerySet]


@dataclass(frozen=True)
class Part:
    """`narrow(members, on)` answers those of the members who are in it that day."""

    key: str
    name: str | Promise
    narrow: Narrow


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.key] = part


def parts() -> list[Part]:
    return list(_parts.values())


def name_of(key: str) -> str:
    return str(_parts[key].name) if key in _parts else key


def narrowed(members: MemberQuerySet, key: str, on: date) -> MemberQuerySet:
    """Those in the part; of one that no room knows any more, nobody."""
    if not key:
        return members
    return _parts[key].narrow(members, on) if key in _parts else members.none()
