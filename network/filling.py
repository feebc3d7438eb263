"""Municipalities and regions from files that the project carries (network/data/).

They are brought in line after every `migrate`, so that they are there in tests, in the
demo and in production alike, and a release with a newer list needs no further step.
A data migration would run only once. Rows that a list no longer names stay: people and
decisions refer to them.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, models, transaction

from association.sorting import name_key
from network.models import Municipality, Region

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Report:
    """How many rows were added and how many changed."""

    added: int
    changed: int

    def __str__(self) -> str:
        return f"Added {self.added}, changed {self.changed}."

    def __add__(self, other: "Report") -> "Report":
        return Report(self.added + other.added, self.changed + other.changed)


@transaction.atomic
def fill(folder: Path = DATA) -> Report:
    """Bring the tables in line with the files; a second time it changes nothing."""
    found = list(_municipalities(folder / "municipalities.tsv"))
    mergers = {row.code: row.merged_into_id for row in found}
    for row in found:
        row.merged_into_id = None  # until all are there to be pointed at
    report = _bring(Region, list(_regions(folder / "regions.tsv")))
    report += _bring(Municipality, found, apart_from={"merged_into"})
    return report + _merge(mergers)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _regions(path: Path) -> Iterator[Region]:
    for row in _rows(path):
        yield Region(code=row["code"], name_fi=row["name_fi"], name_sv=row["name_sv"])


def _municipalities(path: Path) -> Iterator[Municipality]:
    for row in _rows(path):
        yield Municipality(
            code=row["code"],
            name_fi=row["name_fi"],
            name_sv=row["name_sv_recommended"],
            name_sv_official=row["name_sv_official"],
            key_fi=name_key(row["name_fi"]),
            key_sv=name_key(row["name_sv_recommended"]),
            key_sv_official=name_key(row["name_sv_official"]),
            region_id=row["region"],
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            merged_into_id=row["merged_into"] or None,
        )


def _bring[Row: models.Model](
    model: type[Row], rows: Iterable[Row], *, apart_from: Iterable[str] = ()
) -> Report:
    """Add what is missing, change what differs."""
    left_out = {"code", *apart_from}
    fields = [
        field for field in model._meta.concrete_fields if field.name not in left_out
    ]
    known = model._default_manager.in_bulk()
    new = [row for row in rows if row.pk not in known]
    differing = [
        row
        for row in rows
        if row.pk in known
        and any(
            getattr(row, field.attname) != getattr(known[row.pk], field.attname)
            for field in fields
        )
    ]
    model._default_manager.bulk_create(new)
    if differing:
        names = [field.name for field in fields]
        model._default_manager.bulk_update(differing, names)
    return Report(len(new), len(differing))


def _merge(mergers: dict[str, str | None]) -> Report:
    """Let each municipality point to the one that it became part of."""
    changed = 0
    for row in Municipality.objects.filter(code__in=mergers):
        if row.merged_into_id != mergers[row.code]:
            row.merged_into_id = mergers[row.code]
            row.save(update_fields=["merged_into"])
            changed += 1
    return Report(0, changed)


def after_migrate(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Django's `post_migrate` of this app, when its tables are there."""
    migrated = kwargs.get("apps", apps)
    try:
        migrated.get_model("network", "Municipality")  # type: ignore[attr-defined]
    except LookupError:  # migrated back to before there was one
        return
    if using == DEFAULT_DB_ALIAS:
        fill()
