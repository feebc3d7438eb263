from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from association import front_page, structured_data
from association.models import AssociationSettings
from association.pages import BodyPage, public_pages


class HomePage(BodyPage):
    """The front page of a language. What is on it comes from the apps (front_page)."""

    template = "home/front.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.ContentPage",
        "home.PracticeIndexPage",
        "home.NewsIndexPage",
        "home.ContactPage",
        "events.EventIndexPage",
    ]
    max_count = 1  # translations are copies of it, which Wagtail does not count
    show_in_menus_default = False

    next_label = models.CharField(
        gettext_lazy("words of the button"), max_length=50, blank=True
    )
    next_page = models.ForeignKey(
        Page,
        verbose_name=gettext_lazy("where the button leads"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The mentors' page, unless you choose another."),
    )
    how_page = models.ForeignKey(
        Page,
        verbose_name=gettext_lazy("second link"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("For who wants to read first, by that page's title."),
    )
    people_heading = models.CharField(
        gettext_lazy("heading above the mentors"), max_length=100, blank=True
    )
    people_text = models.TextField(
        gettext_lazy("text beside it"), max_length=500, blank=True
    )

    content_panels = [
        *BodyPage.content_panels[:-1],
        MultiFieldPanel(
            [
                FieldPanel("next_label"),
                PageChooserPanel("next_page"),
                PageChooserPanel("how_page"),
            ],
            heading=gettext_lazy("The next step"),
        ),
        MultiFieldPanel(
            [FieldPanel("people_heading"), FieldPanel("people_text")],
            heading=gettext_lazy("Mentors"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = gettext_lazy("front page")
        verbose_name_plural = gettext_lazy("front pages")

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["front_parts"] = self.front_parts(request) if request else []
        chosen = self.chosen_pages()
        context["next_step"] = self.next_step(request, chosen.get(self.next_page_id))
        context["how_page"] = chosen.get(self.how_page_id)
        return context

    def front_parts(self, request: HttpRequest) -> list[dict[str, Any]]:
        """What the apps show here now: a template, and its context with this page."""
        now = timezone.now()
        parts = [(part, part.context(request, now)) for part in front_page.parts()]
        return [
            {
                "template": part.template,
                "context": {"page": self, **context},
                "closes": part.closes,
            }
            for part, context in parts
            if context is not None
        ]

    def chosen_pages(self) -> dict[int | None, Page]:
        """{key: page} of those the links lead to, as far as anybody can read them."""
        keys = {self.next_page_id, self.how_page_id} - {None}
        pages = public_pages(timezone.now()).select_related("locale")
        return {**pages.in_bulk(keys)} if keys else {}

    def next_step(
        self, request: HttpRequest | None, page: Page | None
    ) -> dict[str, str]:
        """Where the lit button leads, and what it says."""
        if page is not None:
            url = page.get_url(request) or ""
            return {"url": url, "label": self.next_label or page.title}
        url = reverse("mentoring:directory")
        return {"url": url, "label": self.next_label or _("Find a mentor")}

    def structured_data(self, request: HttpRequest | None) -> list[dict[str, Any]]:
        return [structured_data.organization(AssociationSettings.load(request))]
