"""The words of the demo: complete, linked, well typed and true to the facts."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from demo.content import association, en, fi, odt, sv
from demo.content.model import VIEWS, Page, words

LANGUAGES = {"fi": fi, "sv": sv, "en": en}
PICTURES = Path(association.__file__).parent / "pictures"
ALL = [
    pytest.param(language, page, id=f"{language}-{page.key}")
    for language in LANGUAGES
    for page in association.pages(language)
]
FINNISH_KEYS = {page.key for page in fi.PAGES}
BLOCK_KEYS = {
    "image": {"file", "alt", "caption"},
    "quote": {"text", "who"},
    "accordion": {"heading", "items"},
    "table": {"caption", "head", "rows"},
    "documents": {"heading", "files"},
    "people": {"heading", "people"},
    "contact": {"heading", "text"},
    "embed": {"url", "title"},
}


def strings(value: Any) -> Iterator[str]:
    """Every text inside a page, a block or a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def texts_of(page: Page) -> list[str]:
    own = [page.title, page.lead, page.search_description]
    blocks = [text for block in page.body for text in strings(block.value)]
    return own + blocks + list(strings(page.extra))


def read_aloud(text: str) -> str:
    """The text without its tags."""
    inline = re.sub(r"</?(?:a|b|i)\b[^>]*>", "", text)
    return re.sub(r"(?:<[^>]+>)+", "\n", inline).strip()


def links_in(page: Page) -> list[str]:
    hrefs = [
        href for text in texts_of(page) for href in re.findall(r'href="([^"]+)"', text)
    ]
    for block in page.body:
        if block.kind == "call_to_action":
            target = block.value
            hrefs.append(
                f"page:{target['page']}" if "page" in target else target["url"]
            )
    return hrefs


def menu_links(module: Any) -> list[str]:
    columns = [link for _heading, links in module.FOOTER for link in links]
    return [target for _label, target in [*module.MENU, *columns]]


def assert_link_leads_somewhere(href: str) -> None:
    scheme, _, rest = href.partition(":")
    if scheme == "page":
        assert rest in FINNISH_KEYS
    elif scheme == "view":
        assert rest in VIEWS
    else:
        assert scheme == "https"


def test_there_are_enough_pages():
    assert len(fi.PAGES) >= 14
    assert len(sv.PAGES) >= 5
    assert len(en.PAGES) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_and_slugs_are_unique_and_every_parent_comes_first(language):
    pages = association.pages(language)
    seen: set[str] = set()
    for page in pages:
        assert page.key not in seen
        assert page.parent in seen or page.kind == "home"
        seen.add(page.key)
    slugs = Counter((page.parent, page.slug) for page in pages)
    assert max(slugs.values()) == 1
    assert all(re.fullmatch(r"[a-z0-9-]+", page.slug) for page in pages)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_translation_has_a_finnish_original_of_the_same_kind(language):
    kinds = {page.key: page.kind for page in fi.PAGES}
    for page in association.pages(language):
        assert kinds[page.key] == page.kind


@pytest.mark.parametrize(("language", "page"), ALL)
def test_titles_and_search_descriptions_fit(language, page):
    assert len(page.title) <= 70
    assert 50 <= len(page.search_description) <= 160
    assert page.kind in {"practice_index", "news_index"} or len(page.lead) >= 40
    assert len(page.lead) <= 250


@pytest.mark.parametrize(("language", "page"), ALL)
def test_every_link_leads_somewhere(language, page):
    for href in links_in(page):
        assert_link_leads_somewhere(href)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_menu_and_footer_leads_somewhere(language):
    for href in menu_links(LANGUAGES[language]):
        assert_link_leads_somewhere(href)


@pytest.mark.parametrize(("language", "page"), ALL)
def test_blocks_have_the_shape_their_kind_wants(language, page):
    for block in page.body:
        if block.kind == "text":
            assert isinstance(block.value, str)
        elif block.kind == "call_to_action":
            assert set(block.value) - {"page", "url"} == {"heading", "text", "label"}
            assert len(set(block.value) & {"page", "url"}) == 1
        else:
            assert set(block.value) == BLOCK_KEYS[block.kind]


@pytest.mark.parametrize(("language", "page"), ALL)
def test_html_is_closed_and_uses_only_the_tags_editors_have(language, page):
    for text in texts_of(page):
        checker = TagChecker()
        checker.feed(text)
        assert checker.open == [], text


