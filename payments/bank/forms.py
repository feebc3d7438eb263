"""Forms about the bank in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payments import references
from payments.bank import accounting, table
from payments.bank.table import COLUMNS, Table
from payments.models import Account, BankLine, Bill

LARGEST_VOUCHER = 10 * 1024 * 1024
VOUCHERS = {"pdf", "jpg", "jpeg", "png", "webp", "txt", "xml"}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The bank's file"),
        help_text=_(
            "An account statement (camt.053), details of payments (camt.054) or a "
            "table (CSV). The same file twice does no harm."
        ),
        error_messages={
            "required": _("Choose the file that you fetched from the bank."),
            "empty": _("The file is empty."),
        },
    )


class ColumnsForm(forms.Form):
    """Which heading of a bank's table is which of our columns."""

    def __init__(self, seen: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [("", "—"), *((one, one) for one in seen.headings if one)]
        guessed = table.guess(seen)
        for name, (label, is_needed, _starts) in COLUMNS.items():
            self.fields[name] = forms.ChoiceField(
                label=str(label),
                choices=headings,
                required=is_needed,
                initial=guessed.get(name, ""),
                error_messages={"required": _("Choose the column.")},
            )


class LineForm(forms.Form):
    """What is said of a line; `verb` is what its button is called."""

    verb = ""

    def __init__(self, line: BankLine, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line


class BookForm(LineForm):
    """On which account a line is; the account, a note and its paper in one go.

    Proposed is what was said of the last line of the same payer or payee.
    """

    verb = "book"
    account = forms.ModelChoiceField(
        Account.objects.none(),
        label=_("Account"),
        error_messages={"required": _("Choose the account.")},
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    voucher = forms.FileField(
        label=_("Voucher"),
        required=False,
        help_text=_("An invoice or a receipt: PDF or picture, at most 10 MB."),
    )
    again = forms.BooleanField(
        label=_("Do the same by itself the next time"), required=False
    )

    def __init__(self, line: BankLine, *args: Any, **kwargs: Any) -> None:
        super().__init__(line, *args, **kwargs)
        accounts: Any = self.fields["account"]
        accounts.queryset = Account.objects.for_lines().order_by(
            "-kind" if line.is_income else "kind", "number"
        )
        self.fields["again"].help_text = _known_by(line)
        if not self.is_bound and (last := accounting.last_like(line)):
            self.initial = {"account": last.account, "note": last.note}

    def clean_voucher(self) -> Any:
        return voucher_or_error(self.cleaned_data["voucher"])

    def clean_again(self) -> bool:
        is_asked: bool = self.cleaned_data["again"]
        if is_asked and not accounting.can_have_rule(self.line):
            raise forms.ValidationError(
                _("The line says nothing by which the next is known.")
            )
        return is_asked


def _known_by(line: BankLine) -> str:
    """By what the next line like this one would be known."""
    text = line.counterparty or accounting.text_of(line)
    if not text:
        return ""
    words = (
        gettext("When money comes: “%(text)s”.")
        if line.is_income
        else gettext("When money goes: “%(text)s”.")
    )
    return words % {"text": text}


class VoucherForm(LineForm):
    verb = "voucher"
    voucher = forms.FileField(
        label=_("Voucher"),
        help_text=_("An invoice or a receipt: PDF or picture, at most 10 MB."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty."),
        },
    )

    def clean_voucher(self) -> Any:
        return voucher_or_error(self.cleaned_data["voucher"])


def voucher_or_error(file: Any) -> Any:
    if file is None:
        return None
    if file.size > LARGEST_VOUCHER:
        raise forms.ValidationError(_("The file is too big: at most 10 MB."))
    if file.name.rpartition(".")[2].lower() not in VOUCHERS:
        raise forms.ValidationError(_("Choose a PDF or a picture."))
    return file


class BillForm(LineForm):
    """A bill by its reference number, and how much of the line is for it."""

    verb = "bill"
    bill: Bill
    reference = forms.CharField(
        label=_("Reference number of the bill"),
        max_length=40,
        error_messages={"required": _("Write the bill's reference number.")},
    )
    euros = forms.DecimalField(
        label=_("Sum, if not all of it"),
        min_value=0,
        max_value=20_000_000,
        decimal_places=2,
        required=False,
        localize=True,
    )

    def clean_reference(self) -> str:
        told: str = self.cleaned_data["reference"]
        found = Bill.objects.filter(reference=references.known_form(told)).first()
        if found is None:
            raise forms.ValidationError(
                _("There is no bill with this reference number.")
            )
        self.bill = found
        return told

    @property
    def cents(self) -> int | None:
        euros = self.cleaned_data["euros"]
        return int(euros * 100) if euros else None
