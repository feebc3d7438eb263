"""What home itself adds to the front page: the news, and answers one tap away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from home import navigation
from home.models import NewsPage

ON_FRONT_PAGE = 4


@dataclass(frozen=True)
class Answer:
    icon: str
    title: str
    url: str


def news(request: HttpRequest, at: datetime) -> Mapping[str, object] | None:
    """The newest items of the language; in Finnish where it has none."""
    language = (translation.get_language() or "fi")[:2]
    items = list(_items(language))
    if not items:
        return None
    first = items[0].get_url(request) or ""
    # The address of an item is its list's and its own part.
    return {"news": items, "index": first.removesuffix(f"{items[0].slug}/")}


def _items(language: str) -> list[NewsPage]:
    found = NewsPage.objects.public_in(language)
    return list(found[:ON_FRONT_PAGE])


def quick_answers(request: HttpRequest) -> list[Answer]:
    """When, how much, how to pay, whom to reach: what people come for."""
    answers = [
        Answer("calendar", _("When do we meet?"), _address("events:calendar")),
        Answer("card", _("What does it cost?"), _address("membership:apply")),
        Answer("receipt", _("How do I pay?"), _address("payments:how")),
    ]
    contact = navigation.menus(request).contact
    if contact is not None:
        answers.append(Answer("talk", _("Whom do I reach now?"), contact.url))
    return [answer for answer in answers if answer.url]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
