"""The bank in the admin: its lines, files and statements."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from accounts.admin_lists import Cents, FoundFilter, LinkedRowsView
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet
from association import formats
from payments.bank.line_page import BankLineInspectView
from payments.bank.lines import waiting
from payments.bank.repayments import RepaymentViewSet
from payments.bank.rules import LineRuleViewSet
from payments.bank.standing import lines_in_state, standing, with_standing
from payments.models import BankFile, BankLine, BankStatement

STATES = [
    ("waiting", _("Waiting to be explained")),
    ("bill", _("On a bill")),
    ("account", _("On an account")),
    ("back", _("Repayment or cancellation")),
    ("income", _("Money that came")),
    ("expense", _("Money that went")),
]


def find_lines(state: str) -> QuerySet[BankLine]:
    return waiting() if state == "waiting" else lines_in_state(state)


class BankLineFilterSet(WagtailFilterSet):
    state = FoundFilter(find_lines, label=_("State"), choices=STATES)
    booked_on = django_filters.DateFromToRangeFilter(label=_("Booking day"))

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
        return with_standing(BankLine.objects.leaves().defer("raw"))

    def get_ordering(self) -> Any:
        """What waits is dealt with from the oldest on."""
        asked = self.request.GET
        if asked.get("state") == "waiting" and "ordering" not in asked:
            return "booked_on"
        return super().get_ordering()

    def order_queryset(self, queryset: Any) -> Any:
        """Lines of one day keep the order in which the bank told them."""
        ordered = super().order_queryset(queryset)
        by = [str(one) for one in ordered.query.order_by]
        return ordered.order_by(*by, "pk" if by == ["booked_on"] else "-pk")


def stands(line: BankLine) -> str:
    return standing(line, timezone.localdate())


def about(line: BankLine) -> str:
    """What the payer wrote: the reference number, else the message."""
    return formats.in_fives(line.reference) or Truncator(line.message).chars(60)


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
        Column("counterparty", label=_("Payer or payee"), accessor="who"),
        Column("booked_on", label=_("Booking day"), sort_key="booked_on",
               accessor=lambda line: formats.day(line.booked_on)),
        Cents("amount_cents", label=_("Sum"), sort_key="amount_cents"),
        Column("standing", label=_("State"), accessor=stands),
        Column("message", label=_("Reference or message"), accessor=about),
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
        LineRuleViewSet,
        RepaymentViewSet,
    )