class TagChecker(HTMLParser):
    """Knows the allowed tags and what is still open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"h2", "h3", "p", "ul", "ol", "li", "a", "b", "i"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("language", "page"), ALL)
def test_texts_are_typed_as_they_should_be(language, page):
    for text in map(read_aloud, texts_of(page)):
        assert '"' not in text
        assert "'" not in text
        assert "  " not in text
        assert not re.search(r" [,.;:!?]", text), text
        assert not re.search(r"\d [€%]", text), "a no-break space belongs here"
        assert "!" not in text
        if language != "en":
            assert "“" not in text
            assert "‘" not in text


@pytest.mark.parametrize(("language", "page"), ALL)
def test_no_address_or_number_could_be_somebodys(language, page):
    for text in texts_of(page):
        for domain in re.findall(r"@([\w.-]+)", text):
            assert domain == "esimerkki.example"
        for number in re.findall(r"\b0\d{1,2}\s\d{3}\s?\d{3,4}", text):
            assert re.fullmatch(r"050\s000\s000\d", number)


@pytest.mark.parametrize(("language", "page"), ALL)
def test_sums_are_those_of_the_association(language, page):
    sums = {
        re.sub(r"\D", "", amount)
        for text in texts_of(page)
        for amount in re.findall(r"(\d[\d \u00a0]*)[ \u00a0](?:€|euro)", text)
    }
    assert sums <= {"20", "100", "2000"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_membership_page_says_the_price_at_the_top(language):
    page = next(p for p in association.pages(language) if p.key == "membership")

    assert "20\u00a0€" in page.lead
    assert "100\u00a0€" in page.lead


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mentoring_page_says_at_the_top_how_to_book(language):
    page = next(p for p in association.pages(language) if p.key == "mentoring")

    assert re.search(r"[Vv]araa|[Bb]okar|[Bb]ook", page.lead)


def test_the_quality_targets_are_five():
    page = next(p for p in fi.PAGES if p.key == "quality")
    headings = re.findall(r"<h2>(\d)\. ", str(page.body[0].value))

    assert headings == ["1", "2", "3", "4", "5"]
    assert "75\u00a0%" in str(page.body[0].value)


def test_a_practice_tells_what_for_whom_how_it_went_and_whom_to_ask():
    practices = [page for page in fi.PAGES if page.kind == "practice"]

    assert len(practices) >= 4
    for page in practices:
        for part in ("what", "for_whom", "how_it_went", "whom_to_ask"):
            assert page.extra[part]


def test_news_are_dated_back_from_today_each_on_its_own_day():
    news = [page for page in fi.PAGES if page.kind == "news"]
    ages = [page.extra["days_ago"] for page in news]

    assert len(news) >= 6
    assert len(set(ages)) == len(ages)
    assert min(ages) > 0


def pictures_used() -> set[str]:
    pages = [page for language in LANGUAGES for page in association.pages(language)]
    shown = {
        block.value["file"]
        for page in pages
        for block in page.body
        if block.kind == "image"
    }
    return shown | {p.extra["picture"] for p in pages if "picture" in p.extra}


def test_every_picture_is_there_small_and_described():
    assert pictures_used() == {path.stem for path in PICTURES.glob("*.webp")}
    assert pictures_used() == {path.stem for path in PICTURES.glob("*.svg")}
    for name in pictures_used():
        path = PICTURES / f"{name}.webp"
        assert path.stat().st_size < 60_000
        with Image.open(path) as picture:
            assert picture.size == (1600, 1000)


def test_every_document_is_a_file_that_opens():
    named = {
        row["file"]
        for page in fi.PAGES
        for block in page.body
        if block.kind == "documents"
        for row in block.value["files"]
    }
    assert named == {path.stem for path in odt.FOLDER.glob("*.txt")}
    for name in named:
        archive = ZipFile(BytesIO(odt.document_bytes(name)))
        assert archive.testzip() is None
        assert archive.namelist()[0] == "mimetype"
        assert b'<text:h text:outline-level="1">' in archive.read("content.xml")
        assert odt.document_bytes(name) == odt.document_bytes(name)


def test_the_same_words_come_out_twice_the_same():
    assert words(words("maksaa 20 € eli 2 000 € klo 18")) == (
        "maksaa 20\u00a0€ eli 2\u00a0000\u00a0€ klo\u00a018"
    )


@pytest.mark.parametrize("key", ["privacy", "accessibility"])
def test_what_the_law_asks_for_is_told_in_every_language(key):
    for language in LANGUAGES:
        assert key in {page.key for page in association.pages(language)}
