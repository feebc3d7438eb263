from datetime import date
from typing import Any, ClassVar, Self

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from association.addresses import absolute
from association.models import AssociationSettings
from association.pages import (
    BodyPage,
    SitePage,
    SitePageManager,
    SitePageQuerySet,
)
from association.structured_data import CONTEXT

PER_PAGE = 12
MORE = 3
PICTURE = "fill-1200x630|format-jpeg"


def today() -> date:
    return timezone.localdate()


class NewsQuerySet(SitePageQuerySet):
    def public_in(self, language: str) -> Self:
        """What anybody may read in that language, the newest first."""
        found: Self = self.live().filter(locale__language_code=language)
        return found.open_to_all().newest_first()

    def newest_first(self) -> Self:
        ordered: Self = self.select_related("locale", "social_image").order_by(
            "-date", "-pk"
        )
        return ordered


class NewsManager(SitePageManager.from_queryset(NewsQuerySet)):  # type: ignore[misc]
    pass


class NewsIndexPage(SitePage):
    """All news of a language, the newest first."""

    template = "home/news_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1
    query = ("p",)

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.child_of(self).live().open_to_all().newest_first()
        number = request.GET.get("p") if request else 1
        context["news"] = Paginator(news, PER_PAGE).get_page(number)
        return context


class NewsPage(BodyPage):
    template = "home/news.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []

    date = models.DateField(_("date"), default=today)

    objects: ClassVar[Any] = NewsManager()  # type: ignore[misc]

    content_panels = [
        BodyPage.content_panels[0],
        FieldPanel("date"),
        *BodyPage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        siblings = NewsPage.objects.sibling_of(self, inclusive=False).live()
        context["more_news"] = siblings.open_to_all().newest_first()[:MORE]
        return context

    def structured_data(self, request: HttpRequest | None) -> list[dict[str, Any]]:
        us = AssociationSettings.load(request)
        publisher = {"@type": "Organization", "name": us.name, "url": absolute("/")}
        data: dict[str, Any] = {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.search_description or self.lead,
            "datePublished": self.date.isoformat(),
            "inLanguage": self.locale.language_code,
            "mainEntityOfPage": absolute(self.get_url(request) or "/"),
            "author": publisher,
            "publisher": publisher,
        }
        if self.last_published_at:
            changed = timezone.localtime(self.last_published_at)
            data["dateModified"] = changed.isoformat(timespec="seconds")
        if self.social_image:
            data["image"] = absolute(self.social_image.get_rendition(PICTURE).url)
        return [data]
