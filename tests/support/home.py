"""Makers of pages. The front pages are there from the migrations."""

import itertools
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale, Page

from association.blocks import raw
from association.models import SiteDocument, SiteImage
from home.models import (
    ContactMessage,
    ContactPage,
    ContentPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PracticeIndexPage,
    PracticePage,
)

_numbers = itertools.count(1)


def front_page(language: str = "fi") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def add[P: Page](page: P, parent: Page | None = None) -> P:
    """Put a page below another, the Finnish front page unless said; it is public."""
    parent = parent or front_page()
    page.slug = page.slug or f"sivu-{next(_numbers)}"
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def make_page(title: str = "Toiminta", parent: Page | None = None, **fields: Any):
    body = fields.pop("body", [("text", "<p>Autamme toisia yhdistyksiä.</p>")])
    page = ContentPage(title=title, body=raw(body), **fields)
    return add(page, parent)


def make_news_index(language: str = "fi") -> NewsIndexPage:
    found = NewsIndexPage.objects.filter(locale__language_code=language).first()
    return found or add(NewsIndexPage(title="Ajankohtaista"), front_page(language))


def make_news(title: str = "Kuopio kutsuu", language: str = "fi", **fields: Any):
    return add(NewsPage(title=title, **fields), make_news_index(language))


def make_practice_index() -> PracticeIndexPage:
    found = PracticeIndexPage.objects.first()
    return found or add(PracticeIndexPage(title="Hyvät käytännöt"))


def make_practice(title: str = "Lausunto illassa", **fields: Any) -> PracticePage:
    given = {
        "what": "Kirjoitusilta.",
        "for_whom": "Kuntayhdistyksille.",
        "how_it_went": "Viisi lausuntoa vuodessa.",
        "whom_to_ask": "Aino Lehtovaara, Kuopio",
        **fields,
    }
    return add(PracticePage(title=title, **given), make_practice_index())


def make_contact_page(language: str = "fi", **fields: Any) -> ContactPage:
    page = ContactPage(title="Ota yhteyttä", slug="yhteys", **fields)
    return add(page, front_page(language))


def translate(page: Page, language: str = "sv", *, title: str = "") -> Page:
    """A public translation, under the translation of its parent."""
    copy = page.copy_for_translation(
        Locale.objects.get(language_code=language), copy_parents=True
    )
    copy.title = title or f"{page.title} ({language})"
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


def make_picture(
    kind: str = "JPEG", size: tuple[int, int] = (80, 40), **options: Any
) -> ContentFile:
    output = BytesIO()
    Image.new("RGB", size, "#336677").save(output, kind, **options)
    return ContentFile(output.getvalue(), name=f"kuva.{kind.lower()}")


def make_image(title: str = "Ranta") -> SiteImage:
    return SiteImage.objects.create(title=title, file=make_picture())


def make_document(title: str = "Mallisäännöt", name: str = "mallisaannot.txt"):
    content = ContentFile(b"1. Nimi ja kotipaikka", name=name)
    return SiteDocument.objects.create(title=title, file=content)


def make_message(**fields: Any) -> ContactMessage:
    given = {
        "name": "Pirjo Niemi",
        "email": "pirjo@esimerkki.example",
        "message": "Haluamme perustaa yhdistyksen.",
        "is_urgent": False,
        "language": "fi",
        "created_at": datetime(2026, 12, 14, 10, tzinfo=UTC),
        **fields,
    }
    return ContactMessage.objects.create(**given)


# A page of each kind, by a short name.
MAKERS = {
    "front": front_page,
    "content": make_page,
    "practice_index": make_practice_index,
    "practice": make_practice,
    "news_index": make_news_index,
    "news": make_news,
    "contact": make_contact_page,
}
