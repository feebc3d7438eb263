"""Spreadsheets of members, as old registers have them."""

import csv
import io
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from membership.importing import keeping, tables
from membership.models import MemberImport
from tests.support.accounts import make_user

HEADINGS = [
    "Jäsennumero", "Sukunimi", "Etunimet", "Kotikunta", "Sähköposti", "Kieli",
    "Jäsenlaji", "Liittymispäivä", "Yhteisö", "Y-tunnus",
]  # fmt: skip
SATU = {
    "Jäsennumero": "7", "Sukunimi": "Harju", "Etunimet": "Satu Maaria",
    "Kotikunta": "Kajaani", "Sähköposti": "satu@esimerkki.example", "Kieli": "suomi",
    "Jäsenlaji": "varsinainen jäsen", "Liittymispäivä": "3.5.2019",
}  # fmt: skip


def one(**cells: Any) -> dict[str, Any]:
    """Satu's row with other cells; `Jäsennumero=""` empties one."""
    return {**SATU, **cells}


def many(number: int) -> list[dict[str, Any]]:
    return [
        one(
            Jäsennumero="",
            Sukunimi=f"Harju {place}",
            Sähköposti=f"jasen{place}@esimerkki.example",
        )
        for place in range(number)
    ]


def as_rows(rows: list[dict[str, Any]]) -> list[list[Any]]:
    headings = [*HEADINGS, *sorted({key for row in rows for key in row} - {*HEADINGS})]
    return [headings, *([row.get(name, "") for name in headings] for row in rows)]


def csv_file(
    *rows: dict[str, Any], delimiter: str = ";", encoding: str = "utf-8-sig"
) -> bytes:
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter).writerows(as_rows(list(rows)))
    return output.getvalue().encode(encoding)


def xlsx_file(*rows: dict[str, Any]) -> bytes:
    return workbook(as_rows(list(rows)))


def workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def as_upload(content: bytes, name: str = "jasenet.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def read(content: bytes) -> tables.Table:
    return tables.read(io.BytesIO(content), len(content))


def make_import(
    *rows: dict[str, Any], at: datetime | None = None, by: Any = None, **options: Any
) -> MemberImport:
    """A file that somebody of the board has chosen, and nothing more."""
    by = by or make_user("sihteeri@esimerkki.example", "board")
    table = read(csv_file(*(rows or (SATU,))))
    run = keeping.keep(table, "jasenet.csv", by=by, at=at or timezone.now())
    if options:
        MemberImport.objects.filter(pk=run.pk).update(**options)
        run.refresh_from_db()
    return run


def today() -> date:
    return timezone.localdate()
