"""Money that a payer has with us: what was paid too much.

It is theirs. The treasurer puts it on another bill of theirs, or sends it back
(payments/refunding.py; of what came by bank payments/bank/returning.py makes a task).
What is to be paid back already is no credit.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import history, outbox
from accounts.models import User
from payments import emails
from payments.allocating import allocate, lock_bills, telling_purposes
from payments.models import Allocation, Bill, Payment, Repayment
from payments.models.bill import BillQuerySet

CURRENCY = "eur"
USED = "payment.credit_used"
VERBS = {USED: gettext_lazy("A credit was used for a bill")}


class CreditError(Exception):
    """A credit that was not used. The message is shown to the treasurer."""


def credits_of(bill: Bill) -> QuerySet[Payment]:
    """Payments meant for this bill of which something is on no bill, oldest first."""
    return _credits().filter(meant_for=bill.pk)


def credits_of_payer(bill: Bill) -> QuerySet[Payment]:
    """The same of all bills of whoever pays this one."""
    return _credits().filter(meant_for__in=bills_of_payer(bill).order_by().values("pk"))


def bills_of_payer(bill: Bill) -> BillQuerySet:
    """One payer is one address; who has none is known by name."""
    if bill.payer_email:
        return Bill.objects.of_payer(bill.payer_email)
    return Bill.objects.filter(payer_email="", payer_name=bill.payer_name)


def others_open(bill: Bill) -> QuerySet[Bill]:
    """Other bills of the same payer that a credit could pay, the oldest first."""
    bills = bills_of_payer(bill).exclude(pk=bill.pk).uncovered()
    return bills.order_by("due_on", "pk")


@transaction.atomic
def use_credit(payment: Payment, bill: Bill, *, by: User, at: datetime) -> int:
    """Put what is over of a payment on an open bill of its payer; answers the cents.

    Asked again when nothing is over any more, or the bill is paid, it refuses.
    """
    bill, payment = _lock(payment, bill)
    if not credits_of_payer(bill).filter(pk=payment.pk).exists():
        raise CreditError(_("This payer has no credit of that payment any more."))
    with telling_purposes([bill], at):
        cents = allocate(payment, bill, at=at) if bill.withdrawn_at is None else 0
    if not cents:
        raise CreditError(_("Nothing is open on this bill any more."))
    if bill.payer_email:
        key = f"credit-{payment.pk}-on-{bill.pk}-{at.isoformat()}"
        outbox.add(emails.credit_used(bill, cents), key=key)
    history.write(
        USED,
        bill,
        by=by,
        at=at,
        facts={"payment": payment.provider_id, "cents": cents},
        personal={"name": bill.payer_name},
    )
    return cents


def _lock(payment: Payment, bill: Bill) -> tuple[Bill, Payment]:
    """All bills it is about in the order of all others, and then the payment."""
    lock_bills(payment, also=bill)
    locked = Payment.objects.select_for_update().get(pk=payment.pk)
    return Bill.objects.get(pk=bill.pk), locked


def _credits() -> "QuerySet[Any]":
    first = Allocation.objects.filter(payment=OuterRef("pk")).order_by("pk")
    meant_for = Coalesce(
        "attempt__bill_id",  # the bill that was being paid
        Subquery(first.values("bill_id")[:1]),  # or the first it was put on
        output_field=BigIntegerField(),
    )
    promised = Repayment.objects.waiting().order_by().values("payment")
    waiting = Payment.objects.unmatched().filter(currency=CURRENCY)
    return waiting.exclude(pk__in=promised).annotate(meant_for=meant_for)
