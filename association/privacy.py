"""Whoever is asked for consent can read first what becomes of what they write."""

from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from association.models import AssociationSettings
from association.pages import public_pages


def privacy_notice() -> Page | None:
    """In the reader's language, or in Finnish; a page that anybody can read."""
    chosen = AssociationSettings.current().privacy_notice_id
    if chosen is None:
        return None
    key = Page.objects.filter(pk=chosen).values("translation_key")
    language = (translation.get_language() or "fi")[:2]
    found = public_pages(timezone.now()).filter(
        translation_key__in=key, locale__language_code__in={language, "fi"}
    )
    by_language = {page.locale.language_code: page for page in found}
    return by_language.get(language) or by_language.get("fi")


def with_privacy_notice(words: object) -> SafeString:
    """A hint below a question for consent, and the link to the notice."""
    parts = [format_html("{}", words)] if words else []
    if notice := privacy_notice():
        parts.append(
            format_html(
                '<a href="{}" hreflang="{}">{}</a>',
                notice.get_url(),
                notice.locale.language_code,
                _("Read the privacy notice"),
            )
        )
    return format_html_join(" ", "{}", ((part,) for part in parts))
