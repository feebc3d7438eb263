"""Dues, and what the meetings have decided of them, in the admin."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.admin_lists import Cents, FoundFilter, LinkedRowsView
from accounts.read_only import ReadOnlyViewSet
from membership import dues
from membership.admin_forms import DueRateForm
from membership.admin_lists import NamedIndexView
from membership.models import (
    Due,
    DueRate,
)
from payments.models import Bill

DUE_STATES = [
    ("unpaid", _("Unpaid")),
    ("overdue", _("The due date has passed")),
    ("paid", _("Paid")),
]


def dues_in_state(state: str) -> QuerySet[Due]:
    if state == "paid":
        return Due.objects.paid()
    if state == "overdue":
        return Due.objects.overdue(timezone.localdate())
    return Due.objects.unpaid()


def years(_request: Any = None) -> Iterable[tuple[int, str]]:
    found = Due.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


class DueFilterSet(WagtailFilterSet):
    state = FoundFilter(dues_in_state, label=_("State"), choices=DUE_STATES)
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years)

    class Meta:
        model = Due
        fields = ["state", "year", "kind"]


class DueIndexView(NamedIndexView):
    people = "member__"
    results_template_name = "membership/admin/dues_results.html"

    def get_base_queryset(self) -> QuerySet[Due]:
        return Due.objects.select_related("member")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The bills of the rows shown, in one question."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        bills = dues.bills_of(rows)
        for row in context["object_list"]:
            row.known_bill = bills.get(row.pk)
        return context


def due_state(due: Due) -> str:
    bill: Bill | None = getattr(due, "known_bill", None)
    if bill is None:
        return ""
    if bill.is_covered:
        return str(_("Paid"))
    if bill.is_overdue(timezone.localdate()):
        return str(_("The due date has passed"))
    return str(_("Unpaid"))


class DueViewSet(ReadOnlyViewSet):
    """Who has been asked for what, and has paid."""

    model = Due
    name = "dues"
    icon = "calendar-check"
    menu_label = _("Dues")  # type: ignore[assignment]
    menu_name = "dues"
    index_view_class = DueIndexView
    list_display = [
        Column("member", label=_("Member"), sort_key="member__name_key",
               accessor="member.sorted_name"),
        Column("year", label=_("Year"), sort_key="year"),
        Column("get_kind_display", label=_("Kind of membership"), sort_key="kind"),
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Column("state", label=_("State"), accessor=due_state),
    ]  # fmt: skip
    list_export = ["year", "member.number", "member.full_name", "kind", "amount_cents"]
    export_filename = "dues"
    search_fields = ["member__name_key"]
    search_backend_name = None
    ordering = "-year"
    filterset_class = DueFilterSet
    inspect_view_fields = ["member", "year", "kind", "amount_cents", "raised_at"]


class DueRateViewSet(ModelViewSet):
    """What the meetings have decided. A new decision is a new row."""

    model = DueRate
    name = "due_rates"
    icon = "tag"
    menu_label = _("Rates of dues")  # type: ignore[assignment]
    menu_name = "due-rates"
    index_view_class = LinkedRowsView
    copy_view_enabled = False
    list_display = [
        Column("get_kind_display", label=_("Kind of membership"), sort_key="kind"),
        Column("from_year", label=_("From the year"), sort_key="from_year"),
        Cents("amount_cents", label=_("A year"), sort_key="amount_cents"),
        "minutes_reference",
    ]
    list_export = ["kind", "from_year", "amount_cents", "minutes_reference"]
    export_filename = "due-rates"
    ordering = "-from_year"

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002 - Wagtail's
    ) -> type[DueRateForm]:
        return DueRateForm
