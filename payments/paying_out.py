"""Payouts to the bank account, recorded from Stripe's objects as they are now."""

from collections.abc import Iterable
from datetime import datetime
from itertools import batched

from django.db import transaction

from payments.models import Payout, PayoutStep, StripeMovement
from payments.stripe_facts import PayoutFacts

Status = PayoutStep.Status
STATUSES = {
    "pending": Status.PENDING,
    "in_transit": Status.IN_TRANSIT,
    "paid": Status.PAID,
    "canceled": Status.CANCELED,
    "failed": Status.FAILED,
}


@transaction.atomic
def record_payout(payout: PayoutFacts, *, at: datetime) -> bool:
    """Keep a payout and where it is now; whether that was new.

    KeyError for a state that Stripe has invented since: better no row than a wrong one.
    """
    Payout.objects.get_or_create(
        provider_id=payout.id,
        defaults={
            "amount_cents": payout.amount_cents,
            "currency": payout.currency,
            "is_automatic": payout.is_automatic,
            "made_at": payout.made_at,
            "arrives_on": payout.arrives_on,
            "recorded_at": at,
            "livemode": payout.livemode,
        },
    )
    row = Payout.objects.select_for_update().get(provider_id=payout.id)
    if row.arrives_on != payout.arrives_on:
        row.arrives_on = payout.arrives_on
        row.save(update_fields=["arrives_on"])
    _step, is_new = PayoutStep.objects.get_or_create(
        payout=row,
        status=STATUSES[payout.status],
        defaults={"reason": payout.reason[:255], "noted_at": at},
    )
    return is_new


def put_together(payout: Payout, movement_ids: Iterable[str]) -> int:
    """Note which movements a payout pays out; answers of how many that was news."""
    news = 0
    for some in batched(movement_ids, 100, strict=False):
        rows = StripeMovement.objects.filter(provider_id__in=some, payout=None)
        news += rows.update(payout=payout)
    return news
