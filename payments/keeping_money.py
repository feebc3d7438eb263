"""How long money tells of who paid: Associations Act 37 a §, Accounting Act 2:10.

Rows of money are never removed. When their time has come, the payer's name and address
are taken out of the bill and its receipts, and every sum stays as it was.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.keeping import Keeping, Rows
from association import formats
from payments.models import Bill, PaymentAttempt, Receipt
from payments.models.bill import BillQuerySet

YEARS = 6  # after the end of the calendar year
NOBODY = "–"
PAID = gettext_noop("paid")
LAW = _(
    "Vouchers of the books must be kept six years after the end of the year "
    "(Associations Act 37 a §, Accounting Act 2:10). An open bill stays until it is "
    "paid or withdrawn."
)


def free(bills: BillQuerySet, at: datetime) -> BillQuerySet:
    """Those that no law keeps any more: nobody is asked to pay, and if money ever was
    on them, the years have passed."""
    new_year = timezone.localtime(at).replace(month=1, day=1, hour=0, minute=0)
    limit = new_year.replace(year=new_year.year - YEARS, second=0, microsecond=0)
    last = Max("allocations__payment__paid_at")
    dated = bills.annotate(last_paid_at=last)
    withdrawn = Q(last_paid_at=None, withdrawn_at__isnull=False)
    old = dated.filter(Q(last_paid_at__lt=limit) | withdrawn)
    return old.exclude(pk__in=Bill.objects.uncovered().order_by().values("pk"))


def named(bills: BillQuerySet) -> BillQuerySet:
    """Those that tell who pays."""
    return bills.exclude(payer_name=NOBODY, payer_email="")


def bills_over(at: datetime) -> Rows:
    return named(free(Bill.objects.all(), at))


def bills_that_stay(rows: Rows, at: datetime) -> Rows:
    mine = Bill.objects.filter(pk__in=rows.order_by().values("pk"))
    return rows.exclude(pk__in=free(mine, at).order_by().values("pk"))


def last_day(bill: Bill) -> date | None:
    """Until when a bill with money must stay; None for one that is open."""
    days = [row.payment.paid_at for row in bill.allocations.select_related("payment")]
    if not days or not (bill.is_covered or bill.withdrawn_at):
        return None
    return date(timezone.localdate(max(days)).year + YEARS, 12, 31)


def empty_bills(rows: Rows, _at: datetime) -> None:
    rows.order_by().update(payer_name=NOBODY, payer_email="")


def receipts_over(at: datetime) -> Rows:
    of_bills = free(Bill.objects.all(), at).order_by().values("pk")
    return Receipt.objects.filter(bill__in=of_bills).exclude(text__payer=NOBODY)


def empty_receipts(rows: Rows, _at: datetime) -> None:
    for receipt in rows:
        receipt.text = {**receipt.text, "payer": NOBODY}
        receipt.save(update_fields=["text"])


def attempts_over(at: datetime) -> Rows:
    of_bills = free(Bill.objects.all(), at).order_by().values("pk")
    ended = PaymentAttempt.objects.filter(bill__in=of_bills, ended_at__isnull=False)
    return ended.exclude(params={})


def empty_attempts(rows: Rows, _at: datetime) -> None:
    rows.order_by().update(params={})


def _on_bills_that_stay(rows: Rows, at: datetime) -> Rows:
    bills = Bill.objects.filter(pk__in=rows.order_by().values("bill"))
    return rows.filter(bill__in=bills_that_stay(bills, at).order_by().values("pk"))


def _last_day_of_bill(row: Any) -> date | None:
    return last_day(cast("Bill", row.bill))


def payments_of(bill: Bill) -> Mapping[str, object]:
    """What came in for a bill, for the payer's own copy."""
    rows = bill.allocations.select_related("payment").order_by("pk")
    lines = [
        f"{row.payment.paid_at.isoformat()} {formats.euros(row.amount_cents)} "
        f"{row.payment.provider}"
        for row in rows
    ]
    return {PAID: lines}


BILLS = Keeping(
    erase=empty_bills, over=bills_over, stays=bills_that_stay, until=last_day, law=LAW,
    rest=_("The sums stay, without your name."),
)  # fmt: skip
RECEIPTS = Keeping(
    erase=empty_receipts, over=receipts_over, stays=_on_bills_that_stay,
    until=_last_day_of_bill, law=LAW,
)  # fmt: skip
ATTEMPTS = Keeping(
    erase=empty_attempts, over=attempts_over, stays=_on_bills_that_stay,
    until=_last_day_of_bill, law=LAW,
)  # fmt: skip
