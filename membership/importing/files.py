"""Files we give out: an empty one with the right columns, and the rows with errors.

What somebody wrote is a text and never a formula (accounts/exporting.py).
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from accounts.exporting import csv_file
from membership.importing.columns import COLUMNS
from membership.importing.judging import Judge, rows_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
type Rows = Iterable[list[str]]


def answer(name: str, rows: Rows, form: str, about: Rows = ()) -> HttpResponse:
    """As a download: a workbook, or CSV where `form` says so."""
    if form == "csv":
        return csv_file(name, rows)
    response = HttpResponse(workbook(rows, about), XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def workbook(rows: Rows, about: Rows = ()) -> bytes:
    """One sheet, and a second one where there is something to be told."""
    book = Workbook(write_only=True)
    fill(book.create_sheet(_("Members")), rows)
    told = list(about)
    if told:
        fill(book.create_sheet(_("Instructions")), told)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def fill(sheet: Any, rows: Rows) -> None:
    sheet.freeze_panes = "A2"
    for place in range(1, len(COLUMNS) + 2):
        sheet.column_dimensions[get_column_letter(place)].width = 22
    for row in rows:
        sheet.append([text_cell(sheet, value) for value in row])


def text_cell(sheet: Any, value: str) -> Any:
    cell: Any = WriteOnlyCell(sheet, value)
    cell.data_type = "s"  # whatever it begins with
    return cell


def template() -> Rows:
    """The headings, in the reader's language."""
    return [[str(column.label) for column in COLUMNS.values()]]


def instructions() -> Rows:
    yield [_("Column"), _("What to write")]
    for column in COLUMNS.values():
        yield [str(column.label), str(column.hint)]


def errors(judge: Judge) -> Iterator[list[str]]:
    """The rows that are left out as they were in the file, and why, in a last column.
    With that mended, the file can be chosen again."""
    headings = judge.run.headings
    yield [*headings, _("Error")]
    rows = rows_of(judge.run).filter(member=None).iterator(chunk_size=2000)
    for verdict in judge.verdicts(rows):
        if verdict.state == "error":
            cells = verdict.row.cells
            empty = [""] * (len(headings) - len(cells))
            yield [*cells, *empty, " ".join(verdict.problems)]
