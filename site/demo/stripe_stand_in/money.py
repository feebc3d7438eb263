"""The balance: what each payment, refund and dispute adds to it or takes from it."""

from . import money_objects, objects
from .errors import StripeError
from .events import record
from .state import Json, State

# Stripe's price in Finland differs by card and contract; one price is enough here.
FEE_PER_MILLE = 15
FEE_CENTS = 25
# What moves without a payment, a refund, a dispute or a payout.
OWN_KINDS = (
    "adjustment",
    "contribution",
    "payout_minimum_balance_hold",
    "payout_minimum_balance_release",
    "reserve_transaction",
    "stripe_fee",
    "stripe_fx_fee",
    "tax_fee",
    "topup",
    "topup_reversal",
)
SETTLES_AFTER = 7 * 24 * 3600


def fee_for(amount: int) -> int:
    """1.5 % of the amount, rounded half up to a whole cent, plus 25 cents."""
    return (amount * FEE_PER_MILLE + 500) // 1000 + FEE_CENTS


def move(
    state: State,
    source: Json,
    amount: int,
    *,
    kind: str,
    category: str = "",
    fee: int = 0,
    waits: int = 0,
) -> Json:
    """Add a balance transaction; `net` is what the balance changes by.

    https://docs.stripe.com/api/balance_transactions/object
    """
    details = {
        "amount": fee,
        "application": None,
        "currency": source["currency"],
        "description": "Stripe processing fees",
        "type": "stripe_fee",
    }
    return state.put(
        {
            "id": objects.new_id("txn_"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": state.now() + waits,
            "balance_type": "payments",
            "created": state.now(),
            "currency": source["currency"],
            "description": source.get("description"),
            "exchange_rate": None,
            "fee": fee,
            "fee_details": [details] if fee > 0 else [],
            "net": amount - fee,
            "reporting_category": category or kind,
            "source": source["id"],
            "type": kind,
            "_payout": None,
        }
    )


def collect(state: State, charge: Json) -> None:
    """Let a charge succeed: its money, less the fee, is in the balance."""
    amount = charge["amount"]
    charge |= {
        "amount_captured": amount,
        "captured": True,
        "outcome": {
            "advice_code": None,
            "network_advice_code": None,
            "network_decline_code": None,
            "network_status": "approved_by_network",
            "reason": None,
            "risk_level": "normal",
            "seller_message": "Payment complete.",
            "type": "authorized",
        },
        "paid": True,
        "status": "succeeded",
    }
    moved = move(
        state, charge, amount, kind="charge", fee=fee_for(amount), waits=SETTLES_AFTER
    )
    charge["balance_transaction"] = moved["id"]


def refund(state: State, asked: Json, *, fee: int = 0) -> Json:
    """Give money back, all that is left or a part (https://docs.stripe.com/refunds).

    The fee of the payment stays with Stripe; with some prices a refund has a `fee` of
    its own, or gives one back (negative).
    """
    charge = _charge_to_refund(state, asked)
    left = charge["amount"] - charge["amount_refunded"]
    amount = asked.get("amount", left)
    _refuse_refund(charge, amount, left)
    given: Json = {
        name: asked[name] for name in ("metadata", "reason") if name in asked
    }
    refund = money_objects.refund(
        created=state.now(), charge=charge, amount=amount, given=given
    )
    moved = move(state, refund, -amount, kind="refund", fee=fee)
    refund["balance_transaction"] = moved["id"]
    refund["destination_details"] = _destination(charge, "pending")
    state.put(refund)
    record(state, "refund.created", refund)
    before = {
        "amount_refunded": charge["amount_refunded"],
        "refunded": charge["refunded"],
    }
    _count_refund(charge, amount)
    record(state, "charge.refunded", charge, before)
    previous = {"destination_details": refund["destination_details"]}
    # The bank's reference comes later: that is what refund.updated tells.
    refund["destination_details"] = _destination(charge, "available")
    record(state, "refund.updated", refund, previous)
    return refund


def fail_refund(state: State, refund_id: str) -> Json:
    """Let the payer's bank send a refund back: the money returns to the balance.

    https://docs.stripe.com/refunds#failed-refunds
    """
    refund = state.get("refund", refund_id)
    if refund["status"] == "failed":
        raise StripeError("This refund has already failed.", kept=True)
    charge = state.get("charge", refund["charge"])
    moved = move(state, refund, refund["amount"], kind="refund_failure")
    refund |= {
        "status": "failed",
        "failure_reason": "expired_or_canceled_card",
        "failure_balance_transaction": moved["id"],
    }
    _count_refund(charge, -refund["amount"])
    record(state, "refund.failed", refund)
    return refund


def adjust(state: State, kind: str, amount: int, currency: str) -> Json:
    """Move money for a reason of Stripe's own: its monthly fee, a correction, a top-up.

    https://docs.stripe.com/reports/balance-transaction-types
    """
    if kind not in OWN_KINDS:
        raise StripeError(f"One of {', '.join(OWN_KINDS)}, not {kind!r}.")
    source = {"id": None, "currency": currency, "description": kind}
    category = {"stripe_fee": "fee", "adjustment": "other_adjustment"}.get(kind, kind)
    return move(state, source, amount, kind=kind, category=category)


def balance(state: State) -> Json:
    """Give the balance by currency (https://docs.stripe.com/api/balance)."""
    sums: dict[str, dict[str, int]] = {"available": {"eur": 0}, "pending": {"eur": 0}}
    for row in state.rows("balance_transaction"):
        part = sums["available" if state.now() >= row["available_on"] else "pending"]
        part[row["currency"]] = part.get(row["currency"], 0) + row["net"]
    shown = {
        part: [
            {"amount": amount, "currency": currency, "source_types": {"card": amount}}
            for currency, amount in by_currency.items()
        ]
        for part, by_currency in sums.items()
    }
    return {"object": "balance", "livemode": False, **shown}


def _charge_to_refund(state: State, asked: Json) -> Json:
    if "charge" in asked:
        return state.get("charge", asked["charge"], "charge")
    if "payment_intent" not in asked:
        raise StripeError(
            "One of the following params should be provided for this request: "
            "payment_intent or charge.",
            code="parameter_missing",
        )
    intent = state.get("payment_intent", asked["payment_intent"], "payment_intent")
    if intent["status"] != "succeeded":
        raise StripeError(
            f"This PaymentIntent ({intent['id']}) does not have a successful charge "
            "to refund.",
            code="payment_intent_unexpected_state",
            param="payment_intent",
            kept=True,
        )
    return state.get("charge", intent["latest_charge"])


def _refuse_refund(charge: Json, amount: int, left: int) -> None:
    if charge["status"] != "succeeded":
        raise StripeError(f"Charge {charge['id']} did not succeed.", kept=True)
    if charge["disputed"] and not charge.get("_refundable_in_dispute"):
        raise StripeError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
            kept=True,
        )
    if left == 0:
        raise StripeError(
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
            kept=True,
        )
    if amount > left:
        raise StripeError(
            f"Refund amount ({amount / 100:.2f}) is greater than unrefunded amount "
            f"on charge ({left / 100:.2f})",
            param="amount",
            kept=True,
        )


def _count_refund(charge: Json, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]


def _destination(charge: Json, status: str) -> Json:
    kind = charge["payment_method_details"]["type"]
    if kind != "card":
        return {"type": kind, kind: {}}
    card = {
        "reference": "74980000000000000000000" if status == "available" else None,
        "reference_status": status,
        "reference_type": "acquirer_reference_number",
        "type": "refund",
    }
    return {"type": "card", "card": card}
