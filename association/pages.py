"""What every page of ours has, whichever app it belongs to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction, Site
from wagtail.query import PageQuerySet
from wagtail.search import index

from association import page_cache, structured_data
from association.addresses import absolute
from association.blocks import BodyBlock
from association.models import SiteImage

type NotYet = Callable[[datetime], Q]

_not_yet: list[NotYet] = []


def not_yet_there(pages: NotYet) -> NotYet:
    """Register which published pages answer 404 all the same at a moment."""
    _not_yet.append(pages)
    return pages


def public_pages(at: datetime) -> "SitePageQuerySet":
    """Pages of every kind that anybody can read at that moment."""
    return SitePageQuerySet(Page).readable(at).filter(depth__gt=1)


class SitePageQuerySet(PageQuerySet):  # type: ignore[type-arg]
    def open_to_all(self) -> Self:
        """As Wagtail's `public`, which asks for all restrictions first: for what is
        drawn on every page, the question is part of the query."""
        path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        above = PageViewRestriction.objects.annotate(below=path)
        closed = above.filter(below__startswith=F("page__path"))
        found: Self = self.exclude(Exists(closed))
        return found

    def alone(self) -> Self:
        """Without what the manager brings along."""
        found: Self = self.select_related(None)  # type: ignore[arg-type]
        return found

    def readable(self, at: datetime) -> Self:
        """What anybody can read at that moment. Titles and addresses of other pages
        are told to nobody: not in menus, searches, site maps or language links."""
        found: Self = self.live().open_to_all()
        for pages in _not_yet:
            found = found.exclude(pages(at))
        return found

    def only(self, *fields: Any) -> Self:
        """Whoever names fields wants nothing else."""
        return super(SitePageQuerySet, self.alone()).only(*fields)

    def select_for_update(self, *args: Any, **options: Any) -> Self:
        """PostgreSQL locks no rows that may be missing."""
        return super(SitePageQuerySet, self.alone()).select_for_update(*args, **options)


class SitePageManager(PageManager.from_queryset(SitePageQuerySet)):  # type: ignore[misc]
    """A page comes with its language and picture, which each drawing of it asks for."""

    with_it: tuple[str, ...] = ("locale", "social_image")

    def get_queryset(self) -> SitePageQuerySet:
        found: SitePageQuerySet = super().get_queryset().select_related(*self.with_it)
        return found


class SitePage(Page):
    """A page with a lead, a description for search engines and a picture for sharing.

    The context has `alternates` (this page in each language it exists in, with
    `x-default`), `crumbs` and `structured_data`. A page that draws a form sets
    `is_shared = False` (decision 3).
    """

    is_shared: ClassVar[bool] = True
    # The query parameters the page's look depends on.
    query: ClassVar[tuple[str, ...]] = ()

    lead = models.TextField(
        _("lead"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what the page is about."),
    )
    social_image = models.ForeignKey(
        SiteImage,
        verbose_name=_("picture for sharing"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown beside the link in social media, and in lists."),
    )

    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
            ],
            heading=_("For search engines and sharing"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("In the menus")),
    ]
    show_in_menus_default = False

    objects: ClassVar[Any] = SitePageManager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        crumbs = self.crumbs(request)
        context["crumbs"] = crumbs
        context["alternates"] = self.alternates(request)
        context["structured_data"] = [
            structured_data.breadcrumbs(crumbs),
            *self.structured_data(request),
        ]
        return context

    def serve(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse | TemplateResponse:
        language = self.locale.language_code
        if translation.get_language() != language and not is_preview(request):
            # Wagtail answers a language without pages by the Finnish ones.
            return redirect(self.get_url(request) or "/")
        roots = page_cache.remembered(request, "roots", Site.get_site_root_paths)
        request._wagtail_cached_site_root_paths = roots  # type: ignore[attr-defined]  # noqa: SLF001
        response: HttpResponse = super().serve(request, *args, **kwargs)
        if self.is_shared and self.is_common(request) and not is_preview(request):
            page_cache.share(response, query=self.query)
        return response

    def is_common(self, request: HttpRequest) -> bool:
        """Whether many ask for it just so; the page cache keeps nothing else. A page
        with a `query` says here which values there are."""
        return True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail's, in one query: the paths of the pages above begin ours."""
        lengths = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:length] for length in lengths]
        its_own = Q(page__path__in=paths, page__alias_of=None)
        of_its_source = Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(its_own | of_its_source).distinct()

    def crumbs(self, request: HttpRequest | None) -> list[tuple[str, str]]:
        """The pages above this one, then itself; empty on the front page."""
        if self.depth <= 2:
            return []
        above = self.get_ancestors().filter(depth__gt=1, live=True)
        pages = [*above.only("title", "url_path", "depth", "locale"), self]
        return [
            (str(_("Front page")) if page.depth == 2 else page.title,
             page.get_url(request) or "")
            for page in pages
        ]  # fmt: skip

    def alternates(self, request: HttpRequest | None) -> dict[str, str]:
        """{language: path} of this page and its public translations."""
        found = {self.locale.language_code: self.get_url(request) or ""}
        same = public_pages(timezone.now()).filter(translation_key=self.translation_key)
        for page in same.exclude(pk=self.pk).select_related("locale"):
            found[page.locale.language_code] = page.get_url(request) or ""
        if len(found) == 1:
            return found
        return {**found, "x-default": found.get("fi") or next(iter(found.values()))}

    def structured_data(self, request: HttpRequest | None) -> list[dict[str, Any]]:
        """More of schema.org than the breadcrumbs; a kind of page adds its own."""
        return []

    def get_sitemap_urls(
        self, request: HttpRequest | None = None
    ) -> list[dict[str, Any]]:
        path = self.get_url(request) or ""
        return [{"location": absolute(path), "lastmod": self.latest_public_change()}]

    def latest_public_change(self) -> Any:
        return self.last_published_at or self.first_published_at


class BodyPage(SitePage):
    """A page whose body is built of blocks."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    content_panels = [*SitePage.content_panels, FieldPanel("body")]

    class Meta:
        abstract = True

    @property
    def parts(self) -> list[tuple[Any, bool]]:
        """The blocks; True beside the one that is the page's next step, the last."""
        steps = [part.id for part in self.body if part.block_type == "call_to_action"]
        last = steps[-1] if steps else None
        return [(part, part.id == last) for part in self.body]


def is_preview(request: HttpRequest | None) -> bool:
    return bool(getattr(request, "is_preview", False))
