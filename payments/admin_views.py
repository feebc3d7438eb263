"""The money in the admin: only to look at, and to export."""

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.base import ViewSetGroup

from accounts.admin_lists import Cents, FoundFilter
from accounts.models import OutboxMail
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from payments import crediting, purposes
from payments.admin_accounts import AccountViewSet
from payments.admin_crediting import SETTLE
from payments.admin_stripe import DisputeViewSet, MovementViewSet, PayoutViewSet
from payments.bank.returning import left_to_ask
from payments.bill_story import story
from payments.books_views import BooksViewSet, TreasurerViewSet
from payments.models import (
    Bill,
    Payment,
    PaymentAttempt,
    Provider,
    Reminder,
    StripeEvent,
)
from payments.receipt_page import METHODS

TARGETS = 10


def method_words(payment: Payment) -> str:
    return capfirst(str(METHODS.get(payment.method, payment.method)))


BILL_STATES = [
    ("open", _("Open")),
    ("overdue", _("The due date has passed")),
    ("begun", _("Payment begun, not finished")),
    ("paid", _("Paid")),
    ("withdrawn", _("Withdrawn")),
]


def bills_in_state(state: str) -> QuerySet[Bill]:
    match state:
        case "open":
            return Bill.objects.uncovered()
        case "overdue":
            return Bill.objects.overdue(timezone.localdate())
        case "begun":
            left = PaymentAttempt.objects.left_open(timezone.now())
            return Bill.objects.filter(pk__in=left.order_by().values("bill"))
        case "paid":
            return Bill.objects.covered()
        case _:
            return Bill.objects.filter(withdrawn_at__isnull=False)


