"""What has happened with a bill, in order: for the treasurer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from payments.models import Allocation, Bill, Payment, PaymentAttempt, TakenBack
from payments.receipt_page import METHODS


@dataclass(frozen=True)
class Happening:
    """`words` of what happened, `detail` in small, `cents` where money moved."""

    at: datetime
    words: str
    detail: str = ""
    cents: int | None = None
    url: str = ""


def story(bill: Bill) -> list[Happening]:
    """Bill, attempts, payments, what is on the bill, refunds, receipts, reminders."""
    payments = list(payments_of(bill))
    found = [
        *_bill(bill),
        *_attempts(bill),
        *_payments(payments),
        *_allocations(bill),
        *_taken_back(payments),
        *_receipts(bill),
        *_reminders(bill),
    ]
    return sorted(found, key=lambda each: each.at)


def payments_of(bill: Bill) -> Iterator[Payment]:
    """Those that are on the bill, were, or were begun from it."""
    on_it = Allocation.objects.filter(bill=bill).order_by().values("payment")
    meant = Q(attempt__bill=bill) | Q(pk__in=on_it)
    yield from Payment.objects.with_state().filter(meant).order_by("paid_at", "pk")


def _bill(bill: Bill) -> Iterator[Happening]:
    yield Happening(bill.created_at, _("The bill was made"), cents=bill.amount_cents)
    if bill.withdrawn_at is not None:
        yield Happening(bill.withdrawn_at, _("The bill was withdrawn"))


def _attempts(bill: Bill) -> Iterator[Happening]:
    for attempt in bill.attempts.all():
        yield Happening(
            attempt.created_at,
            _("Paying was begun"),
            detail=_ended(attempt),
            cents=attempt.amount_cents,
        )


def _ended(attempt: PaymentAttempt) -> str:
    return capfirst(attempt.get_ended_as_display() or _("open"))


def _payments(payments: list[Payment]) -> Iterator[Happening]:
    for payment in payments:
        method = METHODS.get(payment.method, payment.get_provider_display())
        yield Happening(
            payment.paid_at,
            _("Money came"),
            detail=f"{capfirst(str(method))}, {payment.provider_id}",
            cents=payment.amount_cents,
            url=reverse("payments_received:inspect", args=[payment.pk]),
        )


def _allocations(bill: Bill) -> Iterator[Happening]:
    rows = Allocation.objects.filter(bill=bill).select_related("payment", "cause")
    for row in rows:
        is_put = row.amount_cents > 0
        yield Happening(
            row.created_at,
            _("Put on this bill") if is_put else _("Taken off this bill"),
            detail=row.cause.get_kind_display() if row.cause else "",
            cents=row.amount_cents,
            url=reverse("payments_received:inspect", args=[row.payment_id]),
        )


def _taken_back(payments: list[Payment]) -> Iterator[Happening]:
    for row in TakenBack.objects.filter(payment__in=payments):
        yield Happening(
            row.happened_at,
            capfirst(row.get_kind_display()),
            detail=row.provider_id,
            cents=-row.amount_cents,
            url=reverse("payments_received:inspect", args=[row.payment_id]),
        )


def _receipts(bill: Bill) -> Iterator[Happening]:
    for receipt in bill.receipts.select_related("series"):
        is_refund = receipt.is_refund
        yield Happening(
            receipt.issued_at,
            _("Receipt of the refund") if is_refund else _("Receipt"),
            detail=receipt.full_number,
            cents=receipt.amount_cents,
            url=receipt.get_absolute_url(),
        )


def _reminders(bill: Bill) -> Iterator[Happening]:
    for reminder in bill.reminders.all():
        yield Happening(
            reminder.made_at, _("Reminded"), detail=reminder.get_step_display()
        )
