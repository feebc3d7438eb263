"""What the treasurer says of a line on its page: each button is one of these verbs.

A verb answers the sentence that is shown; ExplainingError says why it was not done.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from payments.bank import accounting, paying, returning
from payments.bank.forms import BillForm, BookForm, LineForm, VoucherForm
from payments.bank.lines import ExplainingError
from payments.models import Allocation, BankLine, Payment, TakenBack

type Said = Callable[[BankLine, Any, User, datetime], str]


def put_on_bill(line: BankLine, form: Any, by: User, at: datetime) -> str:
    paying.assign(line, form.bill, by=by, at=at, cents=form.cents)
    return _("The money is on the bill of %(payer)s.") % {"payer": form.bill.payer_name}


def put_on_account(line: BankLine, form: Any, by: User, at: datetime) -> str:
    given = form.cleaned_data
    accounting.settle(
        line,
        given["account"],
        note=given["note"],
        paper=given["voucher"],
        again=given["again"],
        by=by,
        at=at,
    )
    return _("The line is on the account %(account)s.") % {"account": given["account"]}


def add_voucher(line: BankLine, form: Any, by: User, at: datetime) -> str:
    accounting.add_voucher(line, form.cleaned_data["voucher"], by=by, at=at)
    return _("The voucher is with the line.")


def take_off_bill(line: BankLine, number: str, by: User, at: datetime) -> str:
    rows = Allocation.objects.filter(payment__bank_line=line)
    paying.unassign(_named(rows, number), by=by, at=at)
    return _("Undone: the money waits again.")


def take_off_account(line: BankLine, number: str, by: User, at: datetime) -> str:
    accounting.unbook(_named(line.entries.all(), number), by=by, at=at)
    return _("Undone: the line waits again.")


def match_repayment(line: BankLine, number: str, by: User, at: datetime) -> str:
    payment = _named(Payment.objects.all(), number)
    kind = TakenBack.Kind.BANK_RETURN if line.is_reversal else TakenBack.Kind.REFUND
    returning.record(line, payment, kind=kind, at=at, by=by)
    return _("The line is the repayment of that payment.")


def undo_repayment(line: BankLine, number: str, by: User, at: datetime) -> str:
    rows = line.taken_back.filter(undoes=None)
    returning.undo(_named(rows, number), by=by, at=at)
    return _("Undone: the line waits again.")


# Those with a form of their own, and those whose button names a row.
FORMS: dict[str, tuple[type[LineForm], Said]] = {
    "bill": (BillForm, put_on_bill),
    "book": (BookForm, put_on_account),
    "voucher": (VoucherForm, add_voucher),
}
BUTTONS: dict[str, Said] = {
    "off-bill": take_off_bill,
    "unbook": take_off_account,
    "back": match_repayment,
    "undo-back": undo_repayment,
}


def _named(rows: Any, number: str) -> Any:
    """The row that the button named, among those it may name."""
    found = rows.filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise ExplainingError(_("That is not there any more."))
    return found
