"""How long money tells of who paid: Associations Act 37 a §, Accounting Act 2:10.

Rows of money are never removed. When their time has come, the payer's name and address
are taken out of the bill and its receipts, the bank's words out of its lines, and every
sum stays as it was.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.data_subjects import DataSubject
from accounts.keeping import Keeping, Rows, always
from accounts.own_rows import rows_of_model
from association import formats
from payments.models import (
    BankFile,
    BankLine,
    Bill,
    Payment,
    PaymentAttempt,
    Receipt,
    Repayment,
    Voucher,
)
from payments.models.bill import BillQuerySet

YEARS = 6  # after the end of the calendar year
NOBODY = "–"
PAID = gettext_noop("paid")
LAW = _(
    "Vouchers of the books must be kept six years after the end of the year "
    "(Associations Act 37 a §, Accounting Act 2:10). An open bill stays until it is "
    "paid or withdrawn."
)
VOUCHERS_LAW = _(
    "Vouchers of the books must be kept six years after the end of the year "
    "(Associations Act 37 a §, Accounting Act 2:10)."
)


def kept_since(at: datetime) -> datetime:
    """The new year since which money is still kept."""
    local = timezone.localtime(at)
    return timezone.make_aware(datetime(local.year - YEARS, 1, 1))  # noqa: DTZ001


def kept_until(on: date) -> date:
    return date(on.year + YEARS, 12, 31)


def free(bills: BillQuerySet, at: datetime) -> BillQuerySet:
    """Those that no law keeps any more: nobody is asked to pay, and if money ever was
    on them, the years have passed."""
    limit = kept_since(at)
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
    return kept_until(timezone.localdate(max(days)))


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


def _payments_of(whose: DataSubject) -> Rows:
    bills = rows_of_model(Bill, whose).order_by().values("pk")
    return Payment.objects.filter(allocations__bill__in=bills).order_by().values("pk")


def lines_of(whose: DataSubject) -> Rows:
    """What the bank told of the payments for somebody's bills."""
    return BankLine.objects.filter(payment__in=_payments_of(whose))


def vouchers_of(whose: DataSubject) -> Rows:
    return Voucher.objects.filter(line__in=lines_of(whose).order_by().values("pk"))


def repayments_of(whose: DataSubject) -> Rows:
    return Repayment.objects.filter(payment__in=_payments_of(whose))


def _telling(lines: Rows) -> Rows:
    """Lines with words of the bank about somebody."""
    return lines.exclude(counterparty="", counterparty_iban="", message="", raw="")


def lines_over(at: datetime) -> Rows:
    return _telling(BankLine.objects.filter(booked_on__lt=kept_since(at).date()))


def lines_that_stay(rows: Rows, at: datetime) -> Rows:
    return rows.filter(booked_on__gte=kept_since(at).date())


def empty_lines(rows: Rows, _at: datetime) -> None:
    rows.order_by().update(counterparty="", counterparty_iban="", message="", raw="")


def files_over(at: datetime) -> Rows:
    return BankFile.objects.filter(imported_at__lt=kept_since(at)).exclude(original="")


def empty_files(rows: Rows, _at: datetime) -> None:
    _remove_files(rows, "original")


def vouchers_over(at: datetime) -> Rows:
    old = Voucher.objects.filter(line__booked_on__lt=kept_since(at).date())
    return old.exclude(file="")


def vouchers_that_stay(rows: Rows, at: datetime) -> Rows:
    return rows.filter(line__booked_on__gte=kept_since(at).date())


def empty_vouchers(rows: Rows, _at: datetime) -> None:
    _remove_files(rows, "file")


def _remove_files(rows: Rows, field: str) -> None:
    """The row stays, without its file and the name that the file had."""
    for row in rows.exclude(**{field: ""}):
        _remove_when_certain(getattr(row, field))
        setattr(row, field, "")
        row.name = NOBODY
        row.save(update_fields=[field, "name"])


def _remove_when_certain(file: FieldFile) -> None:
    """With the transaction: what a dry run takes back must still be there."""
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(str(name)))


def _settled(at: datetime) -> Rows:
    """Repayments that wait no longer and whose years have passed."""
    waiting = Repayment.objects.waiting().order_by().values("pk")
    return Repayment.objects.filter(asked_at__lt=kept_since(at)).exclude(pk__in=waiting)


def repayments_over(at: datetime) -> Rows:
    return _settled(at).exclude(payee_name=NOBODY)


def repayments_that_stay(rows: Rows, at: datetime) -> Rows:
    return rows.exclude(pk__in=_settled(at).order_by().values("pk"))


def empty_repayments(rows: Rows, _at: datetime) -> None:
    rows.order_by().update(payee_name=NOBODY, payee_iban=NOBODY)


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
LINES = Keeping(
    erase=empty_lines, over=lines_over, stays=lines_that_stay,
    until=lambda line: kept_until(line.booked_on), law=VOUCHERS_LAW,
    rest=_("The sums stay, without your name."),
)  # fmt: skip
FILES = Keeping(erase=empty_files, over=files_over)
VOUCHERS = Keeping(
    erase=empty_vouchers, over=vouchers_over, stays=vouchers_that_stay,
    until=lambda voucher: kept_until(voucher.line.booked_on), law=VOUCHERS_LAW,
)  # fmt: skip
REPAYMENTS = Keeping(
    erase=empty_repayments, over=repayments_over, stays=repayments_that_stay,
    until=lambda row: kept_until(timezone.localdate(row.asked_at)), law=VOUCHERS_LAW,
)  # fmt: skip
BY_HAND = always(
    _("What was written in the books stays; who wrote it goes with the sign-in.")
)
RULES = always(_("It works until the treasurer deletes it."))
