"""The demo's texts as Wagtail keeps them: links to pages, pictures and files by number."""

import re
from collections.abc import Iterable, Mapping
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

type PageNumbers = Mapping[str, int]


def picture(name: str) -> SiteImage:
    """One of the drawn pictures, stored when it is first asked for."""
    title = TITLES[name]
    known = SiteImage.objects.filter(title=title).first()
    if known is not None:
        return known
    file = ContentFile((PICTURES / f"{name}.webp").read_bytes(), name=f"{name}.webp")
    return SiteImage.objects.create(title=title, file=file)


def document(title: str, name: str) -> SiteDocument:
    known = SiteDocument.objects.filter(title=title).first()
    if known is not None:
        return known
    file = ContentFile(document_bytes(name), name=f"{name}.odt")
    return SiteDocument.objects.create(title=title, file=file)


def address(name: str, language: str) -> str:
    """The path of an address of ours that is no page, by the name texts use for it."""
    with translation.override(language):
        return reverse(VIEWS[name])


def body(blocks: Iterable[Block], pages: PageNumbers, language: str) -> str:
    """The blocks of a page in `language`; `pages` are those its links may lead to."""
    return raw(
        (block.kind, value_of(block, pages, language) or block.value)
        for block in blocks
    )


def value_of(block: Block, pages: PageNumbers, language: str) -> Any:
    """What Wagtail keeps for a block; None where that is the block's own value."""
    value = block.value
    match block.kind:
        case "text":
            return linked(value, pages, language)
        case "image":
            return {**value, "image": picture(value["file"]).pk}
        case "accordion":
            items = [
                {**item, "text": linked(item["text"], pages, language)}
                for item in value["items"]
            ]
            return {**value, "items": items}
        case "table":
            return table_value(value["caption"], value["head"], value["rows"])
        case "documents":
            files = [document(row["title"], row["file"]).pk for row in value["files"]]
            return {"heading": value["heading"], "documents": files}
        case "people":
            people = [
                {**one, "portrait": str(one["portrait"])} for one in value["people"]
            ]
            return {**value, "people": people}
        case "call_to_action":
            return target(value, pages, language)
    return None


def target(value: Mapping[str, Any], pages: PageNumbers, language: str) -> Any:
    if "page" in value:
        return {**value, "page": pages[value["page"]]}
    kind, _separator, name = value["url"].partition(":")
    url = address(name, language) if kind == "view" else value["url"]
    return {**value, "url": url}


def linked(html: str, pages: PageNumbers, language: str) -> str:
    """Links to pages as Wagtail writes them, those to addresses of ours as paths."""

    def link(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind == "page":
            return f'linktype="page" id="{pages[name]}"'
        return f'href="{address(name, language)}"'

    return LINK.sub(link, html)
