"""What is to be paid back from the bank: a list, and how something gets on it."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView, WagtailAdminTemplateMixin

from accounts.admin_lists import Cents, FoundFilter, LinkedRowsView
from accounts.models import User
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from association import formats
from association.identifiers import compact, validate_iban
from payments.bank import returning
from payments.bank.lines import ExplainingError
from payments.bank.standing import days
from payments.models import BankLine, Payment, Provider, Repayment

STATES = [
    ("waiting", _("To be paid")),
    ("paid", _("Paid back")),
    ("withdrawn", _("Withdrawn")),
]


def in_state(state: str) -> QuerySet[Repayment]:
    match state:
        case "waiting":
            return Repayment.objects.waiting()
        case "paid":
            return Repayment.objects.paid()
        case _:
            return Repayment.objects.withdrawn()


def paid_by(task: Repayment) -> BankLine | None:
    """The line of the bank that paid it, of rows already read."""
    for row in task.taken_back.all():
        if not hasattr(row, "undone_by"):
            line: BankLine | None = row.bank_line
            return line
    return None


def state_of(task: Repayment) -> str:
    line = paid_by(task)
    if line is not None:
        return gettext("Paid back on %(day)s") % {"day": formats.day(line.booked_on)}
    if task.withdrawn_at is not None:
        return gettext("Withdrawn")
    asked = timezone.localdate(task.asked_at)
    age = days((timezone.localdate() - asked).days)
    return gettext("Waits: %(age)s") % {"age": age}


class IbanColumn(Column):
    cell_template_name = "payments/admin/iban_cell.html"

    def get_value(self, instance: Any) -> str:
        return formats.in_fours(instance.payee_iban)


class RepaymentFilterSet(WagtailFilterSet):
    state = FoundFilter(in_state, label=_("State"), choices=STATES)

    class Meta:
        model = Repayment
        fields = ["state"]


class RepaymentIndexView(ReadOnlyIndexView, LinkedRowsView):
    empty = _(
        "Nothing to pay back. It comes here when you send money that came by bank back "
        "from the page of its payment."
    )

    def get_base_queryset(self) -> QuerySet[Repayment]:
        return Repayment.objects.prefetch_related(
            "taken_back__bank_line", "taken_back__undone_by"
        )


class RepaymentInspectView(InspectView):
    """One to be paid; by POST it is withdrawn."""

    template_name = "payments/admin/repayment.html"

    def get_fields(self) -> list[str]:
        return []

    def get_page_title(self) -> str:
        task = cast("Repayment", self.object)
        return f"{task.payee_name}, {formats.euros(task.amount_cents)}"

    def get_page_subtitle(self) -> str:
        return ""

    @property
    def may(self) -> bool:
        return bool(self.request.user.has_perm("payments.match_bankline"))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not self.may:
            raise PermissionDenied
        task, by = cast("Repayment", self.object), cast("User", request.user)
        try:
            returning.withdraw_repayment(task, by=by, at=timezone.now())
        except ExplainingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("It is not paid back any more."))
        return redirect("bank_repayments:inspect", task.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = cast("Repayment", self.object)
        line = paid_by(task)
        return {
            **super().get_context_data(**kwargs),
            "task": task,
            "line": line,
            "state": state_of(task),
            "is_open": line is None and task.withdrawn_at is None,
            "may": self.may,
        }


class RepaymentViewSet(ReadOnlyViewSet):
    """What is to be paid back, the oldest first."""

    model = Repayment
    name = "bank_repayments"
    icon = "resubmit"
    menu_label = _("Repayments")  # type: ignore[assignment]
    menu_name = "bank-repayments"
    index_view_class = RepaymentIndexView
    inspect_view_class = RepaymentInspectView
    list_display = [
        Column("payee_name", label=_("Payee")),
        IbanColumn("payee_iban", label=_("Account (IBAN)")),
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Column("reason", label=_("Reason")),
        Column("state", label=_("State"), accessor=state_of),
    ]
    list_export = [
        "payee_name", "payee_iban", "amount_cents", "reason", "asked_at",
        "withdrawn_at",
    ]  # fmt: skip
    export_filename = "repayments"
    search_fields = ["payee_name", "payee_iban", "reason"]
    search_backend_name = None
    ordering = "asked_at"
    filterset_class = RepaymentFilterSet


class SendBackForm(forms.Form):
    """How much of a payment that came by bank is paid back, and to which account."""

    euros = forms.DecimalField(
        label=_("How much, in euros"),
        max_value=1_000_000,
        decimal_places=2,
        localize=True,
    )
    name = forms.CharField(label=_("Payee"), max_length=140)
    iban = forms.CharField(
        label=_("Payee's account (IBAN)"),
        max_length=42,
        help_text=_("As the bank told it with the payment, or as the payee tells it."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = payment.bank_line
        left = returning.left_to_ask(payment)
        self.initial = {
            "euros": Decimal(min(left, payment.rest_cents) or left).scaleb(-2),
            "name": line.counterparty if line else "",
            "iban": formats.in_fours(line.counterparty_iban) if line else "",
        }

    def clean_iban(self) -> str:
        iban = compact(self.cleaned_data["iban"])
        validate_iban(iban)
        return iban

    @property
    def cents(self) -> int:
        return int(self.cleaned_data["euros"] * 100)


class SendBackView(WagtailAdminTemplateMixin, FormView[SendBackForm]):
    """Of a payment that came by bank: what is written here is the treasurer's task."""

    template_name = "payments/admin/send_back.html"
    form_class = SendBackForm
    page_title = gettext_lazy("Send money back")  # type: ignore[assignment]
    header_icon = "resubmit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("payments.give_back"):
            raise PermissionDenied
        payments = Payment.objects.select_related("bank_line")
        self.payment = get_object_or_404(
            payments, pk=kwargs["pk"], provider=Provider.BANK
        )
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "payment": self.payment}

    def form_valid(self, form: SendBackForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            returning.ask_repayment(
                self.payment,
                form.cents,
                name=given["name"],
                iban=given["iban"],
                reason=given["reason"],
                by=cast("User", self.request.user),
                at=timezone.now(),
            )
        except ExplainingError as error:
            form.add_error("euros", str(error))
            return self.form_invalid(form)
        words = gettext(
            "Pay it now in the bank. The line that tells of it is matched by itself."
        )
        messages.success(self.request, words)
        return redirect(reverse("bank_repayments:index") + "?state=waiting")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("payments_received:inspect", args=[self.payment.pk])
        context = super().get_context_data(**kwargs)
        return {**context, "payment": self.payment, "back": back}
