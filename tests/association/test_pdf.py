"""Papers: the same each time, readable by all, harmless whatever is in them."""

import re
from io import BytesIO

import pypdf
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as often
from hypothesis import strategies as st

from association import pdf
from tests.support.papers import catalog_of, tags_of, words_of

FOLDER = settings.BASE_DIR / "templates" / "pdf"

ODD = {
    "emoji": "Matti 😀 Meikäläinen",
    "source": '#panic("no") $x^2$ *bold* `code` "quote" \\ @ref <label> // //* */',
    "end of a string": '"]; #read("/etc/passwd")',
    "control signs": "a\0b\x07c\x1bd\r\ne\tf",
    "half of a sign": "a\ud800b",
    "turned round": "abc\u202edef",
    "other alphabets": "Жанна Ελένη ابراهيم 王 नेहा",
    "one long word": "ä" * 900,
    "no words": "",
    "only spaces": " \u00a0\u3000 ",
    "unassigned and private": "\ue000\U000e0fff\U0010ffff",
}


def make(**data) -> bytes:
    values = {
        "language": "fi",
        "title": "Kuitti 2027-0001",
        "association": "Mentorit ry",
        "lead": "20,00\xa0€ on maksettu.",
        "rows": [["Tilinumero", "FI37 1590 3000 0007 76"]],
        "notes": [],
    }
    return pdf.render("receipt", {**values, **data})


def test_a_paper_is_the_same_bytes_for_the_same_data():
    assert make() == make()
    assert make() != make(title="Kuitti 2027-0002")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_paper_is_tagged_and_says_its_language_and_title(language):
    paper = make(language=language)
    catalog = catalog_of(paper)
    information = pypdf.PdfReader(BytesIO(paper)).xmp_metadata

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == language
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert information.dc_title == {"x-default": "Kuitti 2027-0001"}
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()


def test_a_paper_is_read_aloud_as_headings_and_lists():
    kinds = [tag["/S"] for tag in tags_of(make())]

    assert kinds[0] == "/Document"
    assert kinds.count("/H1") == 1
    assert kinds.count("/LI") == kinds.count("/Lbl") == kinds.count("/LBody") == 1


def test_all_fonts_are_in_the_paper_and_our_own_comes_first():
    reader = pypdf.PdfReader(BytesIO(make()))
    fonts = [
        font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()
    ]
    described = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]

    assert all("/FontFile2" in each or "/FontFile3" in each for each in described)
    assert {str(each["/FontName"]).split("+")[1] for each in described} == {
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-Bold",
    }


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_whatever_people_write_is_text_and_no_more(text):
    paper = make(title=f"x {text}", lead=text, rows=[["x", text]])

    assert words_of(paper).startswith("Mentorit ry")


def test_what_is_written_as_source_is_read_as_written():
    words = words_of(make(rows=[["x", ODD["source"]], ["y", ODD["end of a string"]]]))

    assert '#panic("no") $x^2$ *bold* `code` "quote" \\ @ref <label> // //* */' in words
    assert '"]; #read("/etc/passwd")' in words


def test_a_sign_that_no_font_has_is_still_read_as_itself():
    assert "Matti 😀 Meikäläinen" in words_of(make(rows=[["x", ODD["emoji"]]]))


def test_ten_megabytes_of_a_name_are_cut():
    paper = make(rows=[["Maksaja", "nimi " * 2_000_000]])

    assert words_of(paper).count("nimi") == pdf.LONGEST / 5


@given(text=st.text(max_size=60))
@often(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_at_all_breaks_a_paper(text):
    assert make(lead=text, rows=[[text, text]]).startswith(b"%PDF-")


@pytest.fixture
def folder(settings, tmp_path):
    """Templates of our own making, beside which there is a secret."""
    folder = tmp_path / "templates" / "pdf"
    folder.mkdir(parents=True)
    (tmp_path / "templates" / "secret.txt").write_text("secret")
    settings.BASE_DIR = tmp_path
    return folder


def test_a_paper_that_takes_too_long_is_given_up(folder):
    (folder / "slow.typ").write_text(
        "#for a in range(9000) { for b in range(9000) { let x = calc.sin(a * b) } }"
    )

    with pytest.raises(pdf.PdfError, match="not ready"):
        pdf.render("slow", {}, seconds=1)


@pytest.mark.parametrize(
    "source",
    ['#read("/etc/passwd")', '#read("../secret.txt")', '#import "@preview/x:1.0.0"'],
)
def test_a_template_reads_nothing_outside_its_folder(folder, source):
    (folder / "odd.typ").write_text(source)

    with pytest.raises(pdf.PdfError, match=r"root|package|outside"):
        pdf.render("odd", {})


def test_no_template_puts_data_into_source():
    sources = [path.read_text() for path in FOLDER.glob("*.typ")]

    assert sources
    for source in sources:
        assert not re.search(r"\beval\b|@preview|\bplugin\b", source)


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts/LICENSE-OFL.txt").read_text()
