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
from payments.models import Bill, Payment, Provider, TakenBack
from payments.settling import record_fee
from payments.stripe_facts import DisputeFacts, RefundFacts

Kind = TakenBack.Kind


@transaction.atomic
def record_refund(refund: RefundFacts, *, at: datetime) -> None:
    """Take a refund off the bill, which is open again; put a failed one back.

    Payment.DoesNotExist when we do not know the payment.
    """
    payment, bills = _lock(refund.intent_id)
    with telling_purposes(bills, at):
        row = _add(
            payment,
            bills,
            kind=Kind.REFUND,
            provider_id=refund.id,
            cents=refund.amount_cents,
            happened_at=refund.made_at,
            at=at,
        )
        if row is not None and bills and not refund.has_failed:
            receipts.give_for_refund(row, bills[0], at=at)
        if refund.has_failed:
            _add(
                payment,
                bills,
                kind=Kind.REFUND_FAILED,
                provider_id=refund.id,
                cents=-refund.amount_cents,
                happened_at=at,
                at=at,
            )


@transaction.atomic
def record_dispute(dispute: DisputeFacts, *, at: datetime) -> None:
    """Record each movement of a dispute's money once. An inquiry moves none."""
    payment, bills = _lock(dispute.intent_id)
    with telling_purposes(bills, at):
        for movement in dispute.movements:
            _add(
                payment,
                bills,
                kind=Kind.DISPUTE if movement.amount_cents > 0 else Kind.DISPUTE_WON,
                provider_id=movement.provider_id,
                cents=movement.amount_cents,
                happened_at=movement.happened_at,
                at=at,
            )
            record_fee(payment, movement.fee)


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
