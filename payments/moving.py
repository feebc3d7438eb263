"""Writing down Stripe's balance transactions, each once, with the fee in it."""

from datetime import datetime

from payments.models import Fee, Payment, StripeMovement
from payments.models.movement import FEES
from payments.stripe_client import is_live
from payments.stripe_facts import MovementFacts


def record_movement(
    moved: MovementFacts | None, *, payment: Payment | None, at: datetime
) -> bool:
    """Keep a movement and what Stripe kept of it; whether it was new.

    None is a movement that Stripe has not booked yet: `reconcile_stripe` finds it.
    Inside the transaction that writes the money row it belongs to.
    """
    if moved is None:
        return False
    _row, is_new = StripeMovement.objects.get_or_create(
        provider_id=moved.provider_id,
        defaults={
            "type": moved.type,
            "category": moved.category,
            "amount_cents": moved.amount_cents,
            "fee_cents": moved.fee_cents,
            "net_cents": moved.net_cents,
            "currency": moved.currency,
            "source": moved.source,
            "happened_at": moved.happened_at,
            "available_at": moved.available_at,
            "recorded_at": at,
            "livemode": is_live(),
            "payment": payment,
        },
    )
    if is_new:
        _record_fee(moved, payment)
    return is_new


def _record_fee(moved: MovementFacts, payment: Payment | None) -> None:
    """What Stripe kept of the movement, or took by one that is nothing but a fee."""
    cents = moved.fee_cents
    if moved.type in FEES:
        cents -= moved.amount_cents
    if cents:
        Fee.objects.get_or_create(
            provider_id=moved.provider_id,
            defaults={
                "payment": payment,
                "amount_cents": cents,
                "happened_at": moved.happened_at,
            },
        )
