"""The occurrences of an event in the admin: their list, and what is done to one."""

from datetime import datetime
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import EditView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User
from association import formats
from association.forms import Form
from events import cancelling, copying, recurring, rule_words, single_days
from events.admin_views import CancelView, OneEventView
from events.forms import CancelForm
from events.models import Event, Occurrence
from events.occurrence_form import DayForm, OccurrenceForm
from events.plans import Plan
from events.preview_views import EventEditView, PreviewedMixin

PER_PAGE = 50
KEEPERS = ModelPermissionPolicy(Event)  # of occurrences as of their events


class OccurrencesView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """When an event is held: what is coming, or what has been."""

    model = Event
    permission_required = "change"
    header_icon = "calendar"
    page_title = _("Times")  # type: ignore[assignment]
    template_name = "events/admin/occurrences.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.event = get_object_or_404(Event.objects.whole(), pk=kwargs["pk"])
        self.is_past = request.GET.get("time") == "past"

    def get_page_subtitle(self) -> str:
        return self.event.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("event:index"), "label": _("Events")},
            {
                "url": reverse("event:edit", args=[self.event.pk]),
                "label": self.event.name,
            },
            {"url": "", "label": self.page_title, "sublabel": self.event.name},
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        links = [
            (_("Add a day"), "event:add_day", "plus", 10),
            (_("Cancel all that is coming"), "event:cancel_coming", "cross", 20),
        ]
        return [
            Button(
                str(label),
                url=reverse(name, args=[self.event.pk]),
                icon_name=icon,
                priority=order,
            )
            for label, name, icon, order in links
        ]

    def occurrences(self, at: datetime) -> Page[Occurrence]:
        own = Q(event=self.event) | Q(event__goes_on_as=self.event)
        rows = Occurrence.objects.filter(own).select_related("event")
        rows = rows.upcoming(at) if not self.is_past else rows.over(at)
        return Paginator(rows.with_counts(), PER_PAGE).get_page(
            self.request.GET.get("p")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        found = self.occurrences(now)
        return {
            **super().get_context_data(**kwargs),
            "event": self.event,
            "words": rule_words.in_words(self.event),
            "is_past": self.is_past,
            "page": found,
            "rows": [self.row(one, now) for one in found],
        }

    def row(self, one: Any, now: datetime) -> dict[str, Any]:
        has_begun = one.starts_at <= now
        return {
            "occurrence": one,
            "when": formats.span(one.starts_at, one.ends_at),
            "planned": planned(one) if one.is_moved else "",
            "has_own_name": one.name_fi != self.event.name_fi,
            "come": one.come,
            "can_change": not has_begun,
            "can_go_out": not has_begun and not one.ever,
            "can_split": not has_begun
            and self.event.repeats
            and one.event_id == self.event.pk,
            "is_over": one.is_over(now),
        }


def planned(occurrence: Occurrence) -> str:
    """When it would be, had it not been moved."""
    return formats.moment(occurrence.planned_start)


class OccurrenceEditView(PreviewedMixin, EditView):  # type: ignore[misc]
    """Changes one alone; those who come are told."""

    object: Occurrence
    model = Occurrence
    permission_policy = KEEPERS
    permission_required = "change"
    header_icon = "calendar"
    template_name = "wagtailadmin/generic/edit.html"
    edit_url_name = "event:occurrence"
    index_url_name = "event:index"
    success_message = _("Saved.")  # type: ignore[assignment]
    panel = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("start_day"), FieldPanel("start_time")]),
                    FieldRowPanel([FieldPanel("end_day"), FieldPanel("end_time")]),
                ],
                heading=_("When, in Finnish time"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("moved_why_fi"),
                    FieldRowPanel(
                        [FieldPanel("moved_why_sv"), FieldPanel("moved_why_en")]
                    ),
                ],
                heading=_("If you move it"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("name_fi"),
                    FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
                ],
                heading=_("What"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("place"), FieldPanel("address")]),
                    FieldPanel("map_link"),
                    FieldPanel("is_remote"),
                    FieldPanel("remote_link"),
                ],
                heading=_("Where"),
            ),
            FieldPanel("capacity"),
        ],
        base_form_class=OccurrenceForm,
    ).bind_to_model(Occurrence)

    def get_queryset(self) -> Any:
        return Occurrence.objects.select_related("event")

    def plan(self, event: Any) -> Plan:
        row = Occurrence.objects.select_related("event").get(pk=event.pk)
        return single_days.plan_of(row, self.form.values, at=timezone.now())

    def saving(self, why: Any) -> dict[str, Any]:
        return {"shown": self.request.POST.get("plan")}

    def words(self, event: Any) -> str:
        return ""

    def get_success_url(self) -> str:
        return times_of(self.object)


