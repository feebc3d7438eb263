"""What has happened with a bank line, in order: for the treasurer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from payments.models import BankLine


@dataclass(frozen=True)
class Told:
    """`by` is None for what the site did by itself."""

    at: datetime
    words: str
    by: User | None = None
    cents: int | None = None


def story(line: BankLine) -> list[Told]:
    """The file that brought it, what was said of it and taken back, its vouchers."""
    found = [*_file(line), *_entries(line), *_bills(line), *_back(line), *_papers(line)]
    return sorted(found, key=lambda each: each.at)


def _file(line: BankLine) -> Iterator[Told]:
    file = line.file
    words = _("Came with the file %(name)s") % {"name": file.name}
    yield Told(file.imported_at, words, file.imported_by)


def _entries(line: BankLine) -> Iterator[Told]:
    for row in line.entries.select_related("account", "rule", "made_by"):
        if row.undoes_id is not None:
            words = _("Taken off the account %(account)s")
        elif row.rule_id is not None:
            words = _("Put on the account %(account)s by a rule")
        else:
            words = _("Put on the account %(account)s")
        said = words % {"account": row.account}
        yield Told(row.created_at, said, row.made_by, row.amount_cents)


def _bills(line: BankLine) -> Iterator[Told]:
    payment = getattr(line, "payment", None)
    if payment is None:
        return
    for row in payment.allocations.select_related("bill", "made_by"):
        if row.amount_cents > 0:
            words = _("Put on the bill of %(payer)s")
        else:
            words = _("Taken off the bill of %(payer)s")
        said = words % {"payer": row.bill.payer_name}
        yield Told(row.created_at, said, row.made_by, row.amount_cents)


def _back(line: BankLine) -> Iterator[Told]:
    for row in line.taken_back.select_related("made_by"):
        if row.undoes_id is not None:
            words = _("Is no repayment after all")
        elif row.kind == row.Kind.BANK_RETURN:
            words = _("Cancels a payment that came earlier")
        else:
            words = _("Is the repayment of a payment")
        yield Told(row.recorded_at, words, row.made_by, row.amount_cents)


def _papers(line: BankLine) -> Iterator[Told]:
    for row in line.vouchers.select_related("added_by"):
        words = _("The voucher %(name)s was added") % {"name": row.name}
        yield Told(row.added_at, words, row.added_by)
