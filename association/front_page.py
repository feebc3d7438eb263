"""The front page: each app adds its part; the page knows none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

type PartContext = Callable[[HttpRequest, datetime], Mapping[str, object] | None]


@dataclass(frozen=True)
class Part:
    """A section of the front page. `context(request, at)` answers None to hide it.

    What `closes` stands below the editors' own words, next to the footer.
    """

    key: str
    order: int
    template: str
    context: PartContext
    closes: bool = False


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.key] = part


def parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda part: part.order)
