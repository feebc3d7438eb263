"""What templates of the whole site need of its pages: `{% load site_pages %}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from association import structured_data
from association.language_links import LanguageLink
from association.models import AssociationSettings
from home import front, navigation

register = template.Library()

SOCIAL = "fill-1200x630|format-jpeg"


def _request(context: Context) -> HttpRequest | None:
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag
def structured(data: Mapping[str, Any]) -> SafeString:
    """A data block of schema.org."""
    return structured_data.script(data)


@register.simple_tag(takes_context=True)
def front_part(context: Context, part: Mapping[str, Any]) -> SafeString:
    """A part of the front page, drawn by its app's template."""
    request = _request(context)
    return mark_safe(render_to_string(part["template"], part["context"], request))


@register.simple_tag(takes_context=True)
def social_image(context: Context, page: Page) -> object | None:
    """The rendition shown beside a link: the page's own, or the association's."""
    us = AssociationSettings.load(_request(context))
    image = getattr(page, "social_image", None) or us.social_image
    return image.get_rendition(SOCIAL) if image else None


@register.simple_tag
def news_feed() -> str:
    return reverse("home:news_feed")


@register.simple_tag(takes_context=True)
def news_feed_link(context: Context) -> SafeString:
    title = AssociationSettings.load(_request(context)).name
    return format_html(
        '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">',
        title,
        news_feed(),
    )


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[navigation.Link]:
    request = _request(context)
    return navigation.menus(request).main if request else []


@register.simple_tag(takes_context=True)
def footer_columns(context: Context) -> list[dict[str, object]]:
    request = _request(context)
    return navigation.footer(request) if request else []


@register.simple_tag(takes_context=True)
def footer_end(context: Context) -> list[navigation.Link]:
    request = _request(context)
    return navigation.menus(request).footer_end if request else []


@register.simple_tag(takes_context=True)
def contact_link(context: Context) -> navigation.Link | None:
    request = _request(context)
    return navigation.menus(request).contact if request else None


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> list[LanguageLink]:
    request = _request(context)
    if request is None:
        return []
    page = context.get("page")
    return navigation.language_switch(
        request,
        page if isinstance(page, Page) else None,
        context.get("alternates") or {},
    )


@register.simple_tag(takes_context=True)
def quick_answers(context: Context) -> list[front.Answer]:
    request = _request(context)
    return front.quick_answers(request) if request else []
