"""One's own copy: all that is held of a person, as JSON and as a page to read.

It is made of the registry of personal data: every declared model is in it, with the
rows of this person, why they are held and how long. Names and addresses of others are
not: of rows that are another's, only the person's own part is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import personal_data
from accounts.data_subjects import DataSubject
from accounts.keeping import Rows
from accounts.models import User
from accounts.own_rows import rows_in_role, rows_of
from accounts.personal_data import Declaration
from association import formats

type Row = list[tuple[str, str, object]]  # each value: its field, its name, itself


@dataclass(frozen=True)
class Part:
    """What is held of one kind."""

    declaration: Declaration
    rows: list[Row]

    @property
    def label(self) -> str:
        return self.declaration.label

    @property
    def shown_rows(self) -> list[list[tuple[str, str]]]:
        """The values that are there, as people read them."""
        return [
            [(title, _shown(value)) for _name, title, value in row if _is_some(value)]
            for row in self.rows
        ]

    @property
    def title(self) -> str:
        return capfirst(str(self.declaration.model._meta.verbose_name_plural))


def parts_of(whose: DataSubject) -> list[Part]:
    """In the active language, one part for each declared model, empty ones too."""
    return [_part(declaration, whose) for declaration in personal_data.declarations()]


def as_json(whose: DataSubject, *, at: datetime) -> dict[str, Any]:
    """The same for machines: field names of the tables, times in ISO 8601."""
    with override("en"):
        return {
            "written_at": at.isoformat(),
            "email": whose.email,
            "name": whose.name,
            "data": {
                part.label: {
                    "why": str(part.declaration.why),
                    "kept": str(part.declaration.kept),
                    "rows": [
                        {name: _plain(value) for name, _title, value in row}
                        for row in part.rows
                    ],
                }
                for part in parts_of(whose)
            },
        }


def _part(declaration: Declaration, whose: DataSubject) -> Part:
    fields = list(_own_fields(declaration))
    rows = [_row(declaration, fields, one) for one in _ordered(declaration, whose)]
    for role in declaration.roles:
        shown = [declaration.model._meta.get_field(name) for name in role.fields]
        found = rows_in_role(declaration, role, whose).order_by("pk")
        rows += [[_value(field, one) for field in shown] for one in found]
    return Part(declaration, rows)


def _ordered(declaration: Declaration, whose: DataSubject) -> Rows:
    links = [field.name for field in _own_fields(declaration) if field.is_relation]
    rows = rows_of(declaration, whose).order_by("pk")
    return rows.select_related(*links) if links else rows


def _row(declaration: Declaration, fields: list[Any], one: models.Model) -> Row:
    row = [_value(field, one) for field in fields]
    if declaration.values is not None:
        told = declaration.values(one)
        row += [(name, str(_(name)), value) for name, value in told.items()]
    return row


def _own_fields(declaration: Declaration) -> Iterator[Any]:
    """The columns that tell of this person: no keys, no secrets, nobody else."""
    left_out = {*declaration.others, *declaration.hidden}
    for field in declaration.model._meta.concrete_fields:
        if field.primary_key or field.name in left_out or _points_to_a_person(field):
            continue
        yield field


def _points_to_a_person(field: Any) -> bool:
    if not field.is_relation:
        return False
    target = field.related_model
    return target is User or personal_data.is_personal(target)


def _value(field: Any, one: models.Model) -> tuple[str, str, object]:
    value = getattr(one, field.name)
    if field.choices:
        value = getattr(one, f"get_{field.name}_display")()
    if field.is_relation and value is not None:
        value = str(value)
    return field.name, capfirst(str(field.verbose_name)), value


def _is_some(value: object) -> bool:
    return value not in (None, "", [], {})


def _shown(value: object) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return formats.moment(value)
        case date():
            return formats.day(value)
        case list():
            return "; ".join(map(_shown, value))
        case dict():
            return "; ".join(f"{name}: {_shown(one)}" for name, one in value.items())
        case _:
            return str(value)


def _plain(value: object) -> object:
    """As JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)
