"""Money that leaves again: refunds of ours or from Stripe's dashboard, and disputes.

Each is recorded from Stripe's object as it is now, not from what an event says
happened, so that no order of events changes the end.
"""

from datetime import datetime

from django.db import transaction

from payments import receipts
from payments.allocating import (
    cover_from_rest,
    lock_bills,
    put_back,
    take_off,
    telling_purposes,
)
from payments.models import Bill, Dispute, Payment, Provider, TakenBack
from payments.moving import record_movement
from payments.stripe_facts import DisputeFacts, RefundFacts

Kind = TakenBack.Kind


@transaction.atomic
def record_refund(refund: RefundFacts, *, at: datetime) -> None:
    """Take a refund off the bill, which is open again; put one that came back on it.

    A refund that has moved no money yet is recorded when it does.
    Payment.DoesNotExist when we do not know the payment.
    """
    payment, bills = _lock(refund.intent_id)
    with telling_purposes(bills, at):
        for moved, kind in (
            (refund.moved, Kind.REFUND),
            (refund.moved_back, Kind.REFUND_FAILED),
        ):
            if moved is None:
                continue
            sign = 1 if kind == Kind.REFUND else -1
            row = _add(
                payment,
                bills,
                kind=kind,
                provider_id=refund.id,
                cents=sign * refund.amount_cents,
                happened_at=moved.happened_at,
                at=at,
            )
            record_movement(moved, payment=payment, at=at)
            if row is not None and bills and not refund.has_failed:
                receipts.give_for_refund(row, bills[0], at=at)


@transaction.atomic
def record_dispute(dispute: DisputeFacts, *, at: datetime) -> None:
    """Keep a dispute as it stands, and each movement of its money once.

    An inquiry moves none. Payment.DoesNotExist when we do not know the payment.
    """
    payment, bills = _lock(dispute.intent_id)
    _keep_dispute(dispute, payment, at)
    with telling_purposes(bills, at):
        for moved in dispute.movements:
            if moved.amount_cents:
                _add(
                    payment,
                    bills,
                    kind=Kind.DISPUTE if moved.amount_cents < 0 else Kind.DISPUTE_WON,
                    provider_id=moved.provider_id,
                    cents=-moved.amount_cents,
                    happened_at=moved.happened_at,
                    at=at,
                )
            record_movement(moved, payment=payment, at=at)


def _keep_dispute(facts: DisputeFacts, payment: Payment, at: datetime) -> None:
    """The payment is locked: nobody else writes this dispute now."""
    dispute, is_new = Dispute.objects.get_or_create(
        provider_id=facts.id,
        defaults={
            "payment": payment,
            "amount_cents": facts.amount_cents,
            "currency": facts.currency,
            "status": facts.status,
            "reason": facts.reason,
            "evidence_due_at": facts.evidence_due_at,
            "opened_at": facts.opened_at,
            "recorded_at": at,
        },
    )
    if not is_new and dispute.may_become(facts.status):
        dispute.status = facts.status
        dispute.reason = facts.reason
        dispute.evidence_due_at = facts.evidence_due_at
        dispute.save(update_fields=["status", "reason", "evidence_due_at"])


def _lock(intent_id: str) -> tuple[Payment, list[Bill]]:
    payment = Payment.objects.select_related("attempt").get(
        provider=Provider.STRIPE, provider_id=intent_id
    )
    bills = lock_bills(payment)
    return Payment.objects.select_for_update().get(pk=payment.pk), bills


def _add(
    payment: Payment,
    bills: list[Bill],
    *,
    kind: TakenBack.Kind,
    provider_id: str,
    cents: int,
    happened_at: datetime,
    at: datetime,
) -> TakenBack | None:
    """Write the row unless it is there, and let the bills follow."""
    row, is_new = TakenBack.objects.get_or_create(
        kind=kind,
        provider_id=provider_id,
        defaults={
            "payment": payment,
            "amount_cents": cents,
            "happened_at": happened_at,
            "recorded_at": at,
        },
    )
    if not is_new:
        return None
    if cents > 0:
        take_off(payment, row, at=at)
        for bill in bills:
            cover_from_rest(bill, at=at)
    else:
        put_back(payment, bills, row, at=at)
    return row
