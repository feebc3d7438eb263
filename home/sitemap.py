"""What is on the site, for search engines: each place in each of its languages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from wagtail.models import Page

from association import navigation
from association.addresses import absolute
from association.pages import public_pages
from mentoring.models import Mentor


@dataclass(frozen=True)
class Place:
    """One address, with the addresses of the same in all its languages."""

    address: str
    alternates: dict[str, str]
    changed_on: date | None = None


def places(request: HttpRequest) -> list[Place]:
    today = timezone.localdate()
    views: list[tuple[str, tuple[object, ...]]] = [
        (item.url_name, ()) for item in navigation.items()
    ]
    views.append(("events:holidays", ()))
    mentors = Mentor.objects.shown(today).in_order().values_list("slug", flat=True)
    views += [("mentoring:mentor", (slug,)) for slug in mentors]
    return [*_pages(request), *_views(views)]


def _pages(request: HttpRequest) -> Iterable[Place]:
    """Public pages; those of one key are one page in several languages."""
    pages = public_pages(timezone.now()).select_related("locale")
    versions: dict[object, dict[str, Page]] = defaultdict(dict)
    for page in pages.order_by("path"):
        versions[page.translation_key][page.locale.language_code] = page
    for pages_of in versions.values():
        addresses = {
            code: absolute(page.get_url(request) or "/")
            for code, page in pages_of.items()
        }
        for code, page in pages_of.items():
            changed = page.last_published_at or page.first_published_at
            on = timezone.localdate(changed) if changed else None
            yield Place(addresses[code], addresses, on)


def _views(views: Iterable[tuple[str, tuple[object, ...]]]) -> Iterable[Place]:
    for name, arguments in views:
        addresses = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                try:
                    addresses[code] = absolute(reverse(name, args=arguments))
                except NoReverseMatch:
                    break
        for address in addresses.values():
            yield Place(address, addresses)
