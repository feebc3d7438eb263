"""Somebody asks to be forgotten: what may go goes at once, the rest in its time.

Before they ask they are shown what goes, what must stay, why and until when
(`plan`). What is ahead of them is called off first, in the way of each app:

    erasing.prepare(Preparation(sentences, cancel_places))
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import capfirst

from accounts import emails, erasure_file, forgetting, outbox, personal_data
from accounts.data_subjects import DataSubject
from accounts.keeping import Rows, all_stay
from accounts.models import ErasureRequest, OutboxMail
from accounts.own_rows import rows_of
from accounts.personal_data import Declaration, Words

MAIL = "erasure-"


@dataclass(frozen=True)
class Preparation:
    """`sentences(whose, at)` say what is called off; `do(whose, at)` does it."""

    sentences: Callable[[DataSubject, datetime], Iterable[str]]
    do: Callable[[DataSubject, datetime], None]


_preparations: list[Preparation] = []


def prepare(preparation: Preparation) -> None:
    _preparations.append(preparation)


@dataclass(frozen=True)
class Item:
    """Of one kind: how many rows go now, how many stay and until when (None: until
    something ends that has no day yet), and what of the erased rows stays."""

    declaration: Declaration
    going: int
    staying: int
    until: date | None

    @property
    def title(self) -> str:
        return capfirst(str(self.declaration.model._meta.verbose_name_plural))

    @property
    def law(self) -> Words:
        assert self.declaration.keeping is not None  # noqa: S101 - it made this item
        return self.declaration.keeping.law

    @property
    def rest(self) -> Words:
        assert self.declaration.keeping is not None  # noqa: S101 - as above
        return self.declaration.keeping.rest if self.going else ""


@dataclass(frozen=True)
class Plan:
    called_off: list[str]
    items: list[Item]

    @property
    def going(self) -> list[Item]:
        return [item for item in self.items if item.going]

    @property
    def staying(self) -> list[Item]:
        return [item for item in self.items if item.staying or item.rest]


def plan(whose: DataSubject, *, at: datetime) -> Plan:
    """What would happen at that moment. Nothing changes."""
    called_off = [
        sentence for one in _preparations for sentence in one.sentences(whose, at)
    ]
    return Plan(called_off, [item for item in _items(whose, at) if item])


def _items(whose: DataSubject, at: datetime) -> Iterator[Item | None]:
    for declaration in personal_data.declarations():
        rows = rows_of(declaration, whose)
        staying = list(_staying(declaration, rows, whose, at))
        going = rows.count() - len(staying)
        if not staying and not going:
            continue
        assert declaration.keeping is not None  # noqa: S101 - a test wants one of each
        days = [declaration.keeping.until(row) for row in staying]
        known = [day for day in days if day is not None]
        until = max(known) if known and len(known) == len(days) else None
        yield Item(declaration, going, len(staying), until)


def _staying(
    declaration: Declaration, rows: Rows, whose: DataSubject, at: datetime
) -> Rows:
    """What others use as well stays with them: a sign-in, its devices."""
    if declaration.keeping is None or (whose.others and not _is_named(declaration)):
        return rows
    return declaration.keeping.stays(rows, at)


def _is_named(declaration: Declaration) -> bool:
    return bool(declaration.name or declaration.rows)


@transaction.atomic
def ask(whose: DataSubject, *, language: str, at: datetime) -> ErasureRequest:
    """Forget what may be forgotten, and remember what must be forgotten later."""
    for one in _preparations:
        one.do(whose, at)
    gone: dict[str, list[Any]] = {}
    left: dict[str, list[str]] = {}
    for declaration in reversed(personal_data.declarations()):
        rows = rows_of(declaration, whose)
        staying = set(
            _staying(declaration, rows, whose, at).values_list("pk", flat=True)
        )
        going = list(rows.exclude(pk__in=staying).values_list("pk", flat=True))
        if going:
            gone[declaration.label] = going
        if staying and _ends(declaration):
            left[declaration.label] = sorted(str(key) for key in staying)
    request = ErasureRequest(uid=uuid.uuid4(), asked_at=at)
    erasure_file.append(gone, at=at)
    _erase(gone, at=at)
    mail = _confirm(whose, language, request, is_something_left=bool(left))
    left.setdefault(OutboxMail._meta.label, []).append(str(mail.pk))
    request.left = dict(reversed(left.items()))
    request.save(force_insert=True)
    return request


def _erase(gone: dict[str, list[Any]], *, at: datetime) -> None:
    """Children first; what went with another row in between is passed over."""
    for label, keys in gone.items():
        declaration = personal_data.declaration_of(label)
        assert declaration is not None  # noqa: S101 - the keys were found by it
        rows = declaration.model._default_manager.filter(pk__in=keys)
        forgetting.erase(declaration, rows, at=at)


def _ends(declaration: Declaration) -> bool:
    """Whether the rows may go one day; the site's content stays."""
    return declaration.keeping is not None and declaration.keeping.stays is not all_stay


def _confirm(
    whose: DataSubject,
    language: str,
    request: ErasureRequest,
    *,
    is_something_left: bool,
) -> OutboxMail:
    """Tell the person, once more; the mail itself goes as soon as it is sent."""
    message = emails.erased(whose.email, language, is_something_left=is_something_left)
    key = f"{MAIL}{request.uid}"
    outbox.add(message, key=key)
    return OutboxMail.objects.get(key=key)
