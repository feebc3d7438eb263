"""Links to pages within texts, found with as few questions as one link needs.

Wagtail's own handler asks for each link which language is read and where the sites
begin; a page of ours has many links.
"""

from typing import Any

from django.utils import translation
from django.utils.html import escape
from wagtail.models import Page, Site
from wagtail.rich_text.pages import PageLinkHandler as WagtailPageLinkHandler


class PageLinkHandler(WagtailPageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        wanted = [attrs.get("id") for attrs in attrs_list]
        found = Page.objects.filter(pk__in=wanted).select_related("locale")
        pages = {str(page.pk): page for page in found}
        roots = Site.get_site_root_paths()
        return [link(pages.get(str(number)), roots) for number in wanted]


def link(page: Page | None, roots: list[Any]) -> str:
    """To the page in the language that is read, if it is there in that."""
    if page is None:
        return "<a>"
    if page.locale.language_code != translation.get_language():
        page = page.localized
    page._wagtail_cached_site_root_paths = roots  # type: ignore[attr-defined]  # noqa: SLF001
    return f'<a href="{escape(page.url)}">'
