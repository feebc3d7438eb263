"""Stripe's objects in our own words.

A StripeObject is not a dict (since stripe 15): `.get()` raises. It is read here and
nowhere else, by attribute; what the rest of the app sees is typed and plain.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import stripe

EXPAND_SESSION = ["payment_intent.latest_charge.balance_transaction"]


@dataclass(frozen=True)
class FeeFacts:
    """What Stripe kept, by the id of the balance transaction."""

    provider_id: str
    amount_cents: int
    happened_at: datetime


@dataclass(frozen=True)
class SessionFacts:
    """A Checkout Session as it is now. `intent_id` is the payment's own id."""

    id: str
    url: str
    status: str
    is_paid: bool
    is_declined: bool
    reference: str
    attempt_key: str
    intent_id: str
    amount_cents: int
    currency: str
    livemode: bool
    method: str
    paid_at: datetime | None
    fee: FeeFacts | None

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def is_expired(self) -> bool:
        return self.status == "expired"


@dataclass(frozen=True)
class RefundFacts:
    id: str
    intent_id: str
    amount_cents: int
    has_failed: bool
    made_at: datetime


@dataclass(frozen=True)
class Movement:
    """Money that a dispute took (positive) or brought back (negative)."""

    provider_id: str
    amount_cents: int
    happened_at: datetime
    fee: FeeFacts | None


@dataclass(frozen=True)
class DisputeFacts:
    id: str
    intent_id: str
    movements: list[Movement] = field(default_factory=list)


def of_session(session: stripe.checkout.Session) -> SessionFacts:
    """Read a session; expanded by EXPAND_SESSION it tells method, time and fee too."""
    intent = session.payment_intent
    whole = intent if isinstance(intent, stripe.PaymentIntent) else None
    charge = whole.latest_charge if whole else None
    charge = charge if isinstance(charge, stripe.Charge) else None
    moved = charge.balance_transaction if charge else None
    details = charge.payment_method_details if charge else None
    return SessionFacts(
        id=session.id,
        url=session.url or "",
        status=session.status or "",
        is_paid=session.payment_status == "paid",
        is_declined=bool(whole and whole.last_payment_error),
        reference=session.client_reference_id or "",
        attempt_key=_metadata(session.metadata, "attempt"),
        intent_id=_id(intent),
        amount_cents=session.amount_total or 0,
        currency=session.currency or "",
        livemode=session.livemode,
        method=details.type if details else "",
        paid_at=_moment(charge.created) if charge else None,
        fee=_fee(moved) if isinstance(moved, stripe.BalanceTransaction) else None,
    )


def fee_of_charge(charge: stripe.Charge) -> FeeFacts | None:
    """What Stripe kept, if the charge is expanded and it is known by now."""
    moved = charge.balance_transaction
    return _fee(moved) if isinstance(moved, stripe.BalanceTransaction) else None


def held_cents(balance: stripe.Balance, currency: str) -> int:
    """What lies at Stripe, ready to be paid out or not yet."""
    ready = sum(row.amount for row in balance.available if row.currency == currency)
    soon = sum(row.amount for row in balance.pending if row.currency == currency)
    return ready + soon


def paid_out_cents(payouts: Iterable[stripe.Payout], currency: str) -> int:
    """What has left for the bank and did not come back."""
    came_back = {"failed", "canceled"}
    return sum(
        payout.amount
        for payout in payouts
        if payout.currency == currency and payout.status not in came_back
    )


def of_refund(refund: stripe.Refund) -> RefundFacts:
    return RefundFacts(
        id=refund.id,
        intent_id=_id(refund.payment_intent),
        amount_cents=refund.amount,
        has_failed=refund.status in {"failed", "canceled"},
        made_at=_moment(refund.created),
    )


def of_dispute(dispute: stripe.Dispute) -> DisputeFacts:
    """Only money that moved counts: an inquiry has no balance transactions."""
    movements = [
        Movement(
            provider_id=moved.id,
            amount_cents=-moved.amount,
            happened_at=_moment(moved.created),
            fee=_fee(moved),
        )
        for moved in dispute.balance_transactions
    ]
    return DisputeFacts(dispute.id, _id(dispute.payment_intent), movements)


def _fee(moved: stripe.BalanceTransaction) -> FeeFacts | None:
    if moved.fee <= 0:
        return None
    return FeeFacts(moved.id, moved.fee, _moment(moved.created))


def _metadata(metadata: Any, name: str) -> str:
    """A value of an object's metadata, which holds only what somebody put there."""
    if metadata is None or name not in metadata:
        return ""
    return str(metadata[name])


def _id(thing: "str | stripe.PaymentIntent | None") -> str:
    if thing is None:
        return ""
    return thing if isinstance(thing, str) else thing.id


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
