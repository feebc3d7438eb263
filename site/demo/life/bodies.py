"""The demo's texts as Wagtail keeps them: pages, pictures and files by number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation

from association.blocks import raw, table_value
from association.models import SiteDocument, SiteImage
from demo.content import association
from demo.content.model import VIEWS, Block
from demo.content.odt import document_bytes

PICTURES = Path(association.__file__).parent / "pictures"
LINK = re.compile(r'href="(page|view):([a-z_-]+)"')
# What is in the drawn pictures, for whoever looks for one in the admin.
TITLES = {
    "ikkuna": "Valo ikkunassa",
    "koivut": "Koivukuja",
    "lomake": "Arviointilomake pöydällä",
    "poyta": "Kaksi ihmistä pöydän ääressä",
    "ranta": "Ranta iltahämärässä",
    "vene": "Vene rannassa",
}

type Value = dict[str, Any]


def picture(name: str) -> SiteImage:
    """One of the drawn pictures, stored when it is first asked for."""
    title = TITLES[name]
    known: SiteImage | None = SiteImage.objects.filter(title=title).first()
    if known is not None:
        return known
    file = ContentFile((PICTURES / f"{name}.webp").read_bytes(), name=f"{name}.webp")
    image: SiteImage = SiteImage.objects.create(title=title, file=file)
    return image


def document(title: str, name: str) -> SiteDocument:
    known: SiteDocument | None = SiteDocument.objects.filter(title=title).first()
    if known is not None:
        return known
    file = ContentFile(document_bytes(name), name=f"{name}.odt")
    made: SiteDocument = SiteDocument.objects.create(title=title, file=file)
    return made


def address(name: str, language: str) -> str:
    """The path of an address of ours that is no page, by the name texts use for it."""
    with translation.override(language):
        return reverse(VIEWS[name])


@dataclass(frozen=True)
class Reader:
    """Turns the blocks of a page in `language`; `pages` are what its links lead to."""

    pages: Mapping[str, int]
    language: str

    def body(self, blocks: Iterable[Block]) -> str:
        return raw((block.kind, self.value_of(block)) for block in blocks)

    def value_of(self, block: Block) -> Any:
        """What Wagtail keeps for a block: most kinds keep what they were given."""
        turn = getattr(self, block.kind, None)
        return turn(block.value) if turn else block.value

    def programme(self, blocks: Iterable[Block]) -> str:
        return raw((block.kind, block.value) for block in blocks)

    def materials(self, blocks: Iterable[Block]) -> str:
        return raw((block.kind, self._material(block)) for block in blocks)

    def _material(self, block: Block) -> Any:
        if block.kind == "document":
            return document(block.value["title"], block.value["file"]).pk
        return self.value_of(block)

    def text(self, html: str) -> str:
        """Links to pages as Wagtail writes them, those to our addresses as paths."""
        return LINK.sub(self._link, html)

    def _link(self, found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind == "page":
            return f'linktype="page" id="{self.pages[name]}"'
        return f'href="{address(name, self.language)}"'

    def image(self, value: Value) -> Value:
        return {**value, "image": picture(value["file"]).pk}

    def accordion(self, value: Value) -> Value:
        items = [{**item, "text": self.text(item["text"])} for item in value["items"]]
        return {**value, "items": items}

    def table(self, value: Value) -> Value:
        return table_value(value["caption"], value["head"], value["rows"])

    def documents(self, value: Value) -> Value:
        files = [document(row["title"], row["file"]).pk for row in value["files"]]
        return {"heading": value["heading"], "documents": files}

    def people(self, value: Value) -> Value:
        people = [{**one, "portrait": str(one["portrait"])} for one in value["people"]]
        return {**value, "people": people}

    def call_to_action(self, value: Value) -> Value:
        if "page" in value:
            return {**value, "page": self.pages[value["page"]]}
        kind, _separator, name = value["url"].partition(":")
        url = address(name, self.language) if kind == "view" else value["url"]
        return {**value, "url": url}
