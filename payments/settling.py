"""Recording what was paid: webhook, return page and reconciliation call `settle`."""

import logging
from datetime import datetime

from django.db import transaction

from payments import alerts, receipts
from payments.allocating import allocate, telling_purposes
from payments.models import Bill, Payment, PaymentAttempt, Provider
from payments.moving import record_movement
from payments.stripe_client import is_live
from payments.stripe_facts import ChargeFacts, SessionFacts

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
    if attempt is not None and session.has_failed:
        attempt.end(PaymentAttempt.End.FAILED, at)
    return None


@transaction.atomic
def record_charge(charge: ChargeFacts, *, at: datetime) -> Payment:
    """Record money that no Checkout Session of ours asked for; it waits for a bill."""
    payment, is_new = Payment.objects.get_or_create(
        provider=Provider.STRIPE,
        provider_id=charge.intent_id,
        defaults={
            "amount_cents": charge.amount_cents,
            "currency": charge.currency,
            "paid_at": charge.paid_at,
            "recorded_at": at,
            "livemode": charge.livemode,
            "method": charge.method,
            "mismatch": Mismatch.NO_BILL,
        },
    )
    record_movement(charge.moved, payment=payment, at=at)
    if is_new:
        _tell_of_waiting(payment, at)
    return payment


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
    record_movement(session.moved, payment=payment, at=at)
    if not is_new:
        return payment
    if attempt is not None:
        attempt.end(PaymentAttempt.End.PAID, at)
    if bill is not None and not payment.mismatch:
        with telling_purposes([bill], at):
            allocate(payment, bill, at=at)
        receipts.give_for_payment(payment, bill, at=at)
    if payment.rest_cents:
        _tell_of_waiting(payment, at)
    return payment


def _tell_of_waiting(payment: Payment, at: datetime) -> None:
    logger.warning("Payment %s waits for a bill.", payment.provider_id)
    alerts.unmatched_money(payment, at=at)


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
