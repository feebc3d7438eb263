"""Money that a payer has with us: what was paid too much."""

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from payments.models import Allocation, Bill, Payment

CURRENCY = "eur"


def credits_of(bill: Bill) -> QuerySet[Payment]:
    """Payments meant for this bill of which something is on no bill, oldest first."""
    waiting = Payment.objects.unmatched().filter(currency=CURRENCY)
    return waiting.annotate(meant_for=_meant_for()).filter(meant_for=bill.pk)


def _meant_for() -> Coalesce:
    """The bill that was being paid, else the first the money was put on."""
    first = Allocation.objects.filter(payment=OuterRef("pk")).order_by("pk")
    return Coalesce(
        "attempt__bill_id",
        Subquery(first.values("bill_id")[:1]),
        output_field=BigIntegerField(),
    )
