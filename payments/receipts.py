"""Receipts: numbered without gaps, with the words of the day they were given."""

from datetime import datetime

from django.utils import timezone, translation

from accounts import outbox
from payments import emails
from payments.models import Bill, Payment, Receipt, ReceiptSeries, TakenBack
from payments.payee import payee


def give_for_payment(
    payment: Payment, bill: Bill, *, at: datetime, amount_cents: int | None = None
) -> Receipt:
    """The receipt of a payment and its mail, in the transaction that records it.

    `amount_cents` is said when one payment is for several bills.
    """
    cents = payment.amount_cents if amount_cents is None else amount_cents
    return _give(bill, payment, cents, payment=payment, refund=None, at=at)


def give_for_refund(refund: TakenBack, bill: Bill, *, at: datetime) -> Receipt:
    """The same for money that we gave back."""
    return _give(
        bill, refund.payment, refund.amount_cents, payment=None, refund=refund, at=at
    )


def _give(
    bill: Bill,
    paid: Payment,
    amount_cents: int,
    *,
    payment: Payment | None,
    refund: TakenBack | None,
    at: datetime,
) -> Receipt:
    series, number = _next_number(at)
    receipt = Receipt.objects.create(
        series=series,
        number=number,
        bill=bill,
        payment=payment,
        refund=refund,
        amount_cents=amount_cents,
        issued_at=at,
        text=_text(bill, paid),
    )
    key = f"receipt-{receipt.pk}"
    if bill.payer_email:  # who has no address gets it on paper
        outbox.add(emails.receipt(receipt), key=key)
    return receipt


def _next_number(at: datetime) -> tuple[ReceiptSeries, int]:
    """One series a year. Its row stays locked until the receipt is saved."""
    name = str(timezone.localtime(at).year)
    ReceiptSeries.objects.get_or_create(name=name)
    series = ReceiptSeries.objects.select_for_update().get(name=name)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series, series.last_number


def _text(bill: Bill, paid: Payment) -> dict[str, object]:
    """What was true on the day; names and prices may change later."""
    with translation.override(bill.language):
        title, note = bill.title, bill.note
    return {
        "title": title,
        "note": note,
        "payer": bill.payer_name,
        "reference": bill.reference,
        "method": paid.method,
        "paid_at": paid.paid_at.isoformat(),
        "provider_id": paid.provider_id,
        "rest_cents": max(0, paid.rest_cents),
        "payee": payee().as_json(),
    }
