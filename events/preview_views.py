"""An event is saved by a second POST, once its editor has seen what that does."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, EditView

from association import formats
from events import places, recurring, rule_words, scheduling
from events.admin_views import event_buttons
from events.forms import CancelForm
from events.models import Event, Occurrence
from events.plans import Plan
from events.scheduling import SchedulingError

SHOWN, BACK, WHY = "plan", "back-to-editing", "why"
OURS = ("csrfmiddlewaretoken", SHOWN, BACK)
MOST_DAYS = 40


class PreviewedMixin:
    """For the views that create and edit an event.

    Where no date, time or place becomes another, there is nothing to see first.
    """

    preview_template = "events/admin/preview.html"
    since: date | None = None  # of what comes from that day on

    def form_valid(self: Any, form: Any) -> HttpResponse:
        self.form = form
        data = self.request.POST
        answer: HttpResponse
        try:
            plan = self.plan(form.instance)
        except SchedulingError as error:
            form.add_error(None, str(error))
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
            return answer
        if BACK in data:
            answer = self.render_to_response(self.get_context_data(form=form))
        elif SHOWN not in data and not plan.is_quiet:
            answer = self.preview(plan)
        else:
            answer = self.carry_out(form, plan)
        return answer

    def plan(self: Any, event: Any) -> Plan:
        stored = Event.objects.filter(pk=event.pk).first() if event.pk else None
        return scheduling.plan_of(event, stored, at=timezone.now(), since=self.since)

    def carry_out(self: Any, form: Any, plan: Plan) -> HttpResponse:
        answer: HttpResponse
        why = CancelForm(self.request.POST, prefix=WHY)
        if plan.to_cancel and not why.is_valid():
            answer = self.preview(plan, why=why)
            return answer
        form.saving = self.saving(why.cleaned_data if plan.to_cancel else None)
        try:
            answer = super().form_valid(form)  # type: ignore[misc]
        except SchedulingError as error:
            plan = self.plan(form.instance)
            answer = self.preview(plan, why=why, wrong=str(error))
        return answer

    def words(self: Any, event: Any) -> str:
        return rule_words.in_words(event)

    def saving(self: Any, why: Any) -> dict[str, Any]:
        shown = self.request.POST.get(SHOWN)
        return {"shown": shown, "why": why, "since": self.since}

    def preview(
        self: Any, plan: Plan, *, why: CancelForm | None = None, wrong: str = ""
    ) -> HttpResponse:
        event = self.form.instance
        context = {
            **self.get_context_data(form=self.form),
            "event": event,
            "words": self.words(event),
            "plan": plan,
            "wrong": wrong,
            "promoted": promoted_by(plan),
            "skipped": skipped_by(event),
            "why": (why or CancelForm(prefix=WHY)) if plan.to_cancel else None,
            "coming": [line(row, plan) for row in plan.coming[:MOST_DAYS]],
            "more": max(len(plan.coming) - MOST_DAYS, 0),
            "changed": [change(row, plan) for row in plan.changed],
            "to_cancel": [line(row, plan) for row in plan.to_cancel],
            "to_remove": [line(row, plan) for row in plan.to_remove],
            "page_title": _("Check before saving"),
            "data": carried(self.request.POST),
        }
        return TemplateResponse(self.request, self.preview_template, context)


def promoted_by(plan: Plan) -> int:
    """How many who wait have a place and a mail by it, because there is more room."""
    now = timezone.now()
    roomier = [row for row in plan.changed if "capacity" in row.was]
    return sum(len(places.next_in_line(row, at=now)) for row in roomier)


def skipped_by(event: Event | Occurrence) -> list[str]:
    """The coming days that are left out because the association has a holiday."""
    if not isinstance(event, Event):
        return []
    now = timezone.now()
    today = timezone.localdate(now)
    found = recurring.skipped_days(event, until=scheduling.horizon(event, now))
    return [formats.day(day) for day in found if day >= today][:MOST_DAYS]


def carried(data: Any) -> list[tuple[str, str]]:
    """What was typed, to be sent along once more."""
    return [
        (name, value)
        for name, values in data.lists()
        for value in values
        if name not in OURS and not name.startswith(f"{WHY}-")
    ]


def line(row: Occurrence, plan: Plan) -> dict[str, Any]:
    return {
        "when": formats.span(row.starts_at, row.ends_at),
        "name": row.name,
        "is_new": row.pk is None,
        "is_cancelled": row.is_cancelled,
        "come": plan.signed_up.get(row.pk, 0) if row.pk else 0,
    }


def change(row: Occurrence, plan: Plan) -> dict[str, Any]:
    """What becomes of an occurrence: when it was, and what of it is another."""
    before = Occurrence(event=row.event, zone=row.zone)
    for name in Occurrence.TIMES:
        setattr(before, name, row.was.get(name, getattr(row, name)))
    was = formats.span(before.starts_at, before.ends_at)
    facts = [
        str(Occurrence._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in Occurrence.SHARED
        if name in row.was
    ]
    now = line(row, plan)
    return {**now, "was": was, "is_moved": was != now["when"], "facts": facts}


class EventCreateView(PreviewedMixin, CreateView):  # type: ignore[misc]
    pass


class EventEditView(PreviewedMixin, EditView):  # type: ignore[misc]
    """Changes all of an event that has not begun."""

    @property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        buttons: list[Any] = super().header_more_buttons
        return [*buttons, *event_buttons(self.object, self.request.user)]
