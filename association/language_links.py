"""Where a page is in the other languages."""

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import translate_url
from django.utils import translation

NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}


class LanguageLink(NamedTuple):
    code: str
    name: str
    url: str
    is_current: bool


def links_from(path: str, known: Mapping[str, str]) -> list[LanguageLink]:
    """This page in each language.

    `known` holds what the page itself says ({code: path}); otherwise the address is
    translated, and when it cannot be, that language's front page is offered.
    """
    current = translation.get_language()
    return [
        LanguageLink(code, name, known.get(code) or _in(code, path), code == current)
        for code, name in NAMES.items()
    ]


def _in(code: str, path: str) -> str:
    url = translate_url(path, code)
    if url != path or code == translation.get_language():
        return url
    return "/" if code == "fi" else f"/{code}/"
