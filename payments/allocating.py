"""Putting money on bills and taking it off again, each time by a new row.

All of it happens inside the transaction of whoever calls, with the bills locked.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Q, Sum

from payments import purposes
from payments.models import Allocation, Bill, Payment, TakenBack


@contextmanager
def telling_purposes(bills: Iterable[Bill], at: datetime) -> Iterator[None]:
    """Tell whoever asked for the bills when one has become covered or open again."""
    before = [(bill, bill.is_covered) for bill in bills]
    yield
    for bill, was_covered in before:
        if bill.is_covered and not was_covered:
            purposes.find(bill.purpose).covered(bill, at)
        elif was_covered and not bill.is_covered:
            purposes.find(bill.purpose).reopened(bill, at)


def lock_bills(payment: Payment, *, also: Bill | None = None) -> list[Bill]:
    """The bills a payment is for, locked; always before the payment itself."""
    numbers = set(payment.allocations.values_list("bill_id", flat=True))
    if payment.attempt is not None:
        numbers.add(payment.attempt.bill_id)
    if also is not None:
        numbers.add(also.pk)
    bills = Bill.objects.select_for_update().filter(pk__in=numbers)
    return list(bills.order_by("pk"))


def allocate(
    payment: Payment,
    bill: Bill,
    *,
    at: datetime,
    cause: TakenBack | None = None,
    most: int | None = None,
) -> int:
    """Put what is left of a payment on a bill, as far as it is open; answers cents."""
    cents = min(payment.rest_cents, bill.open_cents)
    if most is not None:
        cents = min(cents, most)
    if cents <= 0:
        return 0
    Allocation.objects.create(
        payment=payment, bill=bill, amount_cents=cents, cause=cause, created_at=at
    )
    return cents


def take_off(payment: Payment, cause: TakenBack, *, at: datetime) -> None:
    """Take off bills what is no longer there; what lay on no bill goes first."""
    missing = -payment.rest_cents
    sums = (
        payment.allocations.order_by()
        .values("bill")
        .annotate(total=Sum("amount_cents"))
        .order_by("-bill")
    )
    for row in list(sums):
        cents = min(missing, row["total"])
        if cents > 0:
            Allocation.objects.create(
                payment=payment,
                bill_id=row["bill"],
                amount_cents=-cents,
                cause=cause,
                created_at=at,
            )
            missing -= cents


def put_back(
    payment: Payment, bills: list[Bill], cause: TakenBack, *, at: datetime
) -> None:
    """Put money that came back on the bills it was for."""
    left = -cause.amount_cents
    for bill in bills:
        left -= allocate(payment, bill, at=at, cause=cause, most=left)


def cover_from_rest(bill: Bill, *, at: datetime) -> None:
    """Let what was paid too much for a bill cover it when it is open again.

    So the end is the same in whatever order two payments and a refund arrive.
    """
    named = Q(attempt__bill=bill) | Q(bank_line__reference=bill.reference)
    payments = Payment.objects.unmatched().filter(named, mismatch="")
    payments = payments.exclude(allocations__undoes__bill=bill)  # by somebody's hand
    for row in payments:
        allocate(Payment.objects.get(pk=row.pk), bill, at=at)
