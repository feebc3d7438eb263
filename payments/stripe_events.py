"""What each event of Stripe makes us do.

An event is a hint: the object it names is asked for again, before the transaction;
what is then written depends on that object alone.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import stripe
from django.db import transaction

from payments.checkout import retrieve
from payments.models import Payment, Provider, StripeEvent
from payments.settling import settle
from payments.stripe_client import stripe_client
from payments.stripe_facts import (
    EXPAND_SESSION,
    SessionFacts,
    of_dispute,
    of_refund,
    of_session,
)
from payments.taking_back import record_dispute, record_refund

type Effect = Callable[[datetime], None]
type Prepare = Callable[[stripe.StripeClient, str], Effect]


def _session(client: stripe.StripeClient, session_id: str) -> Effect:
    session = retrieve(client, session_id)
    return lambda at: _settle(session, at)


def _refund(client: stripe.StripeClient, refund_id: str) -> Effect:
    refund = of_refund(client.v1.refunds.retrieve(refund_id))
    session = unknown_payment(client, refund.intent_id)

    def effect(at: datetime) -> None:
        _settle(session, at)
        if is_known(refund.intent_id):
            record_refund(refund, at=at)

    return effect


def _dispute(client: stripe.StripeClient, dispute_id: str) -> Effect:
    dispute = of_dispute(client.v1.disputes.retrieve(dispute_id))
    session = unknown_payment(client, dispute.intent_id)

    def effect(at: datetime) -> None:
        _settle(session, at)
        if is_known(dispute.intent_id):
            record_dispute(dispute, at=at)

    return effect


PREPARE: dict[str, Prepare] = {
    "checkout.session.completed": _session,
    "checkout.session.async_payment_succeeded": _session,
    "checkout.session.async_payment_failed": _session,
    "checkout.session.expired": _session,
    "refund.created": _refund,
    "refund.updated": _refund,
    "refund.failed": _refund,
    "charge.dispute.created": _dispute,
    "charge.dispute.updated": _dispute,
    "charge.dispute.closed": _dispute,
    "charge.dispute.funds_withdrawn": _dispute,
    "charge.dispute.funds_reinstated": _dispute,
}


def receive(event: stripe.Event, *, at: datetime) -> None:
    """Do what an event asks for, once; its row and its effect are one transaction.

    Any error leaves no trace but the caller's (`keep_failure`).
    """
    if StripeEvent.objects.filter(pk=event.id, handled_at__isnull=False).exists():
        return
    effect = prepare(event)
    with transaction.atomic():
        StripeEvent.objects.get_or_create(pk=event.id, defaults=_facts(event, at))
        row = StripeEvent.objects.select_for_update().get(pk=event.id)
        if row.handled_at is None:
            effect(at)
            row.mark_handled(at)


def prepare(event: stripe.Event) -> Effect:
    """Ask Stripe what is true now; events we do not use have no effect."""
    asked = PREPARE.get(event.type)
    if asked is None:
        return lambda _at: None
    with stripe_client() as client:
        return asked(client, event.data.object["id"])


def keep_failure(event: stripe.Event, error: Exception, *, at: datetime) -> None:
    """Write, in a transaction of its own, that an event is still owed its effect."""
    with transaction.atomic():
        StripeEvent.objects.get_or_create(pk=event.id, defaults=_facts(event, at))
        row = StripeEvent.objects.select_for_update().get(pk=event.id)
        row.failures += 1
        row.error = f"{type(error).__name__}: {error}"[:500]
        row.save(update_fields=["failures", "error"])


def unknown_payment(client: stripe.StripeClient, intent_id: str) -> SessionFacts | None:
    """The session of a payment we have not recorded yet: events come in any order."""
    if not intent_id or is_known(intent_id):
        return None
    page = client.v1.checkout.sessions.list(
        {
            "payment_intent": intent_id,
            "limit": 1,
            "expand": [f"data.{name}" for name in EXPAND_SESSION],
        }
    )
    return next((of_session(each) for each in page.data), None)


def is_known(intent_id: str) -> bool:
    known = Payment.objects.filter(provider=Provider.STRIPE, provider_id=intent_id)
    return known.exists()


def _settle(session: SessionFacts | None, at: datetime) -> None:
    if session is not None:
        settle(session, at=at)


def _facts(event: stripe.Event, at: datetime) -> dict[str, object]:
    return {
        "type": event.type,
        "created_at": datetime.fromtimestamp(event.created, UTC),
        "received_at": at,
    }
