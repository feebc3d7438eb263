from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from association.pages import BodyPage, SitePage

PER_PAGE = 20


class PracticeIndexPage(SitePage):
    """The working practices that others may borrow."""

    template = "home/practices.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.PracticePage"]
    max_count_per_parent = 1
    query = ("p",)

    class Meta:
        verbose_name = _("working practices")
        verbose_name_plural = _("working practices")

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        practices = PracticePage.objects.child_of(self).live().open_to_all()
        pages = Paginator(practices.order_by("-first_published_at", "pk"), PER_PAGE)
        number = request.GET.get("p") if request else 1
        context["practices"] = pages.get_page(number)
        return context


class PracticePage(BodyPage):
    """A way of working: what, for whom, how it went, whom to ask."""

    template = "home/practice.html"
    parent_page_types = ["home.PracticeIndexPage"]
    subpage_types: list[str] = []

    what = models.TextField(_("what is done"), max_length=500)
    for_whom = models.TextField(_("for whom it is"), max_length=500)
    how_it_went = models.TextField(
        _("how it went"), max_length=500, help_text=_("Also what did not work.")
    )
    whom_to_ask = models.CharField(
        _("whom to ask"),
        max_length=200,
        help_text=_("Name and place. Ask the person first."),
    )

    search_fields = [
        *BodyPage.search_fields,
        index.SearchField("what"),
        index.SearchField("for_whom"),
        index.SearchField("how_it_went"),
        index.SearchField("whom_to_ask"),
    ]
    content_panels = [
        *BodyPage.content_panels[:-1],
        MultiFieldPanel(
            [
                FieldPanel("what"),
                FieldPanel("for_whom"),
                FieldPanel("how_it_went"),
                FieldPanel("whom_to_ask"),
            ],
            heading=_("In short"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("working practice")
        verbose_name_plural = _("working practices")
