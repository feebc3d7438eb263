"""Notices at the top of every page: whoever has one to show registers a function.

Pages of the whole site know nothing of holidays; the app that does registers itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from django.http import HttpRequest


class Notice(TypedDict):
    """A template and what it needs."""

    template: str
    context: dict[str, object]


type NoticeFinder = Callable[[HttpRequest, datetime], Notice | None]

_finders: list[NoticeFinder] = []


def register(finder: NoticeFinder) -> NoticeFinder:
    """`finder(request, at)` gives the notice to show at that moment, or None."""
    _finders.append(finder)
    return finder


def notices(request: HttpRequest, at: datetime) -> list[Notice]:
    """The notices to show on this page now, in the order they were registered."""
    found = (finder(request, at) for finder in _finders)
    return [notice for notice in found if notice is not None]
