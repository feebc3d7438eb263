"""What each event of Stripe makes us do.

An event is a hint: the object it names is asked for again, before the transaction;
what is then written depends on that object alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import stripe
from django.db import transaction

from payments.following import (
    Effect,
    follow_dispute,
    follow_payout,
    follow_refund,
    follow_session,
    nothing,
)
from payments.models import StripeEvent
from payments.stripe_client import stripe_client

type Prepare = Callable[[stripe.StripeClient, str], Effect]


PREPARE: dict[str, Prepare] = {
    "checkout.session.completed": follow_session,
    "checkout.session.async_payment_succeeded": follow_session,
    "checkout.session.async_payment_failed": follow_session,
    "checkout.session.expired": follow_session,
    "refund.created": follow_refund,
    "refund.updated": follow_refund,
    "refund.failed": follow_refund,
    "charge.dispute.created": follow_dispute,
    "charge.dispute.updated": follow_dispute,
    "charge.dispute.closed": follow_dispute,
    "charge.dispute.funds_withdrawn": follow_dispute,
    "charge.dispute.funds_reinstated": follow_dispute,
    "payout.paid": follow_payout,
    "payout.failed": follow_payout,
}


@dataclass(frozen=True)
class Told:
    """What an event tells: that something of this type happened to this object."""

    id: str
    type: str
    object_id: str
    created_at: datetime


def of_event(event: stripe.Event) -> Told:
    return Told(
        id=event.id,
        type=event.type,
        object_id=str(getattr(event.data.object, "id", None) or ""),
        created_at=datetime.fromtimestamp(event.created, UTC),
    )


def of_row(row: StripeEvent) -> Told:
    """One that failed here: Stripe itself forgets events after thirty days."""
    return Told(row.pk, row.type, row.object_id, row.created_at)


def receive(told: Told, *, at: datetime) -> None:
    """Do what an event asks for, once; its row and its effect are one transaction.

    Any error leaves no trace but the caller's (`keep_failure`).
    """
    if StripeEvent.objects.filter(pk=told.id, handled_at__isnull=False).exists():
        return
    effect = prepare(told)
    with transaction.atomic():
        row = _locked_row(told, at)
        if row.handled_at is None:
            effect(at)
            row.mark_handled(at)


def prepare(told: Told) -> Effect:
    """Ask Stripe what is true now; events we do not use have no effect."""
    follow = PREPARE.get(told.type)
    if follow is None:
        return nothing
    with stripe_client() as client:
        return follow(client, told.object_id)


def keep_failure(told: Told, error: Exception, *, at: datetime) -> None:
    """Write, in a transaction of its own, that an event is still owed its effect."""
    with transaction.atomic():
        row = _locked_row(told, at)
        row.failures += 1
        row.error = f"{type(error).__name__}: {error}"[:500]
        row.save(update_fields=["failures", "error"])


def _locked_row(told: Told, at: datetime) -> StripeEvent:
    StripeEvent.objects.get_or_create(
        pk=told.id,
        defaults={
            "type": told.type,
            "object_id": told.object_id,
            "created_at": told.created_at,
            "received_at": at,
        },
    )
    return StripeEvent.objects.select_for_update().get(pk=told.id)
