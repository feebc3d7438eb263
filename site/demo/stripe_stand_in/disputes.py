"""Disputes, step by step (https://docs.stripe.com/disputes/how-disputes-work).

An inquiry takes no money. A dispute takes the amount and a fee at
`charge.dispute.funds_withdrawn`; winning brings the amount back, not the fee. Between
the two the site answers, and the bank decides.
"""

from . import money_objects
from .errors import StripeError
from .events import record
from .money import move
from .state import Json, State

DISPUTE_FEE = 2000
STEPS = ("inquiry", "withdraw", "answer", "reinstate", "close")
ANSWERED = {
    "warning_needs_response": "warning_under_review",
    "needs_response": "under_review",
}
INQUIRY = ("warning_needs_response", "warning_under_review")
TAKEN = ("needs_response", "under_review")


def take_step(
    state: State, payment: str, step: str, amount: int | None, reason: str = "general"
) -> Json:
    """Move the dispute about a payment (any id of it) one step on."""
    charge = charge_of(state, payment)
    dispute = _latest(state, charge)
    if step == "inquiry":
        return _open(state, charge, dispute, amount, "warning_needs_response", reason)
    if step == "withdraw":
        return _withdraw(state, charge, dispute, amount, reason)
    if dispute is None:
        raise StripeError(f"Charge {charge['id']} is not disputed.")
    if step == "answer":
        return _answer(state, dispute)
    if step == "reinstate":
        return _reinstate(state, dispute)
    if step == "close":
        return _close(state, dispute)
    raise StripeError(f"Unknown step {step!r}: one of {', '.join(STEPS)}.")


def charge_of(state: State, payment: str) -> Json:
    """Find the charge by the id of the session, payment intent, charge or dispute."""
    thing = state.find(payment)
    next_field = {
        "checkout.session": "payment_intent",
        "payment_intent": "latest_charge",
        "dispute": "charge",
        "refund": "charge",
    }
    while thing["object"] != "charge":
        field = next_field.get(thing["object"], "")
        if not thing.get(field):
            raise StripeError(f"{payment} has no charge.")
        thing = state.find(thing[field])
    if thing["status"] != "succeeded":
        raise StripeError(f"Charge {thing['id']} did not succeed.")
    return thing


def _latest(state: State, charge: Json) -> Json | None:
    rows = state.rows("dispute")
    return next((row for row in rows if row["charge"] == charge["id"]), None)


def _open(
    state: State,
    charge: Json,
    dispute: Json | None,
    amount: int | None,
    status: str,
    reason: str,
) -> Json:
    if dispute is not None:
        raise StripeError(f"Charge {charge['id']} is already disputed.")
    dispute = state.put(
        money_objects.dispute(
            created=state.now(),
            charge=charge,
            amount=amount or charge["amount"],
            status=status,
            reason=reason,
        )
    )
    charge["disputed"] = True
    charge["_refundable_in_dispute"] = dispute["is_charge_refundable"]
    record(state, "charge.dispute.created", dispute)
    return dispute


def _withdraw(
    state: State, charge: Json, dispute: Json | None, amount: int | None, reason: str
) -> Json:
    """Take the money: of an inquiry that grew, or of a dispute opened just now."""
    if dispute is None:
        dispute = _open(state, charge, None, amount, "needs_response", reason)
    elif dispute["status"] in INQUIRY:
        _set_status(state, dispute, "needs_response")
    else:
        raise StripeError(f"Dispute {dispute['id']} has already taken its money.")
    dispute["is_charge_refundable"] = False
    charge["_refundable_in_dispute"] = False
    _move(state, dispute, -dispute["amount"], "dispute", DISPUTE_FEE)
    record(state, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def _answer(state: State, dispute: Json) -> Json:
    """The evidence has been sent in."""
    if dispute["status"] not in ANSWERED:
        raise StripeError(f"Dispute {dispute['id']} asks for no answer.")
    details = dispute["evidence_details"]
    details |= {"has_evidence": True, "submission_count": 1}
    _set_status(state, dispute, ANSWERED[dispute["status"]])
    return dispute


def _reinstate(state: State, dispute: Json) -> Json:
    if dispute["status"] not in TAKEN:
        raise StripeError(f"Dispute {dispute['id']} has no money to bring back.")
    _set_status(state, dispute, "won")
    _move(state, dispute, dispute["amount"], "dispute_reversal", 0)
    record(state, "charge.dispute.funds_reinstated", dispute)
    return dispute


def _close(state: State, dispute: Json) -> Json:
    ends = {
        "warning_needs_response": "warning_closed",
        "warning_under_review": "warning_closed",
        "needs_response": "lost",
        "under_review": "lost",
        "won": "won",
    }
    if dispute.get("_closed"):
        raise StripeError(f"Dispute {dispute['id']} is already closed.")
    dispute["status"] = ends[dispute["status"]]
    dispute["_closed"] = True
    record(state, "charge.dispute.closed", dispute)
    return dispute


def _set_status(state: State, dispute: Json, status: str) -> None:
    previous = {"status": dispute["status"]}
    dispute["status"] = status
    record(state, "charge.dispute.updated", dispute, previous)


def _move(state: State, dispute: Json, amount: int, category: str, fee: int) -> None:
    moved = move(state, dispute, amount, kind="adjustment", category=category, fee=fee)
    shown = {name: value for name, value in moved.items() if name[0] != "_"}
    dispute["balance_transactions"].append(shown | {"status": "available"})
