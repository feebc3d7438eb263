"""Which bills a line may be for, by name and sum. Shown, never applied by itself."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from association.sorting import name_key
from payments.models import BankLine, Bill

MOST = 5
LOOKED_AT = 2_000
DIGITS = re.compile(r"\d[\d ]{2,24}\d")


@dataclass(frozen=True)
class Suggestion:
    """A bill, and in words why it may be meant."""

    bill: Bill
    why: str | Promise
    points: int


def bills_for(line: BankLine) -> list[Suggestion]:
    """The likeliest open bills, at most five; none where nothing speaks for one."""
    if not line.is_income:
        return []
    found = [_look(line, bill) for bill in _open_bills(line)]
    likely = [one for one in found if one.points]
    return sorted(likely, key=lambda one: (-one.points, one.bill.due_on))[:MOST]


def _open_bills(line: BankLine) -> list[Bill]:
    bills = Bill.objects.uncovered().filter(
        created_at__date__lte=line.booked_on + timedelta(days=1)
    )
    return list(bills.order_by("-due_on")[:LOOKED_AT])


def _look(line: BankLine, bill: Bill) -> Suggestion:
    is_sum = bill.open_cents == line.amount_cents
    payer, theirs = _words(bill.payer_name), _words(line.counterparty)
    written = _words(line.message)
    if bill.reference in _numbers(line.message):
        return Suggestion(bill, _("its reference number stands in the message"), 9)
    if payer and payer == theirs:
        return Suggestion(
            bill,
            _("same name and sum") if is_sum else _("same name"),
            8 if is_sum else 4,
        )
    if payer and payer <= written:
        return Suggestion(
            bill,
            _("the payer's name in the message, and the sum")
            if is_sum
            else _("the payer's name in the message"),
            7 if is_sum else 3,
        )
    surname = _words(bill.payer_name.split()[-1]) if bill.payer_name.split() else set()
    if is_sum and surname and surname <= theirs:
        return Suggestion(bill, _("same surname and sum"), 5)
    return Suggestion(bill, "", 0)


def _words(text: str) -> set[str]:
    return {one for one in name_key(text).split() if one.isalnum()}


def _numbers(text: str) -> set[str]:
    return {one.group().replace(" ", "").lstrip("0") for one in DIGITS.finditer(text)}
