"""Recording what was paid: webhook, return page and reconciliation call `settle`."""

import logging
from datetime import datetime

from django.db import transaction

from payments import alerts, receipts
from payments.allocating import allocate, telling_purposes
from payments.models import Bill, Fee, Payment, PaymentAttempt, Provider
from payments.stripe_client import is_live
from payments.stripe_facts import FeeFacts, SessionFacts

logger = logging.getLogger("mentorit.payments")

Mismatch = Payment.Mismatch


@transaction.atomic
def settle(session: SessionFacts, *, at: datetime) -> Payment | None:
    """Record what a Checkout Session tells; called again, it changes nothing.

    Money that fits no bill is recorded too, without one: it waits for the treasurer.
    """
    attempt, bill = _find_and_lock(session)
    if session.is_paid:
        return _record(session, attempt, bill, at)
    if attempt is not None and session.is_expired:
        attempt.end(PaymentAttempt.End.EXPIRED, at)
    return None


def _find_and_lock(session: SessionFacts) -> tuple[PaymentAttempt | None, Bill | None]:
    """The attempt that asked for the session, and its bill, locked.

    Both names must be right: after a restore, an attempt's key alone may belong to
    another bill.
    """
    found = PaymentAttempt.objects.filter(
        key=session.attempt_key, bill__reference=session.reference
    ).first()
    if found is None:
        return None, None
    bill = Bill.objects.select_for_update().get(pk=found.bill_id)
    return PaymentAttempt.objects.select_for_update().get(pk=found.pk), bill


def _record(
    session: SessionFacts,
    attempt: PaymentAttempt | None,
    bill: Bill | None,
    at: datetime,
) -> Payment:
    payment, is_new = Payment.objects.get_or_create(
        provider=Provider.STRIPE,
        # A paid session has an intent; should it not, the session is its own name.
        provider_id=session.intent_id or session.id,
        defaults={
            "amount_cents": session.amount_cents,
            "currency": session.currency,
            "paid_at": session.paid_at or at,
            "recorded_at": at,
            "livemode": session.livemode,
            "method": session.method,
            "attempt": attempt,
            "mismatch": _mismatch(session, attempt, bill),
        },
    )
    record_fee(payment, session.fee)
    if not is_new:
        return payment
    if attempt is not None:
        attempt.end(PaymentAttempt.End.PAID, at)
    if bill is not None and not payment.mismatch:
        with telling_purposes([bill], at):
            allocate(payment, bill, at=at)
        receipts.give_for_payment(payment, bill, at=at)
    if payment.rest_cents:
        logger.warning("Payment %s waits for a bill.", payment.provider_id)
        alerts.unmatched_money(payment, at=at)
    return payment


def record_fee(payment: Payment, fee: FeeFacts | None) -> None:
    """Keep what Stripe charged; it may become known later than the payment."""
    if fee is not None:
        Fee.objects.get_or_create(
            provider_id=fee.provider_id,
            defaults={
                "payment": payment,
                "amount_cents": fee.amount_cents,
                "happened_at": fee.happened_at,
            },
        )


def _mismatch(
    session: SessionFacts, attempt: PaymentAttempt | None, bill: Bill | None
) -> str:
    """Why this money may not be put on the bill by itself; empty when it may."""
    if attempt is None or bill is None:
        return Mismatch.NO_BILL
    if session.livemode != is_live():
        return Mismatch.MODE
    if session.currency != bill.currency:
        return Mismatch.CURRENCY
    if session.amount_cents != attempt.amount_cents:
        return Mismatch.AMOUNT
    if bill.withdrawn_at is not None:
        return Mismatch.WITHDRAWN
    return ""
