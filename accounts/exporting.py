"""Lists that are taken along to a spreadsheet: what somebody wrote is no formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read å, ä and ö
COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: Any) -> Any:
    """A cell for CSV, where an apostrophe says that it is text; numbers and times are
    left as they are. xlsx knows texts from formulas."""
    cell = force_str(value, strings_only=True)
    is_computed = isinstance(cell, str) and cell.startswith(COMPUTED)
    return f"'{cell}" if is_computed else cell


class _Line:
    """What a csv writer writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def as_csv(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of a file as Finnish spreadsheets open it, one at a time."""
    writer = csv.writer(_Line(), delimiter=";")
    for number, row in enumerate(rows):
        line: Any = writer.writerow(row)
        yield f"{BYTE_ORDER_MARK}{line}" if number == 0 else line


def csv_file(name: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A download in which nothing is computed. Written at once: a stream is written
    when the reader's language is gone."""
    lines = as_csv([as_text(cell) for cell in row] for row in rows)
    answer = HttpResponse("".join(lines), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def register() -> None:
    """For every list, Wagtail's own as well. A kind named earlier goes first."""
    given = SpreadsheetExportMixin.custom_value_preprocess
    given[object] = {SpreadsheetExportMixin.FORMAT_CSV: as_text}