class PurposeFilter(django_filters.ChoiceFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Purpose"), choices=purposes.names, **kwargs)


class BillFilterSet(WagtailFilterSet):
    state = FoundFilter(bills_in_state, label=_("State"), choices=BILL_STATES)
    purpose = PurposeFilter()
    due_on = django_filters.DateFromToRangeFilter(label=_("Due date"))

    class Meta:
        model = Bill
        fields = ["state", "purpose"]


class BillIndexView(ReadOnlyIndexView):
    empty = _("No bills yet. The first comes with the first accepted application.")

    def get_base_queryset(self) -> QuerySet[Bill]:
        bills: Any = super().get_base_queryset()
        return bills.with_state()  # type: ignore[no-any-return]


def reminders_of(bill: Bill) -> list[tuple[Reminder, OutboxMail | None]]:
    """Each with its mail; none where it was not sent, as it was paid before."""
    rows = list(bill.reminders.order_by("step"))
    found = OutboxMail.objects.filter(key__in=[row.mail_key for row in rows])
    mails = {mail.key: mail for mail in found}
    return [(row, mails.get(row.mail_key)) for row in rows]


class BillInspectView(InspectView):
    template_name = "payments/admin/bill.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bill = cast("Bill", self.object)
        waiting = list(crediting.credits_of_payer(bill))
        return {
            **super().get_context_data(**kwargs),
            "bill": bill,
            "story": story(bill),
            "credits": waiting,
            "targets": _targets(bill) if waiting else [],
            "may_settle": self.request.user.has_perm(SETTLE),
            "reminders": reminders_of(bill),
        }


def _targets(bill: Bill) -> list[Bill]:
    """What a credit of the payer could pay: this bill first, then the others."""
    is_open = bill.withdrawn_at is None and not bill.is_covered
    return [*([bill] if is_open else []), *crediting.others_open(bill)[:TARGETS]]


class BillViewSet(ReadOnlyViewSet):
    """Whatever has been asked for, paid or not."""

    model = Bill
    name = "payments_bills"
    icon = "doc-full"
    menu_label = _("Bills")  # type: ignore[assignment]
    menu_name = "bills"
    index_view_class = BillIndexView
    inspect_view_class = BillInspectView
    list_display = [
        "payer_name",
        Column("title", label=_("For")),
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Cents("open_cents", label=_("Open")),
        "due_on",
        Column("reference_grouped", label=_("Reference number")),
    ]
    list_export = [
        "payer_name", "payer_email", "title", "amount_cents", "paid_cents",
        "open_cents", "due_on", "reference", "created_at", "withdrawn_at",
    ]  # fmt: skip
    export_filename = "bills"
    search_fields = ["payer_name", "payer_email", "reference"]
    ordering = "-created_at"
    filterset_class = BillFilterSet
    inspect_view_fields = [
        "payer_name", "payer_email", "language", "due_on", "created_at",
        "withdrawn_at",
    ]  # fmt: skip


class PaymentFilterSet(WagtailFilterSet):
    paid_at = django_filters.DateFromToRangeFilter(label=_("Paid"))

    class Meta:
        model = Payment
        fields = ["provider", "paid_at"]


class PaymentIndexView(ReadOnlyIndexView):
    empty = _("Nothing has been paid yet. A payment comes here when a bill is paid.")

    def get_base_queryset(self) -> QuerySet[Payment]:
        payments = Payment.objects.with_state()
        return payments.select_related("attempt__bill")


class PaymentInspectView(InspectView):
    template_name = "payments/admin/payment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payment = cast("Payment", self.object)
        return {
            **super().get_context_data(**kwargs),
            "payment": payment,
            "may_settle": self.request.user.has_perm(SETTLE),
            "allocations": payment.allocations.select_related("bill", "cause"),
            "taken_back": payment.taken_back.all(),
            "fees": payment.fees.all(),
            "disputes": payment.disputes.all(),
            "repayments": payment.repayments.waiting(),
            "may_send_back": payment.provider == Provider.BANK
            and left_to_ask(payment) > 0
            and self.request.user.has_perm("payments.give_back"),
            "may_give_back": payment.provider == Provider.STRIPE
            and payment.taken_back_cents < payment.amount_cents
            and self.request.user.has_perm("payments.give_back"),
        }


PAYER = Column("attempt.bill.payer_name", label=_("Payer"))
RECEIVED = [
    "provider_id", "provider", "amount_cents", "currency", "taken_back_cents",
    "allocated_cents", "rest_cents", "paid_at", "method", "livemode", "why_unmatched",
]  # fmt: skip


class PaymentViewSet(ReadOnlyViewSet):
    """All money that has come in."""

    model = Payment
    name = "payments_received"
    icon = "download"
    menu_label = _("Payments")  # type: ignore[assignment]
    menu_name = "payments-received"
    index_view_class = PaymentIndexView
    inspect_view_class = PaymentInspectView
    list_display = [
        "paid_at",
        PAYER,
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Cents("taken_back_cents", label=_("Given back")),
        Column("provider", label=_("Through"), accessor="get_provider_display"),
        Column("method", label=_("Paid with"), accessor=method_words),
    ]
    list_export = RECEIVED
    export_filename = "payments"
    search_fields = [
        "provider_id", "attempt__bill__payer_name", "attempt__bill__reference",
    ]  # fmt: skip
    ordering = "-paid_at"
    filterset_class = PaymentFilterSet
    inspect_view_fields = [
        "provider_id", "provider", "paid_at", "recorded_at", "method", "currency",
        "livemode",
    ]  # fmt: skip


class Age(Column):
    """How many days something has waited."""

    def get_value(self, instance: Any) -> int:
        return int((timezone.now() - super().get_value(instance)).days)


class UnmatchedIndexView(PaymentIndexView):
    page_title = _("Payments waiting for a bill")  # type: ignore[assignment]
    empty = _("All money is on its bill: nothing needs to be done.")

    def get_base_queryset(self) -> QuerySet[Payment]:
        return Payment.objects.unmatched().select_related("attempt__bill")


WHY_UNMATCHED = [
    ("unknown", _("Nobody knows what it is for")),
    ("credit", _("More was paid than the bill asked")),
]


def unmatched_because(why: str) -> QuerySet[Payment]:
    waiting = Payment.objects.unmatched()
    return (
        waiting.filter(mismatch="") if why == "credit" else waiting.exclude(mismatch="")
    )


class UnmatchedFilterSet(WagtailFilterSet):
    why = FoundFilter(unmatched_because, label=_("Reason"), choices=WHY_UNMATCHED)

    class Meta:
        model = Payment
        fields = ["why"]


class UnmatchedViewSet(PaymentViewSet):
    """Money on no bill: each waits for a decision, the oldest first."""

    name = "payments_unmatched"
    icon = "warning"
    menu_label = _("Waiting for a bill")
    menu_name = "payments-unmatched"
    index_view_class = UnmatchedIndexView
    list_display = [
        "paid_at",
        Age("paid_at", label=_("Days waited")),
        PAYER,
        Cents("rest_cents", label=_("On no bill")),
        Column("why_unmatched", label=_("Reason")),
        "provider_id",
    ]
    export_filename = "unmatched-payments"
    ordering = "paid_at"
    filterset_class = UnmatchedFilterSet  # type: ignore[assignment]


EVENT_STATES = [("failed", _("Failed")), ("handled", _("Handled"))]


def events_in_state(state: str) -> QuerySet[StripeEvent]:
    if state == "failed":
        return StripeEvent.objects.failed()
    return StripeEvent.objects.filter(handled_at__isnull=False)


class StripeEventFilterSet(WagtailFilterSet):
    state = FoundFilter(events_in_state, label=_("State"), choices=EVENT_STATES)

    class Meta:
        model = StripeEvent
        fields = ["state"]


class StripeEventIndexView(ReadOnlyIndexView):
    empty = _("Stripe has told nothing yet. It tells of each payment by its webhook.")


class StripeEventViewSet(ReadOnlyViewSet):
    """What Stripe has told us, and what of it failed here."""

    model = StripeEvent
    name = "stripe_events"
    icon = "history"
    menu_label = _("Stripe events")  # type: ignore[assignment]
    menu_name = "stripe-events"
    index_view_class = StripeEventIndexView
    list_display = ["type", "received_at", "handled_at", "failures", "error"]
    list_export = ["id", "type", "created_at", "received_at", "handled_at", "error"]
    export_filename = "stripe-events"
    search_fields = ["id", "type", "error"]
    ordering = "-received_at"
    filterset_class = StripeEventFilterSet
    inspect_view_fields = [
        "id", "type", "created_at", "received_at", "handled_at", "failures", "error",
    ]  # fmt: skip


class MoneyViewSetGroup(ViewSetGroup):
    menu_label = _("Money")
    menu_icon = "money"
    menu_name = "money"
    menu_order = 400
    items = (
        TreasurerViewSet,
        BillViewSet,
        PaymentViewSet,
        UnmatchedViewSet,
        DisputeViewSet,
        PayoutViewSet,
        MovementViewSet,
        StripeEventViewSet,
        BooksViewSet,
        AccountViewSet,
    )
