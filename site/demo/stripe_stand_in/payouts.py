"""Payouts: the whole balance goes to the bank (https://docs.stripe.com/payouts)."""

from . import money_objects
from .errors import StripeError
from .events import record
from .money import move
from .state import Json, State

# Step by step, as Stripe tells of a payout on its way.
NEXT = {"pending": "in_transit", "in_transit": "paid"}
CAME_BACK = ("failed", "canceled")


def pay_out(state: State, currency: str, *, arrives: bool = True) -> Json:
    """Pay out every balance transaction not yet paid out, without waiting for it.

    Stripe waits until money is available, and days until it has arrived; a demo
    should not have to. `arrives` False leaves it pending, for `advance`.
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
    payout["status"] = "pending"
    for row in rows:
        row["_payout"] = payout["id"]
        row["available_on"] = min(row["available_on"], state.now())
    # The payout's own row is listed with the others: the sum of all of them is 0.
    moved = move(state, payout, -amount, kind="payout")
    moved["_payout"] = payout["id"]
    payout["balance_transaction"] = moved["id"]
    state.put(payout)
    record(state, "payout.created", payout)
    while arrives and payout["status"] in NEXT:
        advance(state, payout["id"])
    return payout


def advance(state: State, payout_id: str) -> Json:
    """Take a payout one step nearer to the bank."""
    payout = state.get("payout", payout_id)
    if payout["status"] not in NEXT:
        raise StripeError(f"Payout {payout_id} is {payout['status']}.")
    previous = {"status": payout["status"]}
    payout["status"] = NEXT[payout["status"]]
    if payout["status"] == "paid":
        record(state, "payout.paid", payout)
    else:
        record(state, "payout.updated", payout, previous)
    return payout


def fail_payout(state: State, payout_id: str) -> Json:
    """Let the bank send a payout back, as it may even after `payout.paid`."""
    payout = _take_back(state, payout_id, "failed", "payout_failure")
    payout["failure_code"] = "account_closed"
    payout["failure_message"] = "The bank account has been closed"
    record(state, "payout.failed", payout)
    return payout


def cancel_payout(state: State, payout_id: str) -> Json:
    """Call a payout back before the bank has it."""
    if state.get("payout", payout_id)["status"] != "pending":
        raise StripeError("Payouts can be canceled only while they are pending.")
    payout = _take_back(state, payout_id, "canceled", "payout_cancel")
    record(state, "payout.canceled", payout)
    return payout


def _take_back(state: State, payout_id: str, status: str, kind: str) -> Json:
    payout = state.get("payout", payout_id)
    if payout["status"] in CAME_BACK:
        raise StripeError("This payout has already failed.")
    moved = move(state, payout, payout["amount"], kind=kind)
    payout |= {"status": status, "failure_balance_transaction": moved["id"]}
    return payout
