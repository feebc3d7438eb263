"""A spreadsheet of members is read: what it holds, and what is wrong with it."""

import io
import tracemalloc
import zipfile
from datetime import date

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from membership.importing import columns, files, tables
from membership.importing.tables import TableError
from tests.support.soak import SOAK
from tests.support.spreadsheets import (
    SATU,
    csv_file,
    many,
    one,
    read,
    saved,
    workbook,
    xlsx_file,
)

HETU = "131052-308T"  # the example of the authority


def row_of(content: bytes) -> dict[str, str]:
    table = read(content)
    [(_number, cells)] = table.rows
    return dict(zip(table.headings, cells, strict=False))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_whatever_parts_its_columns_and_however_it_is_written(
    delimiter, encoding
):
    content = csv_file(
        one(Sukunimi="Äijälä; Ö"), delimiter=delimiter, encoding=encoding
    )

    assert row_of(content) == {**SATU, "Sukunimi": "Äijälä; Ö"}


def test_a_workbook_is_read_with_its_days_and_numbers():
    row = row_of(xlsx_file(one(Jäsennumero=7.0, Liittymispäivä=date(2019, 5, 3))))

    assert row == {**SATU, "Liittymispäivä": "2019-05-03"}


def test_the_columns_are_understood_in_any_order_and_in_three_languages():
    for headings in (
        ["Sähköposti *", "KOTIKUNTA", "Etunimet:", "Sukunimi", "Y-tunnus"],
        ["e-postadress", "hemkommun", "förnamn", "efternamn", "FO-nummer"],
        ["E-mail", "Municipality", "First names", "Surname", "Business id"],
    ):
        found = columns.guess(headings)

        names = ["email", "municipality", "first_names", "last_name", "business_id"]
        assert {name: found[name] for name in names} == {
            name: place for place, name in enumerate(names)
        }


def test_titles_may_stand_above_the_headings():
    table = read(b"Kerhon rekisteri 2026;;\n;;\n" + csv_file(SATU, encoding="utf-8"))

    assert table.headings[1] == "Sukunimi"
    assert [number for number, _cells in table.rows] == [4]


def test_rows_are_called_as_the_spreadsheet_calls_them_empty_ones_passed_over():
    table = read(workbook([["Sukunimi", "Etunimet"], [], ["Harju", "Satu"], [None]]))

    assert [number for number, _cells in table.rows] == [3]


def test_a_formula_is_read_as_the_value_that_was_saved_and_one_without_is_empty():
    book = Workbook()
    book.active.append(["Sukunimi", "Etunimet", "Kotikunta"])
    book.active.append(["Harju", '=CONCATENATE("Sa","tu")', "Kajaani"])

    assert row_of(saved(book)) == {
        "Sukunimi": "Harju", "Etunimet": "", "Kotikunta": "Kajaani",
    }  # fmt: skip


def test_merged_cells_hold_their_value_once():
    book = Workbook()
    book.active.append(["Sukunimi", "Etunimet", "Kotikunta"])
    book.active.append(["Harju", "Satu", "Kajaani"])
    book.active.merge_cells("A2:B2")

    assert row_of(saved(book))["Sukunimi"] == "Harju"


def test_an_identity_code_is_covered_before_anything_is_kept():
    row = row_of(csv_file(one(Hetu=HETU, Sukunimi=f"Harju {HETU}")))

    assert row["Hetu"] == tables.COVERED
    assert row["Sukunimi"] == f"Harju {tables.COVERED}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "taulukkoa"),
        (b"Sukunimi;Etunimet\n", "tyhjää"),
        (b"vain yksi sana\n", "taulukkoa"),
        (b"\xd0\xcf\x11\xe0 vanha Excel", "salasana"),
        (b"PK\x03\x04 rikki", "ei voi lukea"),
        (b"\x89PNG\r\n\x1a\n\0\0", "CSV"),
        (b'a;b\n"' + b"x" * 200_000, "lainausmerkit"),
        (";".join(["x"] * 61).encode() + b"\n" + b";".join([b"y"] * 61), "saraketta"),
    ],
)
def test_what_is_no_list_of_members_is_refused_with_what_to_do(content, words):
    with pytest.raises(TableError) as error:
        read(content)

    assert words in str(error.value)


