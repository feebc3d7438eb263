"""My page: each app adds its section; the page knows none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

type SectionContext = Callable[[HttpRequest], Mapping[str, object] | None]


@dataclass(frozen=True)
class Section:
    """A part of my page. `context` answers None when there is nothing for this person."""

    key: str
    order: int
    title: str
    template: str
    context: SectionContext


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    _sections[section.key] = section


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: section.order)
