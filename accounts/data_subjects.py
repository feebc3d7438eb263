"""Whose personal data is meant: somebody who signs in, or one of several who share a
sign-in, or whoever reads the mail of an address.

Rooms above tell who uses an address:

    data_subjects.register(members_of)   # email -> [("member-5", "Satu Harju"), …]

A row belongs to an address. Where two share it, a row that bears a name belongs to whom
the name fits best, and one that fits nobody better than the others belongs to none of
them: one's copy must show nothing of the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import User
from association.sorting import name_key

type People = Callable[[str], Iterable[tuple[str, str]]]

_people: list[People] = []


def register(known: People) -> None:
    """`known(email)` answers (key, name) of each who uses the address."""
    _people.append(known)


def people(email: str) -> list[tuple[str, str]]:
    return [one for known in _people for one in known(email)]


@dataclass(frozen=True)
class DataSubject:
    """`key` and `others` are empty for who uses the address alone."""

    email: str
    user: User | None = None
    name: str = ""
    key: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_alone(self) -> bool:
        return not self.others

    def is_called(self, words: str) -> bool:
        """Whether a row with this name is theirs rather than another's."""
        if self.is_alone:
            return True
        mine = _in_common(self.name, words)
        return mine > max(_in_common(other, words) for other in self.others)


def subjects_of(email: str, user: User | None = None) -> list[DataSubject]:
    """The one who uses the address, or each of several."""
    known = people(email)
    if len(known) < 2:
        name = known[0][1] if known else (user.get_full_name() if user else "")
        return [DataSubject(email, user, name)]
    return [
        DataSubject(
            email,
            user,
            name,
            key,
            tuple(other for its, other in known if its != key),
        )
        for key, name in known
    ]


def find(email: str, key: str, user: User | None = None) -> DataSubject | None:
    """The one of that key; the only one needs none."""
    subjects = subjects_of(email, user)
    if len(subjects) == 1:
        return subjects[0]
    return next((one for one in subjects if one.key == key), None)


def _in_common(name: str, words: str) -> int:
    return len(set(name_key(name).split()) & set(name_key(words).split()))
