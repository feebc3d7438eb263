"""What a row of the table says of a member, and what is wrong in it, by itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from association.form_sentences import BY_CODE, OnlyVisible, validate_address
from association.formats import date_only
from association.identifiers import tidy_business_id, validate_business_id
from association.identity_codes import SENTENCE as IDENTITY_CODE
from association.names import only_a_name
from association.sorting import name_key
from membership import postal
from membership.importing import columns
from membership.importing.tables import BROKEN, COVERED
from membership.models import Kind, MemberImport, MembershipRules
from membership.voting import birthday
from network.known_names import MunicipalityNames
from network.models import Municipality

LONGEST = {
    "organisation": 150, "first_names": 100, "last_name": 100, "email": 254,
    "street_address": 100, "postal_code": 12, "town": 60,
}  # fmt: skip
WITH_TOWN = re.compile(r"(.+?),?\s+(\d{5})\s+(\D+)")  # an address in one cell
GREATEST_NUMBER = 9_999_999
EARLIEST = date(1850, 1, 1)
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
only_visible = OnlyVisible(lines=False)

MISSING = {
    "first_names": gettext_lazy("Write the first names."),
    "last_name": gettext_lazy("Write the last name."),
    "municipality": gettext_lazy("Write the home municipality."),
    "joined_on": gettext_lazy(
        "Write the day, or choose above a day for all who have none."
    ),
    "organisation": gettext_lazy("Write the name of the organisation."),
    "business_id": gettext_lazy("Write the business id of the organisation."),
}
NO_DAY = gettext_lazy("“%(text)s” is not a day. Write it like 31.12.2020.")
FUTURE = gettext_lazy("The day %(day)s is in the future.")
TOO_EARLY = gettext_lazy("The day %(day)s is too long ago.")
UNKNOWN_KIND = gettext_lazy("We do not know “%(text)s”. Write one of these: %(known)s.")
NO_NUMBER = gettext_lazy(
    "“%(text)s” is no member number. Write a whole number of at most seven figures, "
    "or leave it empty."
)
BROKEN_FORMULA = gettext_lazy(
    "The formula in the cell gives no value. Write the value itself."
)
ENDS_FIRST = gettext_lazy("The membership ends before it begins.")
NO_VOTE = gettext_lazy("An organisation is a supporting member. Write that.")


class Said(ValueError):  # noqa: N818 - a sentence, and no error of ours
    """What is wrong in a cell, as a sentence."""


@dataclass
class Person:
    """A member to be: what the row says, with what holds for all rows."""

    row: int
    on: date
    words: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_organisation(self) -> bool:
        return bool(self.words["organisation"] or self.words["business_id"])

    @property
    def name(self) -> str:
        own = f"{self.words['first_names']} {self.words['last_name']}".strip()
        return self.words["organisation"] or own

    @cached_property
    def name_key(self) -> str:
        sorted_name = f"{self.words['last_name']} {self.words['first_names']}"
        return name_key(self.words["organisation"] or sorted_name)

    @property
    def number(self) -> int | None:
        number: int | None = self.words["number"]
        return number

    @property
    def email(self) -> str:
        return str(self.words["email"])

    @property
    def business_id(self) -> str:
        return str(self.words["business_id"])

    @property
    def is_former(self) -> bool:
        ended_on: date | None = self.words["ended_on"]
        return ended_on is not None and ended_on <= self.on


class Reader:
    """Reads rows by the columns that were chosen, on a day."""

    def __init__(self, run: MemberImport, on: date) -> None:
        self.run, self.on = run, on
        self.names = MunicipalityNames(on)
        self.voting_age = MembershipRules.current().voting_age

    def person(self, row: int, cells: list[str]) -> Person:
        found = Person(row, self.on)
        for name in columns.COLUMNS:
            text = self.cell(name, cells)
            try:
                found.words[name] = self.value(name, text)
            except (Said, ValidationError) as error:
                found.words[name] = EMPTY.get(name, "")
                found.problems.append(self.problem(row, name, sentence_of(error)))
        self.compare(found)
        return found

    def cell(self, name: str, cells: list[str]) -> str:
        place = self.run.columns.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def problem(self, row: int, name: str, cause: str) -> str:
        """Names the row, the column as the file calls it, and the cure."""
        place = self.run.columns.get(name)
        column = self.run.headings[place] if place is not None else ""
        return _("Row %(row)d, %(column)s: %(cause)s") % {
            "row": row,
            "column": column or columns.COLUMNS[name].label,
            "cause": cause,
        }

    def value(self, name: str, text: str) -> Any:
        if COVERED in text:
            raise Said(IDENTITY_CODE)
        if text == BROKEN:
            raise Said(BROKEN_FORMULA)
        only_visible(text)
        longest = LONGEST.get(name)
        if longest is not None and len(text) > longest:
            numbers = {"show_value": len(text), "limit_value": longest}
            raise Said(BY_CODE["max_length"] % numbers)
        return READ[name](self, text)

    def compare(self, found: Person) -> None:
        """What is wrong only together with another cell."""
        words, is_well = found.words, not found.problems

        def say(name: str, cause: str | Promise) -> None:
            found.problems.append(self.problem(found.row, name, str(cause)))

        if found.is_organisation:
            for name in ("organisation", "business_id"):
                if not words[name] and is_well:
                    say(name, MISSING[name])
            words["kind"] = words["kind"] or Kind.SUPPORTING
            if words["kind"] == Kind.VOTING:
                say("kind", NO_VOTE)
        self.compare_postal(found)
        words["kind"] = words["kind"] or self.run.default_kind
        words["language"] = words["language"] or self.run.default_language
        joined, ended = words["joined_on"], words["ended_on"]
        if joined and ended and ended < joined:
            say("ended_on", ENDS_FIRST)
        if found.is_former:
            words["born_on"] = None

    def compare_postal(self, found: Person) -> None:
        """Who has given one gets letters on paper, so that of others is left out unless
        somebody says otherwise."""
        words = found.words
        in_one = WITH_TOWN.fullmatch(words["street_address"])
        if in_one and not words["postal_code"] and not words["town"]:
            for name, part in zip(postal.FIELDS, in_one.groups(), strict=True):
                words[name] = part
        if words["email"] and not self.run.with_postal_addresses:
            words.update(dict.fromkeys(postal.FIELDS, ""))
        if any(words[name] for name in postal.FIELDS):
            for name, sentence in postal.NEEDED.items():
                if not words[name]:
                    cause = str(sentence)
                    found.problems.append(self.problem(found.row, name, cause))

    # --- One cell each ----------------------------------------------------------------

    def number(self, text: str) -> int | None:
        if not text:
            return None
        plain = text.removesuffix(".0")
        is_number = plain.isascii() and plain.isdecimal() and len(plain) < 12
        if not is_number or not 0 < int(plain) <= GREATEST_NUMBER:
            raise Said(NO_NUMBER % {"text": text[:40]})
        return int(plain)

    def text(self, text: str) -> str:
        return text

    def name(self, text: str) -> str:
        only_a_name(text)
        return text

    def first_names(self, text: str) -> str:
        if not text:
            raise Said(MISSING["first_names"])
        return self.name(text)

    def last_name(self, text: str) -> str:
        if not text:
            raise Said(MISSING["last_name"])
        return self.name(text)

    def municipality(self, text: str) -> Municipality:
        if not text:
            raise Said(MISSING["municipality"])
        return self.names.find(text)

    def email(self, text: str) -> str:
        if text:
            validate_address(text)
        return text.lower()

    def business_id(self, text: str) -> str:
        if not text:
            return ""
        tidy = tidy_business_id(text)
        validate_business_id(tidy)
        return tidy

    def kind(self, text: str) -> str:
        if not text:
            return ""
        known = columns.KINDS.get(columns.key_of(text))
        if known is None:
            raise Said(
                UNKNOWN_KIND % {"text": text[:40], "known": listed(Kind.choices)}
            )
        return known

    def language(self, text: str) -> str:
        if not text:
            return ""
        known = columns.LANGUAGES.get(columns.key_of(text))
        if known is None:
            raise Said(UNKNOWN_KIND % {"text": text[:40], "known": "fi, sv, en"})
        return known

    def joined_on(self, text: str) -> date:
        if text:
            return self.day(text)
        if self.run.default_joined_on is None:
            raise Said(MISSING["joined_on"])
        return self.run.default_joined_on

    def ended_on(self, text: str) -> date | None:
        """Who has resigned may be a member until a coming day."""
        return self.day(text, may_come=True) if text else None

    def born_on(self, text: str) -> date | None:
        """Of who may vote anyway we keep no age."""
        born_on = self.day(text) if text else None
        if born_on is None or birthday(born_on, self.voting_age) <= self.on:
            return None
        return born_on

    def day(self, text: str, *, may_come: bool = False) -> date:
        for form in DAYS:
            try:
                day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day alone
            except ValueError:
                continue
            if day > self.on and not may_come:
                raise Said(FUTURE % {"day": date_only(day)})
            if day < EARLIEST:
                raise Said(TOO_EARLY % {"day": date_only(day)})
            return day
        raise Said(NO_DAY % {"text": text[:40]})


EMPTY: dict[str, Any] = {
    "number": None, "municipality": None, "joined_on": None, "ended_on": None,
    "born_on": None,
}  # fmt: skip
READ: dict[str, Callable[[Reader, str], Any]] = {
    "number": Reader.number, "last_name": Reader.last_name,
    "first_names": Reader.first_names, "municipality": Reader.municipality,
    "email": Reader.email, "language": Reader.language, "kind": Reader.kind,
    "joined_on": Reader.joined_on, "ended_on": Reader.ended_on,
    "born_on": Reader.born_on, "organisation": Reader.name,
    "business_id": Reader.business_id, "street_address": Reader.text,
    "postal_code": Reader.text, "town": Reader.text,
}  # fmt: skip


def sentence_of(error: Said | ValidationError) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)


def listed(choices: list[tuple[str, Any]]) -> str:
    return ", ".join(str(label).lower() for _value, label in choices)
