"""The bank in the admin: its lines, files and statements."""

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from accounts.admin_lists import Cents, FoundFilter, LinkedRowsView
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from payments.bank import suggesting
from payments.bank.forms import BillForm, BookForm, VoucherForm
from payments.bank.lines import waiting
from payments.bank.returning import candidates
from payments.models import (
    BankFile,
    BankLine,
    BankStatement,
    Payment,
    TakenBack,
)

STATES = [
    ("waiting", _("Waiting to be explained")),
    ("income", _("Money that came")),
    ("expense", _("Money that went")),
]


def lines_in_state(state: str) -> QuerySet[BankLine]:
    match state:
        case "waiting":
            return waiting()
        case "income":
            return BankLine.objects.filter(amount_cents__gt=0)
        case _:
            return BankLine.objects.filter(amount_cents__lt=0)


class BankLineFilterSet(WagtailFilterSet):
    state = FoundFilter(lines_in_state, label=_("State"), choices=STATES)
    booked_on = django_filters.DateFromToRangeFilter(label=_("Booked"))

    class Meta:
        model = BankLine
        fields = ["state", "booked_on"]


def import_button() -> HeaderButton:
    return HeaderButton(
        str(_("Bring in a bank file")), reverse("bank_import"), icon_name="upload"
    )


class FromFiles:
    """Lists that are filled by bringing a file in."""

    request: Any

    @cached_property
    def header_buttons(self) -> list[Any]:
        may = self.request.user.has_perm("payments.add_bankfile")
        found = list(super().header_buttons)  # type: ignore[misc]
        return [*found, import_button()] if may else found


class BankLineIndexView(FromFiles, ReadOnlyIndexView, LinkedRowsView):  # type: ignore[override]
    empty = _("No lines yet. They come when you bring in a file of the bank.")

    def get_base_queryset(self) -> QuerySet[BankLine]:
        return BankLine.objects.leaves().defer("raw").select_related("payment")


class BankLineInspectView(InspectView):
    template_name = "payments/admin/bank_line.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = cast("BankLine", self.object)
        payment = getattr(line, "payment", None)
        rest = line.rest_cents
        is_open = bool(rest) and not line.parts.exists()
        return {
            **super().get_context_data(**kwargs),
            "line": line,
            "payment": payment,
            "rest": rest,
            "may": self.request.user.has_perm("payments.match_bankline"),
            "allocations": payment.allocations.filter(
                undoes=None, undone_by=None, amount_cents__gt=0
            ).select_related("bill")
            if payment
            else [],
            "entries": line.entries.live().select_related("account", "rule"),
            "taken_back": line.taken_back.filter(undone_by=None).exclude(
                kind=TakenBack.Kind.UNDONE
            ),
            "vouchers": line.vouchers.all(),
            "age": line.age_days(timezone.localdate()),
            "suggestions": suggesting.bills_for(line) if is_open else [],
            "payments_back": payments_back(line) if is_open else [],
            "is_open": is_open,
            "book_form": BookForm(line),
            "bill_form": BillForm(),
            "voucher_form": VoucherForm(),
        }


def payments_back(line: BankLine) -> list[Payment]:
    """Payments that money which left may be the repayment of: of the same sum."""
    if line.is_income:
        return []
    found = candidates(line).filter(amount_cents__gte=-line.amount_cents)
    return list(found[:5])


class BankLineViewSet(ReadOnlyViewSet):
    """All that happened on the account, line by line."""

    model = BankLine
    name = "bank_lines"
    icon = "list-ul"
    menu_label = _("Lines of the account")  # type: ignore[assignment]
    menu_name = "bank-lines"
    index_view_class = BankLineIndexView
    inspect_view_class = BankLineInspectView
    list_display = [
        Column("counterparty", label=_("Payer or payee"), accessor=lambda line:
               line.counterparty or line.description or line.archive_id),
        Column("booked_on", label=_("Booked"), sort_key="booked_on"),
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Column("reference", label=_("Reference number")),
        Column("message", label=_("Message")),
    ]  # fmt: skip
    list_export = [
        "booked_on", "valued_on", "amount_cents", "counterparty", "reference",
        "message", "description", "archive_id", "account",
    ]  # fmt: skip
    export_filename = "bank-lines"
    search_fields = ["counterparty", "reference", "message", "archive_id"]
    search_backend_name = None
    ordering = "-booked_on"
    filterset_class = BankLineFilterSet
    inspect_view_fields = [
        "booked_on", "valued_on", "counterparty", "counterparty_iban", "reference",
        "message", "description", "instructed", "archive_id", "statement", "file",
    ]  # fmt: skip


class BankFileInspectView(InspectView):
    template_name = "payments/admin/bank_file.html"


class BankFileIndexView(FromFiles, ReadOnlyIndexView):  # type: ignore[override]
    empty = _("No file yet. Fetch an account statement from the bank and bring it in.")


class BankFileViewSet(ReadOnlyViewSet):
    """What has been brought in."""

    model = BankFile
    name = "bank_files"
    icon = "upload"
    menu_label = _("Bank files")  # type: ignore[assignment]
    menu_name = "bank-files"
    index_view_class = BankFileIndexView
    inspect_view_class = BankFileInspectView
    list_display = [
        "name",
        Column("format", label=_("Kind of file"), accessor="get_format_display"),
        "imported_at",
        Column(
            "new", label=_("New lines"), accessor=lambda file: file.facts.get("new")
        ),
        "imported_by",
    ]
    list_export = ["name", "format", "account", "size", "imported_at"]
    export_filename = "bank-files"
    search_fields = ["name"]
    search_backend_name = None
    ordering = "-imported_at"
    inspect_view_fields = ["name", "format", "account", "imported_at", "imported_by"]


class BankStatementIndexView(FromFiles, ReadOnlyIndexView):  # type: ignore[override]
    empty = _("No statement yet. A file in the form camt.053 brings statements.")


class BankStatementViewSet(ReadOnlyViewSet):
    """Balances as the bank told them, and whether one statement follows the other."""

    model = BankStatement
    name = "bank_statements"
    icon = "doc-full"
    menu_label = _("Statements")  # type: ignore[assignment]
    menu_name = "bank-statements"
    index_view_class = BankStatementIndexView
    list_display = [
        "number",
        "starts_on",
        "ends_on",
        Cents("opening_cents", label=_("Balance before")),
        Cents("closing_cents", label=_("Balance after")),
    ]
    list_export = [
        "number", "account", "starts_on", "ends_on", "opening_cents", "closing_cents",
    ]  # fmt: skip
    export_filename = "bank-statements"
    search_fields = ["number"]
    search_backend_name = None
    ordering = "-ends_on"
    inspect_view_fields = [
        "number", "account", "starts_on", "ends_on", "opening_cents", "closing_cents",
    ]  # fmt: skip


class BankViewSetGroup(ViewSetGroup):
    menu_label = _("Bank")
    menu_icon = "clipboard-list"
    menu_name = "bank"
    menu_order = 410
    items = (
        BankLineViewSet,
        BankFileViewSet,
        BankStatementViewSet,
    )
