"""Stripe's account of ours in the admin: disputes, payouts and every movement."""

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView

from accounts.admin_lists import Cents, FoundFilter, moment_column
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from association import formats
from payments.models import Dispute, Payout, StripeMovement

DISPUTE_STATES = [
    ("to_answer", _("Wait for our answer")),
    ("open", _("Not decided yet")),
    ("decided", _("Decided")),
]


def disputes_in_state(state: str) -> QuerySet[Dispute]:
    match state:
        case "to_answer":
            return Dispute.objects.to_answer()
        case "open":
            return Dispute.objects.open()
        case _:
            return Dispute.objects.exclude(pk__in=Dispute.objects.open())


class DisputeFilterSet(WagtailFilterSet):
    state = FoundFilter(disputes_in_state, label=_("State"), choices=DISPUTE_STATES)

    class Meta:
        model = Dispute
        fields = ["state"]


class DisputeIndexView(ReadOnlyIndexView):
    empty = _("Nobody has disputed a payment.")

    def get_base_queryset(self) -> QuerySet[Dispute]:
        return Dispute.objects.select_related("payment__attempt__bill")


class DisputeInspectView(InspectView):
    template_name = "payments/admin/dispute.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dispute = cast("Dispute", self.object)
        moved = StripeMovement.objects.disputes().filter(source=dispute.provider_id)
        return {
            **super().get_context_data(**kwargs),
            "dispute": dispute,
            "movements": moved.order_by("happened_at", "pk"),
        }


class DisputeViewSet(ReadOnlyViewSet):
    """Payers who want their money back from the bank, and how it went."""

    model = Dispute
    name = "payments_disputes"
    icon = "warning"
    menu_label = _("Disputes")  # type: ignore[assignment]
    menu_name = "payments-disputes"
    index_view_class = DisputeIndexView
    inspect_view_class = DisputeInspectView
    list_display = [
        "provider_id",
        Column("payment.attempt.bill.payer_name", label=_("Payer")),
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Column("status", label=_("State"), accessor="get_status_display"),
        moment_column("evidence_due_at", _("Answer by")),
        moment_column("opened_at", _("Opened")),
    ]
    list_export = [
        "provider_id", "payment", "amount_cents", "currency", "status", "reason",
        "opened_at", "evidence_due_at",
    ]  # fmt: skip
    export_filename = "disputes"
    search_fields = ["provider_id", "payment__attempt__bill__payer_name"]
    ordering = "-opened_at"
    filterset_class = DisputeFilterSet
    inspect_view_fields = [
        "provider_id", "payment", "status", "reason", "opened_at", "evidence_due_at",
    ]  # fmt: skip


class PayoutIndexView(ReadOnlyIndexView):
    empty = _("Stripe has paid nothing out yet.")

    def get_base_queryset(self) -> QuerySet[Payout]:
        return Payout.objects.with_state()


class PayoutInspectView(InspectView):
    template_name = "payments/admin/payout.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payout = cast("Payout", self.object)
        return {
            **super().get_context_data(**kwargs),
            "payout": payout,
            "steps": payout.steps.all(),
            "movements": payout.movements.select_related("payment__attempt__bill"),
        }


class PayoutFilterSet(WagtailFilterSet):
    arrives_on = django_filters.DateFromToRangeFilter(label=_("At the bank"))

    class Meta:
        model = Payout
        fields = ["arrives_on"]


class PayoutViewSet(ReadOnlyViewSet):
    """What Stripe has sent to the bank account, and what each of it was made of."""

    model = Payout
    name = "payments_payouts"
    icon = "upload"
    menu_label = _("Payouts")  # type: ignore[assignment]
    menu_name = "payments-payouts"
    index_view_class = PayoutIndexView
    inspect_view_class = PayoutInspectView
    list_display = [
        "provider_id",
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Column(
            "arrives_on",
            label=_("At the bank"),
            sort_key="arrives_on",
            accessor=lambda row: formats.date_only(row.arrives_on),
        ),
        Column("state", label=_("State"), accessor=lambda row: row.status.label),
    ]
    list_export = [
        "provider_id", "amount_cents", "currency", "made_at", "arrives_on", "status",
    ]  # fmt: skip
    export_filename = "payouts"
    search_fields = ["provider_id"]
    ordering = "-made_at"
    filterset_class = PayoutFilterSet
    inspect_view_fields = ["provider_id", "made_at", "arrives_on", "is_automatic"]


class MovementIndexView(ReadOnlyIndexView):
    empty = _("Nothing has moved at Stripe yet.")


class MovementFilterSet(WagtailFilterSet):
    happened_at = django_filters.DateFromToRangeFilter(label=_("When"))

    class Meta:
        model = StripeMovement
        fields = ["type", "happened_at"]


class MovementViewSet(ReadOnlyViewSet):
    """Stripe's account line by line: its balance is the sum of the last column."""

    model = StripeMovement
    name = "stripe_movements"
    icon = "table"
    menu_label = _("Stripe's account")  # type: ignore[assignment]
    menu_name = "stripe-movements"
    index_view_class = MovementIndexView
    list_display = [
        "provider_id",
        moment_column("happened_at", _("When")),
        "type",
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Cents("fee_cents", label=_("Fee")),
        Cents("net_cents", label=_("Net")),
    ]
    list_export = [
        "provider_id", "type", "category", "amount_cents", "fee_cents", "net_cents",
        "currency", "happened_at", "available_at", "source",
    ]  # fmt: skip
    export_filename = "stripe-account"
    search_fields = ["provider_id", "source", "type"]
    ordering = "-happened_at"
    filterset_class = MovementFilterSet
    inspect_view_fields = [
        "provider_id", "type", "category", "currency", "happened_at", "available_at",
        "source", "payment", "payout",
    ]  # fmt: skip
