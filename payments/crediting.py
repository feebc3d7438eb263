"""Money that a payer has with us: what was paid too much."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from payments.models import Allocation, Bill, Payment

CURRENCY = "eur"


def credits_of(bill: Bill) -> QuerySet[Payment]:
    """Payments meant for this bill of which something is on no bill, oldest first."""
    return _with_bill(Payment.objects.unmatched()).filter(meant_for=bill.pk)


def _with_bill(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """With `meant_for`: the bill that was being paid, else the first it was put on."""
    first = Allocation.objects.filter(payment=OuterRef("pk")).order_by("pk")
    return payments.filter(currency=CURRENCY).annotate(
        meant_for=Coalesce("attempt__bill", Subquery(first.values("bill")[:1]))
    )