def times_of(occurrence: Occurrence) -> str:
    event = occurrence.event
    return reverse("event:occurrences", args=[event.goes_on_as_id or event.pk])


class FollowingView(EventEditView):
    """Changes an occurrence and all after it: the series is split there."""

    object: Event

    def get_object(self, queryset: Any = None) -> Event:
        coming = Occurrence.objects.not_begun(timezone.now()).select_related("event")
        found = coming.filter(event__goes_on_as=None)
        self.occurrence = get_object_or_404(found, pk=self.object_pk)
        event = self.occurrence.event
        self.since = self.occurrence.original_day
        recurring.start_on(event, self.since)
        return event

    def get_edit_url(self) -> str:
        return reverse("event:following", args=[self.occurrence.pk])

    def get_page_subtitle(self) -> str:
        day = formats.day(self.occurrence.original_day)
        return str(_("%(name)s from %(day)s on")) % {
            "name": self.object.name,
            "day": day,
        }


class OccurrenceCancelView(CancelView):
    """Says first how many are told."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        come = self.occurrence.registrations.live().count()
        return {**super().get_context_data(**kwargs), "told": told(come)}


def told(count: int) -> str:
    if not count:
        return str(_("Nobody is mailed because of this."))
    sentence = ngettext(
        "%(count)d person is told of this by mail.",
        "%(count)d people are told of this by mail.",
        count,
    )
    return sentence % {"count": count}


class TakeOutView(OneEventView):
    form_class = Form
    page_title = _("Take out")  # type: ignore[assignment]
    button = _("Take this day out")
    done = _("The day is taken out.")
    explanation = _(
        "The day leaves the site and the calendars without a word, as if it had never "
        "been there. When somebody has signed up, cancel it with the reason instead."
    )

    def get_success_url(self) -> str:
        return times_of(self.occurrence)

    def act(self, words: dict[str, str]) -> None:
        single_days.take_out(self.occurrence, at=timezone.now())


class WholeEventView(OneEventView):
    """Something done to an event and not to one of its times."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super(OneEventView, self).setup(request, *args, **kwargs)
        self.event = get_object_or_404(Event.objects.whole(), pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.event.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("event:index"), "label": _("Events")},
            {"url": self.get_success_url(), "label": self.event.name},
            {"url": "", "label": self.page_title, "sublabel": self.event.name},
        ]

    def get_success_url(self) -> str:
        return reverse("event:occurrences", args=[self.event.pk])


class AddDayView(WholeEventView):
    form_class = DayForm
    page_title = _("Add a day")  # type: ignore[assignment]
    button = _("Add the day")
    done = _("The day is in the calendar.")
    explanation = _("One more time, besides those that the event has by its rule.")

    def act(self, words: dict[str, Any]) -> None:
        single_days.add(self.event, words["day"], at=timezone.now())


class CopyView(WholeEventView):
    permission_required = "add"
    form_class = DayForm
    page_title = _("Copy for the next time")  # type: ignore[assignment]
    button = _("Make the copy")
    done = _("The copy is a draft: check it and say from when it is public.")
    explanation = _(
        "A new event with the same facts and questions, and drafts of its pages. "
        "Nobody is signed up for it, and nobody sees it before you publish it."
    )

    def get_initial(self) -> dict[str, Any]:
        return {"day": copying.a_year_on(self.event.start_day)}

    def act(self, words: dict[str, Any]) -> None:
        self.event = copying.copy_event(
            self.event,
            words["day"],
            at=timezone.now(),
            user=cast("User", self.request.user),
        )

    def get_success_url(self) -> str:
        return reverse("event:edit", args=[self.event.pk])


class CancelComingView(WholeEventView):
    form_class = CancelForm
    page_title = _("Cancel all that is coming")  # type: ignore[assignment]
    button = _("Cancel all that is coming")
    done = _("All that was coming is cancelled.")
    explanation = _(
        "Every time that has not begun stays on the site as cancelled, with the "
        "reason, and those who would have come are mailed. No more are added."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        coming = self.event.occurrences.not_begun(now).filter(cancelled_at=None)
        rows = list(coming.in_order().with_counts())
        times = ngettext(
            "%(count)d time is cancelled.",
            "%(count)d times are cancelled.",
            len(rows),
        ) % {"count": len(rows)}
        come = sum(row.come for row in rows)
        return {
            **super().get_context_data(**kwargs),
            "told": f"{times} {told(come)}",
            "days": [
                (formats.span(row.starts_at, row.ends_at), row.come) for row in rows
            ],
        }

    def act(self, words: dict[str, str]) -> None:
        cancelling.cancel_coming(self.event, words, at=timezone.now())
