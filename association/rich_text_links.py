"""Links from text to pages of ours: one question for all the links of a text.

Wagtail's own asks anew for each link, in which language it is read and which sites
there are. A link leads to the reader's language where the page has it.
"""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


class PageLinks(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        numbers = [_number(attrs.get("id")) for attrs in attrs_list]
        known = Page.objects.select_related("locale").in_bulk(filter(None, numbers))
        return [
            f'<a href="{escape(address(known[number]))}">' if number in known else "<a>"
            for number in numbers
        ]


def _number(value: object) -> int:
    return int(str(value)) if str(value).isdecimal() else 0


def address(page: Page) -> str:
    language = (translation.get_language() or "fi")[:2]
    if page.locale.language_code != language:
        others = page.get_translations().live().select_related("locale")
        own = others.filter(locale__language_code=language).first()
        page = own or page
    _front_page, _slash, below = page.url_path.lstrip("/").partition("/")
    with translation.override(page.locale.language_code):
        return reverse("wagtail_serve", args=[below])
