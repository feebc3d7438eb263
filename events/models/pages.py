"""The words of events, a page per language. Time and place are the event's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.search import index

from association.addresses import absolute
from association.models import AssociationSettings
from association.pages import BodyPage, SitePage, is_preview
from events import listing, series_times
from events.blocks import MaterialsBlock, ProgrammeBlock, programme_parts
from events.models.event import Event
from events.models.occurrence import Occurrence
from events.structured_event import structured_event, structured_series

SHOWN = 12  # of the coming times of what repeats


class EventIndexPage(SitePage):
    """What is coming, and what has been. Events without a page are listed too."""

    template = "events/index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    query = ("p",)

    class Meta:
        verbose_name = _("events")
        verbose_name_plural = _("events")

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        occurrences = Occurrence.objects.published(now).with_pages()
        number = request.GET.get("p") if request else None
        coming = listing.with_places_left(occurrences.upcoming(now)[:SHOWN], at=now)
        context["coming"] = listing.rows(coming, [], request)
        context["past"] = listing.past(occurrences.past(now), number, request)
        return context

    def is_common(self, request: HttpRequest) -> bool:
        return series_times.is_common(request)


class EventPage(BodyPage):
    """What an event is about and how to come along."""

    template = "events/event_page.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    query = ("p",)

    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="pages",
        help_text=_("Its time and place are shown on the page."),
    )
    programme = StreamField(
        ProgrammeBlock(),
        verbose_name=_("programme"),
        blank=True,
        help_text=_("What happens when. The day is the event's own."),
    )
    materials = StreamField(
        MaterialsBlock(),
        verbose_name=_("materials and pictures"),
        blank=True,
        help_text=_("What is left of the event: documents, links and pictures."),
    )

    search_fields = [
        *BodyPage.search_fields,
        index.SearchField("programme"),
        index.SearchField("materials"),
    ]
    content_panels = [
        BodyPage.content_panels[0],
        FieldPanel("event"),
        HelpPanel(template="events/admin/to_event.html"),
        BodyPage.content_panels[1],
        FieldPanel("programme"),
        *BodyPage.content_panels[2:],
        FieldPanel("materials"),
    ]

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def clean(self) -> None:
        """An event has one page in a language, or its address would depend on luck."""
        super().clean()
        others = EventPage.objects.filter(event=self.event_id, locale=self.locale_id)
        if self.event_id and others.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"event": _("This event already has a page in this language.")}
            )

    def serve(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse | TemplateResponse:
        """The page of an event that only the admin shows is not there yet."""
        if not is_preview(request) and not self.is_shown_to(request):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def is_shown_to(self, request: HttpRequest) -> bool:
        now = timezone.now()
        if self.event.is_public(now):
            return True
        mine = Event.objects.visible_to(request.user, now)
        return mine.filter(pk=self.event_id).exists()

    def get_context(
        self, request: HttpRequest | None, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        shown = self.event.shown_occurrence(now)
        context["event"], context["occurrence"] = self.event, shown
        context["programme"] = programme_parts(self.programme)
        if shown is not None:
            context["is_over"] = shown.is_over(now)
            context["is_open"] = shown.takes_registrations_at(now)
        context["times"] = series_times.times(self.event, request, at=now)
        return context

    def is_common(self, request: HttpRequest) -> bool:
        return series_times.is_common(request)

    @property
    def pictures(self) -> list[Any]:
        """Those among the materials, which are shown larger."""
        return [part for part in self.materials if part.block_type == "image"]

    @property
    def papers(self) -> list[Any]:
        """Documents and links; a document that was deleted leaves nothing behind."""
        found = [part for part in self.materials if part.block_type != "image"]
        return [part for part in found if part.value]

    @property
    def has_no_step(self) -> bool:
        """Nothing in the body asks for the reader's next step."""
        return not any(is_next for _part, is_next in self.parts)

    def structured_data(self, request: HttpRequest | None) -> list[dict[str, Any]]:
        us = AssociationSettings.load(request)
        now = timezone.now()
        url = self.get_url(request) or "/"
        shown = self.event.shown_occurrence(now)
        if shown is None:
            return []
        if self.event.repeats:
            coming = self.event.occurrences.upcoming(now).select_related("event")
            on = timezone.localdate(now)
            data = structured_series(self.event, coming[:SHOWN], us, url=url, on=on)
        else:
            data = structured_event(shown, us, url=url)
        data["description"] = self.search_description or self.lead or data["name"]
        data["inLanguage"] = self.locale.language_code
        if self.social_image:
            rendition = self.social_image.get_rendition("fill-1200x630|format-jpeg")
            data["image"] = absolute(rendition.url)
        return [data]
