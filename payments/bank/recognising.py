"""What a new bank line is, when no person is needed to say it.

A payment that names a bill goes on it; a cancellation by the bank opens the bill
again; a payout meets the one that Stripe told of; what was to be paid back is; a rule
of the treasurer's says the account. A name or a sum that only looks right is a
suggestion (suggesting.py).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from payments.bank import accounting, paying, returning
from payments.models import BankLine, Bill, LineRule, Repayment


def recognise(lines: Sequence[BankLine], *, at: datetime) -> Counter[str]:
    """Explain what can be explained of new lines; counts how many by what."""
    done: Counter[str] = Counter()
    named = _bills_named(lines)
    rules = list(LineRule.objects.filter(is_active=True).select_related("account"))
    is_awaited = Repayment.objects.waiting().exists()
    for line in lines:
        if how := _explain(line, named, rules, at, is_awaited=is_awaited):
            done[how] += 1
    return done


def _explain(
    line: BankLine,
    named: set[str],
    rules: Iterable[LineRule],
    at: datetime,
    *,
    is_awaited: bool,
) -> str:
    if line.is_reversal:
        return "returned" if returning.take_back(line, at=at) else ""
    if line.is_income and named.intersection(paying.references_of(line)):
        payment = paying.pay_named_bills(line, at=at)
        if payment is not None:
            return "credit" if payment.rest_cents else "paid"
    if accounting.meet_payout(line, at=at):
        return "payout"
    if is_awaited and returning.meet_repayment(line, at=at):
        return "repaid"
    for rule in rules:
        if rule.is_for(line):
            accounting.book_by_rule(line, rule, at=at)
            return "rule"
    return ""


def _bills_named(lines: Sequence[BankLine]) -> set[str]:
    """Of all that lines name, the references that are a bill's; in one question."""
    told = {one for line in lines for one in paying.references_of(line)}
    bills = Bill.objects.filter(reference__in=told, withdrawn_at=None)
    return set(bills.values_list("reference", flat=True))
