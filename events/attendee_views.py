"""An occurrence's people in the admin: the list with its filters."""

from functools import partial
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from accounts.admin_lists import LinkedRowsView
from association import formats
from events import attendees, feedback_summary
from events.attendees import State
from events.models import Event, Occurrence, Question, Registration
from events.models.occurrence import SIGNED_UP
from payments.models import Bill

ALL_AT_ONCE = 250  # a row is short, and an organiser looks for people with the eyes


def filter_set(asked: list[Question]) -> type[WagtailFilterSet]:
    """The state, and each question of this event that is answered by choosing."""

    def in_state(rows: Any, name: str, value: str) -> Any:
        found = attendees.FINDERS[value](Registration.objects.all()).order_by()
        return rows.filter(pk__in=found.values("pk"))

    def answered(question: Question, rows: Any, name: str, value: str) -> Any:
        return attendees.who_answered(rows, question, value)

    fields: dict[str, Any] = {
        "state": django_filters.ChoiceFilter(
            label=_("State"), choices=State.choices, method=in_state
        )
    }
    for question in asked:
        if question.kind in attendees.COUNTED:
            fields[answer_name(question)] = django_filters.ChoiceFilter(
                label=question.text,
                choices=attendees.choices(question),
                method=partial(answered, question),
            )
    meta = type("Meta", (), {"model": Registration, "fields": list(fields)})
    return type("AttendeeFilterSet", (WagtailFilterSet,), {**fields, "Meta": meta})


def answer_name(question: Question) -> str:
    return f"answer_{question.pk}"


