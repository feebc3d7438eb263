"""The menu, the footer and the language switch, in the language of the request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from association import navigation
from association.language_links import NAMES, LanguageLink
from association.page_cache import remembered
from association.pages import public_pages

FIRST, STEP = 10, 20  # pages stand at 10, 30, 50 …, among the apps' links


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    current: str = ""  # the value of aria-current
    language: str = ""  # where it is not the page's own


@dataclass
class Menus:
    main: list[Link] = field(default_factory=list)
    only_finnish: list[Link] = field(default_factory=list)
    footer_end: list[Link] = field(default_factory=list)
    contact: Link | None = None


def menus(request: HttpRequest) -> Menus:
    """Asked of the database once a request."""
    known: Menus | None = getattr(request, "_menus", None)
    if known is None:
        known = _build(request)
        request._menus = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def _build(request: HttpRequest) -> Menus:
    language = (translation.get_language() or "fi")[:2]
    found = Menus()
    ordered: list[tuple[int, Link]] = []
    pages = remembered(request, f"menus-{language}", lambda: _pages(language))
    own = [page for page in pages if page.locale.language_code == language]
    translated = {page.translation_key for page in own}
    for page in pages:
        is_own = page.locale.language_code == language
        link = _link(page, request, "" if is_own else page.locale.language_code)
        if not is_own:
            if page.translation_key not in translated and page.show_in_menus:
                found.only_finnish.append(link)
            continue
        if page.show_in_menus:
            ordered.append((FIRST + STEP * len(ordered), link))
        if page.in_footer:
            found.footer_end.append(link)
        if page.is_contact:
            found.contact = link
    ordered += _app_links(request)
    found.main = [link for _order, link in sorted(ordered, key=lambda one: one[0])]
    return found


def _pages(language: str) -> list[Any]:
    """Public pages of this language, and of Finnish, that stand in some menu."""
    in_a_menu = (
        Q(show_in_menus=True)
        | Q(contentpage__show_in_footer=True)
        | Q(contactpage__isnull=False)
    )
    pages = public_pages(timezone.now()).filter(in_a_menu, depth__gt=2)
    pages = pages.filter(locale__language_code__in={language, "fi"})
    pages = pages.select_related("locale", "contentpage", "contactpage")
    found = list(pages.order_by("path"))
    for page in found:
        content = getattr(page, "contentpage", None)
        page.in_footer = content is not None and content.show_in_footer
        page.is_contact = getattr(page, "contactpage", None) is not None
    return found


def _link(page: Page, request: HttpRequest, language: str) -> Link:
    url = page.get_url(request) or ""
    return Link(page.title, url, current(request.path, url), language)


def _app_links(request: HttpRequest) -> list[tuple[int, Link]]:
    found = []
    for item in navigation.items():
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:  # an app whose pages are not in this site's addresses
            continue
        link = Link(str(item.title), url, current(request.path, url))
        found.append((item.order, link))
    return found


def current(path: str, url: str) -> str:
    """What `aria-current` says of a link on the page at `path`."""
    if path == url:
        return "page"
    return "true" if url.count("/") > 1 and path.startswith(url) else ""


def language_switch(
    request: HttpRequest, page: Page | None, alternates: Mapping[str, str]
) -> list[LanguageLink]:
    """This page in each language; where there is none, a page that offers this one."""
    now = (translation.get_language() or "fi")[:2]
    links = []
    for code, name in NAMES.items():
        url = alternates.get(code) or _elsewhere(request, page, code)
        links.append(LanguageLink(code, name, url, code == now))
    return links


def _elsewhere(request: HttpRequest, page: Page | None, code: str) -> str:
    with translation.override(code):
        front = reverse("wagtail_serve", args=[""])
        if page is not None and page.pk:
            return reverse("home:other_language", args=[page.pk])
    match = request.resolver_match
    if match is None or match.url_name == "wagtail_serve":
        return front  # of a page that does not exist
    url = translate_url(request.get_full_path(), code)
    is_same = url == request.get_full_path()
    return front if is_same and code != translation.get_language() else url


def footer(request: HttpRequest) -> list[dict[str, object]]:
    """The columns of the footer: {title, links}."""
    found = menus(request)
    columns: list[dict[str, object]] = [{"title": _("Site"), "links": found.main}]
    mine = [Link(_("My page"), reverse("accounts:my_page"))]
    mine.append(Link(_("Search the site"), reverse("home:search")))
    columns.append({"title": _("Tools"), "links": mine})
    if found.only_finnish:
        columns.append({"title": _("In Finnish"), "links": found.only_finnish})
    return columns
