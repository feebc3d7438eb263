"""A bank line that pays bills: by the reference in it, or by hand, and undone."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from association import formats
from payments import receipts
from payments.allocating import allocate, telling_purposes
from payments.bank.lines import ExplainingError, lock, told
from payments.models import Allocation, BankLine, Bill, Payment, Provider


def references_of(line: BankLine) -> list[str]:
    """The bills' references that a line names, in its order."""
    told = [one for one, _cents in line.remittances] or [line.reference]
    return list(dict.fromkeys(one for one in told if one))


def pay_named_bills(line: BankLine, *, at: datetime) -> Payment | None:
    """Put a line on the bills that it names, each as far as it is open. What is more
    stays with the payment, as credit. None when it names no bill that is asked for."""
    named = references_of(line)
    found = Bill.objects.select_for_update().filter(
        reference__in=named, withdrawn_at=None
    )
    bills = {bill.reference: bill for bill in found.order_by("pk")}
    if not bills:
        return None
    payment = payment_of(line, at=at)
    with telling_purposes(bills.values(), at):
        for reference in named:
            if bill := bills.get(reference):
                allocate(payment, bill, at=at, most=_asked(line, reference))
    _give_receipts(payment, list(bills.values()), at)
    return payment


def _asked(line: BankLine, reference: str) -> int | None:
    """How much of the line is for that bill, where the payer said it; a credit note
    that names it takes off."""
    told = [cents for one, cents in line.remittances if one == reference]
    if not told or None in told:
        return None
    return max(0, sum(int(cents) for cents in told))


def payment_of(line: BankLine, *, at: datetime) -> Payment:
    """The payment that the line is, made once."""
    noon = datetime.combine(line.booked_on, time(12), timezone.get_default_timezone())
    payment, _is_new = Payment.objects.get_or_create(
        provider=Provider.BANK,
        provider_id=f"{line.account}:{line.key}",
        defaults={
            "amount_cents": line.amount_cents,
            "currency": "eur",
            "paid_at": noon,
            "recorded_at": at,
            "livemode": True,
            "method": "bank",
            "bank_line": line,
        },
    )
    return payment


def _give_receipts(payment: Payment, bills: list[Bill], at: datetime) -> None:
    for bill in bills:
        if not payment.receipts.filter(bill=bill).exists():
            receipts.give_for_payment(
                payment, bill, at=at, amount_cents=_share(payment, bill, len(bills))
            )


def _share(payment: Payment, bill: Bill, count: int) -> int:
    """Of a payment for one bill all of it, with what was too much."""
    if count == 1 and not payment.allocations.exclude(bill=bill).exists():
        return payment.amount_cents
    rows = payment.allocations.filter(bill=bill)
    return sum(row.amount_cents for row in rows) or payment.amount_cents


def assign(
    line: BankLine,
    bill: Bill,
    *,
    by: User | None,
    at: datetime,
    cents: int | None = None,
) -> Allocation:
    """Put a line, or `cents` of it, on a bill by hand; ExplainingError says why not."""
    with transaction.atomic():
        bill = Bill.objects.select_for_update().get(pk=bill.pk)
        line = lock(line)
        if not line.is_income:
            raise ExplainingError(_("Money that left pays no bill."))
        if bill.withdrawn_at is not None:
            raise ExplainingError(_("This bill has been withdrawn."))
        if not hasattr(line, "payment") and line.booked_cents:
            raise ExplainingError(_("Undo first what the line is on."))
        payment = payment_of(line, at=at)
        most = min(payment.rest_cents, bill.open_cents)
        wanted = most if cents is None else cents
        if not 0 < wanted <= most:
            raise ExplainingError(
                _("At most %(sum)s of the line can go on this bill.")
                % {"sum": formats.euros(most)}
            )
        with telling_purposes([bill], at):
            row = Allocation.objects.create(
                payment=payment,
                bill=bill,
                amount_cents=wanted,
                made_by=by,
                created_at=at,
            )
        _give_receipts(payment, [bill], at)
        told(line, "line.on_bill", by=by, at=at, cents=wanted)
    return row


def unassign(allocation: Allocation, *, by: User | None, at: datetime) -> Allocation:
    """Take it off the bill again, by a negative row that names it; twice is once."""
    with transaction.atomic():
        bill = Bill.objects.select_for_update().get(pk=allocation.bill_id)
        payment = Payment.objects.select_for_update().get(pk=allocation.payment_id)
        known = Allocation.objects.filter(undoes=allocation).first()
        if known is not None:
            return known
        lies = sum(row.amount_cents for row in payment.allocations.filter(bill=bill))
        if allocation.amount_cents <= 0 or lies < allocation.amount_cents:
            raise ExplainingError(_("This money is not on the bill any more."))
        with telling_purposes([bill], at):
            row = Allocation.objects.create(
                payment=payment,
                bill=bill,
                amount_cents=-allocation.amount_cents,
                undoes=allocation,
                made_by=by,
                created_at=at,
            )
        if payment.bank_line is not None:
            cents = row.amount_cents
            told(payment.bank_line, "line.off_bill", by=by, at=at, cents=cents)
    return row