class OfOccurrence(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the admin shows of one occurrence's people."""

    model = Registration
    header_icon = "group"
    permission = attendees.SEE
    occurrence: Occurrence
    request: Any
    kwargs: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        rows = Occurrence.objects.select_related("event")
        self.occurrence = get_object_or_404(rows, pk=kwargs["pk"])

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def asked(self) -> list[Question]:
        """The questions whose answers this reader may see."""
        today = timezone.localdate()
        return attendees.questions(self.occurrence, self.request.user, today)

    def get_page_subtitle(self) -> str:
        return str(self.occurrence)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        event = self.occurrence.event
        return [
            *self.breadcrumbs_items,
            {"url": reverse("event:index"), "label": _("Events")},
            {"url": reverse("event:inspect", args=[event.pk]), "label": event.name},
            *self.crumbs_between(),
            {
                "url": "",
                "label": self.get_page_title(),
                "sublabel": self.get_page_subtitle(),
            },
        ]

    def crumbs_between(self) -> list[dict[str, Any]]:
        if not self.occurrence.event.repeats:
            return []
        times = reverse("attendees:times", args=[self.occurrence.event_id])
        return [{"url": times, "label": _("All times")}]


class AttendeesView(OfOccurrence, LinkedRowsView):  # type: ignore[misc]
    page_title = gettext_lazy("Who comes")  # type: ignore[assignment]
    any_permission_required = ["view"]
    template_name = "events/admin/attendees.html"
    results_template_name = "events/admin/attendees_results.html"
    inspect_url_name = "registration:inspect"
    paginate_by = ALL_AT_ONCE
    default_ordering = "name_key"
    search_fields = ["name", "email"]
    list_display: list[Any] = []
    base_export = ["name", "email", "party", "state", "paid", "came_in", "language"]

    def get_index_url(self) -> str:
        return reverse("attendees:list", args=[self.occurrence.pk])

    def get_index_results_url(self) -> str:
        return reverse("attendees:list_results", args=[self.occurrence.pk])

    @cached_property
    def filterset_class(self) -> Any:  # type: ignore[override]
        return filter_set(self.asked)

    @cached_property
    def state(self) -> str:
        """The state that is filtered by, if any."""
        value = self.request.GET.get("state", "")
        return value if value in State.values else ""

    def get_base_queryset(self) -> QuerySet[Registration]:
        """Those with an unproved address are only there when they are asked for."""
        rows = attendees.of(self.occurrence, self.state)
        return rows.select_related("bill")

    def search_queryset(self, queryset: Any) -> Any:
        return attendees.search(queryset, self.search_query or "")

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        found = attendees.with_answers(rows, self.asked)
        return found.prefetch_related("bill__allocations")

    # --- the list and the file -----------------------------------------------------

    @cached_property
    def columns(self) -> list[Any]:  # type: ignore[override]
        first = Column("name", label=_("Name"), sort_key="name_key")
        rest = [
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("party", label=_("People"), sort_key="party_size",
                   accessor="party_size"),
            Column("state", label=_("State"), accessor=attendees.state_of),
        ]  # fmt: skip
        if self.occurrence.event.price_cents:
            rest.append(Column("paid", label=_("Payment"), accessor=paid))
        rest.append(
            Column("came_in", label=_("Came in"), accessor=came_in,
                   sort_key="checked_in_at")
        )  # fmt: skip
        answers = [
            Column(
                answer_name(one),
                label=one.text,
                accessor=partial(attendees.answer, question=one),
            )
            for one in self.asked
        ]
        return [first, *rest, *answers]

    @cached_property
    def list_export(self) -> list[str]:  # type: ignore[override]
        return [*self.base_export, *(answer_name(one) for one in self.asked)]

    @cached_property
    def export_headings(self) -> dict[str, Any]:  # type: ignore[override]
        answers = {answer_name(one): one.text for one in self.asked}
        return {
            "name": _("Name"),
            "email": _("E-mail address"),
            "party": _("People"),
            "state": _("State"),
            "paid": _("Payment"),
            "came_in": _("Came in"),
            "language": _("Language"),
            **answers,
        }

    @property
    def export_filename(self) -> str:  # type: ignore[override]
        return f"{self.occurrence.slug}-{self.occurrence.start_day:%Y-%m-%d}"

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        answers = {answer_name(one): attendees.answer(item, one) for one in self.asked}
        return {
            "name": item.name,
            "email": item.email,
            "party": item.party_size,
            "state": attendees.state_of(item),
            "paid": paid(item),
            "came_in": came_in(item),
            "language": item.get_language_display(),
            **answers,
        }

    # --- around it ------------------------------------------------------------------

    @cached_property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        user, occurrence = self.request.user, self.occurrence
        buttons = []
        if user.has_perm(attendees.WRITE):
            address = reverse("attendees:write", args=[occurrence.pk])
            query = self.request.GET.urlencode()
            buttons.append(
                HeaderButton(
                    _("Write to these people"),
                    url=f"{address}?{query}" if query else address,
                    icon_name="mail",
                )
            )
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        return [*super().header_more_buttons, *organiser_buttons(self)]

    @cached_property
    def no_results_message(self) -> Any:
        if self.is_searching or self.is_filtering:
            return _("Nobody is like this. Take a filter away, or search by less.")
        return _("Nobody has signed up yet. They come here by themselves.")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {
            **context,
            "occurrence": self.occurrence,
            "totals": attendees.totals(self.occurrence),
            "counts": attendees.counts(self.occurrence, self.asked),
        }


def organiser_buttons(view: OfOccurrence) -> list[Button]:
    """To what the organiser does beside the list."""
    occurrence, user = view.occurrence, view.request.user
    arguments = [occurrence.slug, occurrence.code]
    ways = [
        (_("Name list to print"), "events:names", "print", attendees.SEE),
        (_("Let people in at the door"), "events:door", "check", attendees.CHECK_IN),
        (_("Feedback"), "events:summary", "comment", feedback_summary.SEE),
    ]
    return [
        Button(label, url=reverse(name, args=arguments), icon_name=icon, priority=place)
        for place, (label, name, icon, permission) in enumerate(ways, start=20)
        if user.has_perm(permission)
    ]


def paid(row: Registration) -> str:
    if row.bill is None:
        return ""
    bill: Bill = row.bill
    word = _("Paid") if bill.is_covered else _("Not paid")
    return f"{word}, {formats.euros(bill.amount_cents)}"


def came_in(row: Registration) -> str:
    return formats.moment(row.checked_in_at) if row.checked_in_at else ""


class TimesView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """All times of an event, and how many come to each."""

    model = Registration
    permission_required = "view"
    page_title = gettext_lazy("All times")  # type: ignore[assignment]
    header_icon = "calendar"
    template_name = "events/admin/times.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event = get_object_or_404(Event, pk=self.kwargs["pk"])
        self.page_subtitle = event.name
        self.breadcrumbs_items = [
            *self.breadcrumbs_items,
            {"url": reverse("event:index"), "label": _("Events")},
            {"url": reverse("event:inspect", args=[event.pk]), "label": event.name},
            {"url": "", "label": self.page_title},
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "event": event, "times": times(event)}


def times(event: Event) -> QuerySet[Occurrence]:
    told = Q(registrations__told_of_place_at__isnull=False)
    came = Q(registrations__checked_in_at__isnull=False)
    return event.occurrences.in_order().annotate(
        coming=Count("registrations", filter=SIGNED_UP & told),
        waiting=Count("registrations", filter=SIGNED_UP & ~told),
        came=Count("registrations", filter=came),
    )
