"""Stripe's objects in our own words.

A StripeObject is not a dict (since stripe 15): `.get()` raises. It is read here and
nowhere else, by attribute; what the rest of the app sees is typed and plain.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import stripe

EXPAND_CHARGE = ["latest_charge.balance_transaction"]
EXPAND_SESSION = [f"payment_intent.{name}" for name in EXPAND_CHARGE]
EXPAND_REFUND = ["balance_transaction", "failure_balance_transaction"]

NEVER_CAME = {"requires_payment_method", "canceled"}


@dataclass(frozen=True)
class MovementFacts:
    """A balance transaction: `net_cents` is what Stripe's balance changed by."""

    provider_id: str
    type: str
    category: str
    amount_cents: int
    fee_cents: int
    currency: str
    source: str
    happened_at: datetime
    available_at: datetime

    @property
    def net_cents(self) -> int:
        return self.amount_cents - self.fee_cents


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
    moved: MovementFacts | None
    has_failed: bool = False

    @property
    def is_open(self) -> bool:
        return self.status == "open"

    @property
    def is_pending(self) -> bool:
        """Done on the page, but the money is still on its way."""
        return self.status == "complete" and not (self.is_paid or self.has_failed)

    @property
    def is_expired(self) -> bool:
        return self.status == "expired"


@dataclass(frozen=True)
class ChargeFacts:
    """Money that came in, also where no Checkout Session of ours asked for it."""

    intent_id: str
    amount_cents: int
    currency: str
    livemode: bool
    method: str
    paid_at: datetime
    moved: MovementFacts | None


@dataclass(frozen=True)
class RefundFacts:
    """`moved` took the money from the balance; `moved_back` brought it back."""

    id: str
    intent_id: str
    amount_cents: int
    has_failed: bool
    made_at: datetime
    moved: MovementFacts | None
    moved_back: MovementFacts | None


@dataclass(frozen=True)
class DisputeFacts:
    id: str
    intent_id: str
    amount_cents: int
    currency: str
    status: str
    reason: str
    evidence_due_at: datetime | None
    opened_at: datetime
    movements: list[MovementFacts] = field(default_factory=list)


@dataclass(frozen=True)
class PayoutFacts:
    """`is_complete`: Stripe can tell of which movements it is made."""

    id: str
    amount_cents: int
    currency: str
    status: str
    reason: str
    is_automatic: bool
    is_complete: bool
    livemode: bool
    made_at: datetime
    arrives_on: date


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
        moved=_movement(moved),
        has_failed=_has_failed(session, whole),
    )


def _has_failed(
    session: stripe.checkout.Session, intent: stripe.PaymentIntent | None
) -> bool:
    """Finished on the page, but the money never came: of ways to pay that take time."""
    is_over = session.status == "complete" and session.payment_status == "unpaid"
    return is_over and intent is not None and intent.status in NEVER_CAME


def of_intent(intent: stripe.PaymentIntent) -> ChargeFacts | None:
    """Its successful charge, expanded by EXPAND_CHARGE; None when there is none."""
    charge = intent.latest_charge
    if not isinstance(charge, stripe.Charge) or charge.status != "succeeded":
        return None
    return of_charge(charge)


def of_charge(charge: stripe.Charge) -> ChargeFacts:
    details = charge.payment_method_details
    return ChargeFacts(
        intent_id=_id(charge.payment_intent) or charge.id,
        amount_cents=charge.amount,
        currency=charge.currency,
        livemode=charge.livemode,
        method=details.type if details else "",
        paid_at=_moment(charge.created),
        moved=_movement(charge.balance_transaction),
    )


def held_cents(balance: stripe.Balance, currency: str) -> int:
    """What lies at Stripe, ready to be paid out or not yet."""
    ready = sum(row.amount for row in balance.available if row.currency == currency)
    soon = sum(row.amount for row in balance.pending if row.currency == currency)
    return ready + soon


def of_refund(refund: stripe.Refund) -> RefundFacts:
    """Read a refund, expanded by EXPAND_REFUND."""
    return RefundFacts(
        id=refund.id,
        intent_id=_id(refund.payment_intent) or _id(refund.charge),
        amount_cents=refund.amount,
        has_failed=refund.status in {"failed", "canceled"},
        made_at=_moment(refund.created),
        moved=_movement(refund.balance_transaction),
        moved_back=_movement(refund.failure_balance_transaction),
    )


def of_dispute(dispute: stripe.Dispute) -> DisputeFacts:
    """Only money that moved counts: an inquiry has no balance transactions."""
    due_by = dispute.evidence_details.due_by
    return DisputeFacts(
        id=dispute.id,
        intent_id=_id(dispute.payment_intent) or _id(dispute.charge),
        amount_cents=dispute.amount,
        currency=dispute.currency,
        status=dispute.status,
        reason=dispute.reason,
        evidence_due_at=_moment(due_by) if due_by else None,
        opened_at=_moment(dispute.created),
        movements=[of_movement(moved) for moved in dispute.balance_transactions],
    )


def of_payout(payout: stripe.Payout) -> PayoutFacts:
    return PayoutFacts(
        id=payout.id,
        amount_cents=payout.amount,
        currency=payout.currency,
        status=payout.status,
        reason=payout.failure_code or "",
        is_automatic=payout.automatic,
        is_complete=payout.reconciliation_status == "completed",
        livemode=payout.livemode,
        made_at=_moment(payout.created),
        arrives_on=_moment(payout.arrival_date).date(),
    )


def of_movement(moved: stripe.BalanceTransaction) -> MovementFacts:
    return MovementFacts(
        provider_id=moved.id,
        type=moved.type,
        category=moved.reporting_category,
        amount_cents=moved.amount,
        fee_cents=moved.fee,
        currency=moved.currency,
        source=_id(moved.source),
        happened_at=_moment(moved.created),
        available_at=_moment(moved.available_on),
    )


def _movement(moved: object) -> MovementFacts | None:
    """The movement, where the object was asked with it and Stripe has booked it."""
    return of_movement(moved) if isinstance(moved, stripe.BalanceTransaction) else None


def _metadata(metadata: Any, name: str) -> str:
    """A value of an object's metadata, which holds only what somebody put there."""
    if metadata is None or name not in metadata:
        return ""
    return str(metadata[name])


def _id(thing: object) -> str:
    """The id of what Stripe names by its id, or gives whole."""
    if thing is None or isinstance(thing, str):
        return thing or ""
    return str(getattr(thing, "id", ""))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
