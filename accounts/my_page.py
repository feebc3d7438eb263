"""My page: each app adds its section; the page knows none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from accounts.models import User

type SectionContext = Callable[[HttpRequest], Mapping[str, object] | None]


@dataclass(frozen=True)
class Section:
    """A part of my page. `context` answers None when there is nothing for this person.

    The template draws what is under the heading, which the page draws itself. Besides
    what `context` gives, it has `request` and `section`. Sections of an order under 500
    stand in the wide column, the others beside it.

    What the person should do next is said in the context under `next_step`: a dict of
    `title`, `text`, `url`, `label`. The first section that has one is shown on top, as
    the page's one next step.
    """

    key: str
    order: int
    title: str | Promise
    template: str
    context: SectionContext

    @property
    def is_aside(self) -> bool:
        return self.order >= ASIDE


ASIDE = 500

_sections: dict[str, Section] = {}

type DetailsPage = Callable[[User], str | None]

_details_pages: list[DetailsPage] = []


def details_page(page: DetailsPage) -> None:
    """`page(user)` is where this person's details are changed, if not in the sign-in
    alone: a register knows more of its members."""
    _details_pages.append(page)


def details_page_of(user: User) -> str | None:
    return next((url for page in _details_pages if (url := page(user))), None)


def register(section: Section) -> None:
    _sections[section.key] = section


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: section.order)


@dataclass(frozen=True)
class Shown:
    """A section as this person sees it."""

    section: Section
    html: SafeString
    next_step: Mapping[str, object] | None


def shown_to(request: HttpRequest) -> list[Shown]:
    """The sections that have something for this person, in their order."""
    shown = []
    for section in sections():
        context = section.context(request)
        if context is None:
            continue
        values = {**context, "section": section}
        html = render_to_string(section.template, values, request)
        step = cast("Mapping[str, object] | None", context.get("next_step"))
        shown.append(Shown(section, html, step))
    return shown
