"""Reading a table that somebody chose: an Excel workbook (XLSX) or CSV.

Nobody's file is trusted: what a workbook unpacks to is counted before it is unpacked,
rows, columns and letters have limits, and a personal identity code is covered before
anything is kept. Formulas are read as the values that the spreadsheet had saved.
"""

import codecs
import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES

from accounts.exporting import COMPUTED
from association.identity_codes import without_identity_codes
from membership.importing import columns

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
LARGEST_TEXTS = 20 * 1024 * 1024  # the part of a workbook that is read at once
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_LETTERS = 20_000_000
LONGEST_CELL = 1000
LAST_ROW = 1_048_576  # no spreadsheet has more
HEADING_WITHIN = 10  # titles may stand above it
DELIMITERS = ";\t,"
COVERED = "█" * 11  # in the place of a personal identity code
BROKEN = "#?"  # in the place of a formula that had no value
TEXTS = "xl/sharedStrings.xml"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class TableError(Exception):
    """A file we cannot read. The message is shown beside the field."""


@dataclass(frozen=True)
class Table:
    """The heading row, and every row below it that has something in it, by the number
    that the spreadsheet shows."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read(source: IO[bytes], size: int) -> Table:
    """The table in the file; TableError says what is wrong and what to do."""
    if size > LARGEST_FILE:
        raise TableError(_("The file is too big: at most 10 MB."))
    source.seek(0)
    start = source.read(4)
    source.seek(0)
    if start == OLD_EXCEL:
        raise TableError(
            _(
                "This is an old Excel file (.xls), or one with a password. Open it in "
                "the spreadsheet, save it as .xlsx or CSV without a password, and "
                "choose that."
            )
        )
    rows = _of_workbook(source) if start[:2] == b"PK" else _of_text(source.read())
    return _table(rows)


def _table(rows: Iterable[list[str]]) -> Table:
    """Counts what comes, and finds the headings near the top."""
    filled: list[tuple[int, list[str]]] = []
    letters = 0
    for number, row in enumerate(rows, start=1):
        cells = _without_empty_end([_kept(cell) for cell in row])
        if not cells:
            continue
        letters += sum(map(len, cells))
        filled.append((number, cells))
        if len(filled) > MOST_ROWS + HEADING_WITHIN or letters > MOST_LETTERS:
            raise TableError(_too_long())
    place = _place_of_headings(filled)
    if place is None:
        raise TableError(
            _(
                "There is no table in the file: the first row has the names of the "
                "columns, each member has a row below it."
            )
        )
    headings, members = filled[place][1], filled[place + 1 :]
    if len(members) > MOST_ROWS:
        raise TableError(_too_long())
    if len(headings) > MOST_COLUMNS:
        raise TableError(
            _(
                "The table has more than %(most)d columns. Take away those that we do "
                "not need."
            )
            % {"most": MOST_COLUMNS}
        )
    if not members:
        raise TableError(
            _("There are no members in the file: below the headings it is empty.")
        )
    width = len(headings)
    return Table(headings, [(number, row[:width]) for number, row in members])


def _place_of_headings(filled: list[tuple[int, list[str]]]) -> int | None:
    """The first row with headings that we know, or the first with several words."""
    top = [cells for _number, cells in filled[:HEADING_WITHIN]]
    known = [len(columns.guess(cells)) for cells in top]
    if known and max(known) >= 2:
        return known.index(max(known))
    return next((place for place, cells in enumerate(top) if len(cells) > 1), None)


def _too_long() -> str:
    return _(
        "The file has too much in it: at most %(most)d rows. Take away what is no "
        "member, or bring it in in parts."
    ) % {"most": MOST_ROWS}


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _kept(text: str) -> str:
    """On one line, without identity codes and the mark of our own exports (the
    apostrophe of accounts/exporting.py)."""
    # Letters that cannot be stored, first.
    plain = " ".join(text[:LONGEST_CELL].replace("\0", " ").split())
    if plain.startswith("'") and plain[1:].startswith(COMPUTED):
        plain = plain[1:]
    return without_identity_codes(plain, COVERED)


# --- A workbook -----------------------------------------------------------------------


def _of_workbook(source: IO[bytes]) -> Iterator[list[str]]:
    try:
        _refuse_bomb(source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that openpyxl does not know
            yield from _rows_of_first_sheet(source)
    except TableError:
        raise
    except Exception as error:  # a broken workbook breaks it in any way
        raise TableError(
            _(
                "The file cannot be read. Open it in the spreadsheet, save it again as "
                ".xlsx or CSV, and choose that."
            )
        ) from error


def _refuse_bomb(source: IO[bytes]) -> None:
    """A part never unpacks to more than it says: zipfile stops there."""
    with zipfile.ZipFile(source) as parts:
        sizes = {part.filename: part.file_size for part in parts.infolist()}
    is_big = sum(sizes.values()) > LARGEST_UNPACKED
    if is_big or sizes.get(TEXTS, 0) > LARGEST_TEXTS or len(sizes) > MOST_PARTS:
        raise TableError(
            _(
                "The workbook has far more in it than a list of members. Copy the list "
                "alone to a new workbook, or save it as CSV, and choose that."
            )
        )


def _rows_of_first_sheet(source: IO[bytes]) -> Iterator[list[str]]:
    book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
    try:
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what it says of its size may be anything
        # One column more than we take, so that too many are seen.
        found = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        for row in islice(found, LAST_ROW):
            # There may be a million that are empty.
            is_empty = row.count(None) == len(row)
            yield [] if is_empty else [_as_text(value) for value in row]
    finally:
        book.close()


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return BROKEN if value in ERROR_CODES else value
        case datetime() | date():
            return value.isoformat()[:10]
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


# --- A text ---------------------------------------------------------------------------


def _of_text(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise TableError(
            _(
                "The file is neither an Excel workbook (.xlsx) nor CSV. Save the list "
                "as one of these in the spreadsheet, and choose that."
            )
        )
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        yield from rows
    except csv.Error as error:
        raise TableError(
            _("Row %(row)d of the file is broken: check its quotation marks.")
            % {"row": rows.line_num}
        ) from error


def _decoded(content: bytes) -> str:
    """UTF-8 if it can be read so, as Excel saves “Unicode text”, otherwise as Windows
    writes here."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The one that parts some line near the top into most."""
    top = text[:100_000].splitlines()[:HEADING_WITHIN]

    def parts(delimiter: str) -> int:
        try:
            rows = list(csv.reader(top, delimiter=delimiter))
        except csv.Error:
            return 0
        return max((len(row) for row in rows), default=0)

    return max(DELIMITERS, key=parts)
