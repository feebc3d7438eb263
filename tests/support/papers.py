"""Reading a PDF as its readers do: the words, the tags, the page as a picture."""

from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import zxingcpp
from PIL import Image


def words_of(pdf: bytes) -> str:
    """The text in reading order, spaces as one."""
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def pages_of(pdf: bytes) -> list[Image.Image]:
    """Each page as it is printed, 300 dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=300 / 72).to_pil() for page in document]


def codes_on(pdf: bytes) -> set[str]:
    """What a phone reads off the paper."""
    found = [zxingcpp.read_barcodes(page) for page in pages_of(pdf)]
    return {code.text for page in found for code in page}


def catalog_of(pdf: bytes) -> Any:
    return pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]


def tags_of(pdf: bytes) -> list[Any]:
    """All elements of the structure tree, in reading order."""
    tags: list[Any] = []
    _walk(catalog_of(pdf)["/StructTreeRoot"], tags)
    return tags


def _walk(node: Any, tags: list[Any]) -> None:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            _walk(each, tags)
    elif isinstance(node, dict):
        if "/S" in node:
            tags.append(node)
        _walk(node.get("/K", []), tags)