def test_a_file_that_is_too_big_is_not_even_read():
    with pytest.raises(TableError, match="10"):
        tables.read(io.BytesIO(b""), tables.LARGEST_FILE + 1)


def test_more_rows_than_we_take_are_refused_with_the_number(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)

    with pytest.raises(TableError, match="3"):
        read(csv_file(*many(4)))
    assert len(read(csv_file(*many(3))).rows) == 3


def bomb(**parts: bytes) -> bytes:
    """A workbook with parts of it changed."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_file(SATU))) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2], old.read(name)))
    return output.getvalue()


def sheet(rows: bytes, dimension: bytes = b"A1:B2") -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        b'<worksheet xmlns="' + space + b'"><dimension ref="' + dimension + b'"/>'
        b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )


def cell(place: bytes, words: bytes) -> bytes:
    return b'<c r="' + place + b'" t="inlineStr"><is><t>' + words + b"</t></is></c>"


HEAD = b'<row r="1">' + cell(b"A1", b"Sukunimi") + cell(b"B1", b"Etunimet") + b"</row>"
LAST = b'<row r="1048576">' + cell(b"A1048576", b"Harju") + b"</row>"
FAR = b'<row r="2">' + cell(b"XFD2", b"Harju") + b"</row>"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    content = bomb(**{"sheet1.xml": sheet(b" " * 200_000_000)})
    assert len(content) < 1_000_000

    tracemalloc.start()
    with pytest.raises(TableError, match="enemmän"):
        read(content)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("last", [100_000] if SOAK == 1 else [1_048_576])
def test_a_workbook_of_empty_rows_is_read_to_its_last(last):
    empty = b"".join(b'<row r="%d"/>' % row for row in range(2, last))
    row = LAST.replace(b"1048576", b"%d" % last)
    table = read(bomb(**{"sheet1.xml": sheet(HEAD + empty + row)}))

    assert [number for number, _cells in table.rows] == [last]


@pytest.mark.parametrize(
    "rows",
    [HEAD + LAST, HEAD + FAR, HEAD + b'<row r="999999999999"><c r="A9"/></row>'],
)
def test_a_workbook_that_lies_about_its_size_is_not_believed(rows):
    content = bomb(**{"sheet1.xml": sheet(rows, dimension=b"A1:XFD1048576")})
    try:
        found = read(content).rows
    except TableError:
        found = []
    assert len(found) <= 1


def test_a_workbook_with_an_entity_that_grows_is_refused():
    lol = b"".join(
        b'<!ENTITY l%d "%s">' % (place, b"&l%d;" % (place - 1) * 10)
        for place in range(1, 9)
    )
    content = (
        b'<!DOCTYPE x [<!ENTITY l0 "lol">'
        + lol
        + b"]>"
        + sheet(HEAD + b'<row r="2">' + cell(b"A2", b"&l8;") + b"</row>")
    )

    with pytest.raises(TableError, match="ei voi lukea"):
        read(bomb(**{"sheet1.xml": content}))


def test_few_texts_that_a_million_cells_repeat_are_too_much(monkeypatch):
    monkeypatch.setattr(tables, "MOST_LETTERS", 1000)

    with pytest.raises(TableError, match="liikaa"):
        read(csv_file(*[one(Muistio="x" * 200) for _ in range(10)]))


# --- Files we give out ----------------------------------------------------------------


def headings_in(content: bytes, form: str) -> list[str]:
    if form == "csv":
        return content.decode("utf-8-sig").splitlines()[0].split(";")
    return [one.value for one in load_workbook(io.BytesIO(content)).worksheets[0][1]]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_empty_list_has_columns_that_are_all_understood_by_everybody(
    language, form
):
    with translation.override(language):
        answer = files.answer("members", files.template(), form, files.instructions())
        headings = headings_in(b"".join(answer), form)

    assert columns.guess(headings) == {
        name: place for place, name in enumerate(columns.COLUMNS)
    }


def test_nothing_in_a_workbook_of_ours_is_a_formula():
    content = files.workbook([["Nimi"], ["=1+1"], ["@SUM(A1)"]])

    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [one.data_type for one in sheet["A"]] == ["s", "s", "s"]


def test_the_mark_that_keeps_an_export_from_being_reckoned_is_taken_off_again():
    assert row_of(csv_file(one(Sukunimi="'-Harju")))["Sukunimi"] == "-Harju"
