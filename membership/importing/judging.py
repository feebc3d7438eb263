"""Each row as it will be: a new member, somebody who is in the register, or an error.

Rows are compared with each other once, and with the register some hundreds at a time:
one question each time, however long the file is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from membership.importing.reading import Person, Reader
from membership.models import ImportRow, Member, MemberImport

AT_ONCE = 500


@dataclass
class Verdict:
    """`known` is who is in the register already."""

    row: ImportRow
    person: Person
    known: Member | None = None

    @property
    def problems(self) -> list[str]:
        return self.person.problems

    @property
    def state(self) -> str:
        if self.known is not None:
            return "known"
        return "error" if self.problems else "new"


class Judge:
    """Knows the whole file; it is read through once to see who is in it twice."""

    def __init__(self, run: MemberImport, on: date) -> None:
        self.run = run
        self.reader = Reader(run, on)
        self.greatest_number = 0
        self.first: dict[tuple[Any, ...], int] = {}  # row by what only one may have
        for row in rows_of(run).iterator(chunk_size=2000):
            person = self.reader.person(row.number, row.cells)
            self.greatest_number = max(self.greatest_number, person.number or 0)
            for key in {*keys_of(person), ("name", person.name_key)}:
                self.first.setdefault(key, person.row)

    def verdicts(self, rows: Iterable[ImportRow]) -> Iterator[Verdict]:
        for some in batched(rows, AT_ONCE, strict=False):
            yield from self.judge(list(some))

    def judge(self, rows: list[ImportRow]) -> list[Verdict]:
        persons = [self.reader.person(row.number, row.cells) for row in rows]
        register = Register(persons)
        return [
            self.verdict(row, person, register)
            for row, person in zip(rows, persons, strict=True)
        ]

    def verdict(self, row: ImportRow, person: Person, register: "Register") -> Verdict:
        # First of all: the first of the two may have come into the register meanwhile.
        if self.refuse_twice(person):
            return Verdict(row, person)
        known = register.known(person)
        if known is None:
            self.refuse_taken_number(person, register)
            note_namesake(person, register)
        return Verdict(row, person, known)

    def refuse_twice(self, person: Person) -> bool:
        for key in keys_of(person):
            first = self.first[key]
            if first < person.row:
                names = {"row": person.row, "first": first, "name": person.name}
                person.problems.append(TWICE[key[0]]() % names)
                return True
        return False

    def refuse_taken_number(self, person: Person, register: "Register") -> None:
        holder = register.by_number.get(person.number)
        if holder is not None:
            sentence = _(
                "the number %(number)d is that of %(name)s in the register. Change it, "
                "or leave it empty for a new one."
            )
            names = {"number": holder.number, "name": holder.full_name}
            problem = self.reader.problem(person.row, "number", sentence % names)
            person.problems.append(problem)


TWICE = {
    "number": lambda: _(
        "Row %(row)d: the member number is on row %(first)d as well. Two members "
        "cannot have the same: change one of them."
    ),
    "business id": lambda: _(
        "Row %(row)d: the business id is on row %(first)d as well. Take one away."
    ),
    "person": lambda: _(
        "Row %(row)d: %(name)s is on row %(first)d as well, with the same address. "
        "Take one away."
    ),
    "name": lambda: _(
        "Row %(row)d: %(name)s is on row %(first)d as well. If they are two people, "
        "write a member number or an e-mail address, otherwise take one away."
    ),
}


def rows_of(run: MemberImport) -> Any:
    """Those of which we have what the file said."""
    return run.rows.exclude(cells_text="").order_by("number")


def keys_of(person: Person) -> list[tuple[Any, ...]]:
    """What no other row may have. Of two people with one name, the second must have
    something to be told by."""
    keys: list[tuple[Any, ...]] = []
    if person.number is not None:
        keys.append(("number", person.number))
    if person.business_id:
        keys.append(("business id", person.business_id))
    elif person.email:
        keys.append(("person", person.email, person.name_key))
    elif person.number is None and person.name_key:
        keys.append(("name", person.name_key))
    return keys


class Register:
    """Whoever in the register may be one of these."""

    def __init__(self, persons: list[Person]) -> None:
        numbers = {one.number for one in persons if one.number is not None}
        business_ids = {one.business_id for one in persons if one.business_id}
        same = Q(name_key__in={one.name_key for one in persons})
        same |= Q(number__in=numbers) | Q(business_id__in=business_ids)
        found = list(Member.objects.filter(same).order_by("number"))
        self.by_number: dict[int | None, Member] = {one.number: one for one in found}
        self.by_business_id = {one.business_id: one for one in found if one.business_id}
        self.by_name: dict[str, list[Member]] = {}
        for one in found:
            if not one.business_id:
                self.by_name.setdefault(one.name_key, []).append(one)

    def known(self, person: Person) -> Member | None:
        """By business id; by number, with the name or the address; by address and
        name; by name alone where the row has nothing else."""
        if person.business_id:
            return self.by_business_id.get(person.business_id)
        holder = self.by_number.get(person.number)
        if holder is not None and is_same(holder, person):
            return holder
        for one in self.by_name.get(person.name_key, []):
            if person.email and one.email == person.email:
                return one
            if not person.email and person.number is None:
                return one
        return None

    def namesakes(self, person: Person) -> list[Member]:
        return [] if person.business_id else self.by_name.get(person.name_key, [])


def is_same(member: Member, person: Person) -> bool:
    if member.business_id:
        return False
    has_address = bool(member.email) and member.email == person.email
    return has_address or member.name_key == person.name_key


def note_namesake(person: Person, register: Register) -> None:
    for one in register.namesakes(person)[:1]:
        sentence = _(
            "Somebody of the same name is in the register, number %(number)d. Look "
            "whether it is another person."
        )
        person.notes.append(sentence % {"number": one.number})
