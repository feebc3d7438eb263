"""Our rows follow Stripe's objects: each is asked for before the transaction, and
what is written in it depends on that object alone.

Stripe's events come in any order, and some money no page of ours has asked for. So a
refund or a dispute brings its payment along where that is not in our rows yet.
"""

from collections.abc import Callable
from datetime import datetime

import stripe

from payments.checkout import retrieve
from payments.models import Payment, Provider
from payments.paying_out import record_payout
from payments.settling import record_charge, settle
from payments.stripe_facts import (
    EXPAND_CHARGE,
    EXPAND_REFUND,
    EXPAND_SESSION,
    ChargeFacts,
    SessionFacts,
    of_charge,
    of_dispute,
    of_intent,
    of_payout,
    of_refund,
    of_session,
)
from payments.taking_back import record_dispute, record_refund

type Effect = Callable[[datetime], None]

CHARGE = "ch_"  # money that came without a payment intent is known by its charge


def nothing(_at: datetime) -> None:
    """The effect of what we know already."""


def follow_session(client: stripe.StripeClient, session_id: str) -> Effect:
    session = retrieve(client, session_id)

    def effect(at: datetime) -> None:
        settle(session, at=at)

    return effect


def follow_refund(client: stripe.StripeClient, refund_id: str) -> Effect:
    refund = of_refund(client.v1.refunds.retrieve(refund_id, {"expand": EXPAND_REFUND}))
    record_payment = follow_payment(client, refund.intent_id)

    def effect(at: datetime) -> None:
        record_payment(at)
        record_refund(refund, at=at)

    return effect


def follow_dispute(client: stripe.StripeClient, dispute_id: str) -> Effect:
    dispute = of_dispute(client.v1.disputes.retrieve(dispute_id))
    record_payment = follow_payment(client, dispute.intent_id)

    def effect(at: datetime) -> None:
        record_payment(at)
        record_dispute(dispute, at=at)

    return effect


def follow_payout(client: stripe.StripeClient, payout_id: str) -> Effect:
    payout = of_payout(client.v1.payouts.retrieve(payout_id))

    def effect(at: datetime) -> None:
        record_payout(payout, at=at)

    return effect


def follow_payment(client: stripe.StripeClient, intent_id: str) -> Effect:
    """What writes the payment of that id, unless it is there."""
    if is_known(intent_id):
        return nothing
    session = _paid_session(client, intent_id)
    charge = None if session else _charge(client, intent_id)

    def effect(at: datetime) -> None:
        if session:
            settle(session, at=at)
        if charge:
            record_charge(charge, at=at)

    return effect


def is_known(intent_id: str) -> bool:
    known = Payment.objects.filter(provider=Provider.STRIPE, provider_id=intent_id)
    return known.exists()


def _paid_session(client: stripe.StripeClient, intent_id: str) -> SessionFacts | None:
    if intent_id.startswith(CHARGE):
        return None
    page = client.v1.checkout.sessions.list(
        {
            "payment_intent": intent_id,
            "limit": 1,
            "expand": [f"data.{name}" for name in EXPAND_SESSION],
        }
    )
    sessions = [of_session(each) for each in page.data]
    return next((session for session in sessions if session.is_paid), None)


def _charge(client: stripe.StripeClient, intent_id: str) -> ChargeFacts | None:
    if intent_id.startswith(CHARGE):
        charge = client.v1.charges.retrieve(
            intent_id, {"expand": ["balance_transaction"]}
        )
        return of_charge(charge)
    intent = client.v1.payment_intents.retrieve(intent_id, {"expand": EXPAND_CHARGE})
    return of_intent(intent)
