"""What was paid is given back: when the association cancels an event, and to who
cancels in time where the event says so (`Event.money_back`).

It is a timed job and not part of the cancellation: Stripe is asked outside any
transaction, and asked again when it did not answer. What came to the bank account
only the treasurer can send back; the admin's front page counts those.
"""

from datetime import datetime

from django.db.models import Q, QuerySet

from events.models import Registration
from payments.models import Bill, Payment, Provider
from payments.refunding import RefundError, refund_payment


def owed() -> QuerySet[Bill]:
    """Paid bills of cancelled events, and of places that were cancelled in time."""
    by_association = Q(occurrence__cancelled_at__isnull=False, cancelled_at=None)
    in_time = Q(pays_back=True, cancelled_at__isnull=False)
    rows = Registration.objects.filter(by_association | in_time)
    # A list of keys: the sums of `covered` are counted per joined row.
    bills = rows.filter(bill__isnull=False).order_by().values("bill")
    return Bill.objects.covered().filter(pk__in=bills).order_by("pk")


def owed_by_bank() -> QuerySet[Bill]:
    by_bank = Bill.objects.filter(allocations__payment__provider=Provider.BANK)
    return owed().filter(pk__in=by_bank.order_by().values("pk"))


def give_back_all(at: datetime) -> str:
    """The timed job."""
    done, errors = 0, []
    for bill in owed():
        try:
            done += give_back(bill, at=at)
        except RefundError as error:
            errors.append(f"{bill.reference}: {error}")
    if errors:
        raise RefundError("; ".join(errors))
    return f"Gave back {done} payment(s)."


def give_back(bill: Bill, *, at: datetime) -> int:
    """All that lies on the bill and came through Stripe; answers how many payments."""
    done = 0
    rows = Payment.objects.filter(provider=Provider.STRIPE, allocations__bill=bill)
    for payment in rows.distinct():
        cents = sum(row.amount_cents for row in payment.allocations.filter(bill=bill))
        if cents > 0:
            refund_payment(payment, cents, at=at)
            done += 1
    return done
