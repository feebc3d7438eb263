"""Payouts: the whole balance goes to the bank (https://docs.stripe.com/payouts)."""

from . import money_objects
from .errors import StripeError
from .events import record
from .money import move
from .state import Json, State


def pay_out(state: State, currency: str) -> Json:
    """Pay out every balance transaction not yet paid out, without waiting for it.

    Stripe waits until money is available; a demo should not have to.
    """
    rows = [
        row
        for row in state.rows("balance_transaction")
        if row["_payout"] is None and row["currency"] == currency
    ]
    amount = sum(row["net"] for row in rows)
    if amount <= 0:
        raise StripeError("You have insufficient funds for a payout.", kept=True)
    payout = money_objects.payout(created=state.now(), amount=amount, currency=currency)
    for row in rows:
        row["_payout"] = payout["id"]
        row["available_on"] = min(row["available_on"], state.now())
    # The payout's own row is listed with the others: the sum of all of them is 0.
    moved = move(state, payout, -amount, kind="payout")
    moved["_payout"] = payout["id"]
    payout["balance_transaction"] = moved["id"]
    state.put(payout)
    record(state, "payout.created", payout)
    record(state, "payout.paid", payout)
    return payout


def fail_payout(state: State, payout_id: str) -> Json:
    """Let the bank send a payout back, as it may even after `payout.paid`."""
    payout = state.get("payout", payout_id)
    if payout["status"] == "failed":
        raise StripeError("This payout has already failed.")
    moved = move(state, payout, payout["amount"], kind="payout_failure")
    payout |= {
        "status": "failed",
        "failure_balance_transaction": moved["id"],
        "failure_code": "account_closed",
        "failure_message": "The bank account has been closed",
    }
    record(state, "payout.failed", payout)
    return payout
