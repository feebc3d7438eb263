"""What happens when somebody pays on the hosted page, or tries to."""

from . import money_objects, objects
from .errors import StripeError
from .events import record
from .money import collect
from .state import Json, State

PAYER = {"email": None, "name": "Testi Maksaja"}
CARD = {
    "amount_authorized": None,
    "brand": "visa",
    "checks": {
        "address_line1_check": None,
        "address_postal_code_check": None,
        "cvc_check": "pass",
    },
    "country": "FI",
    "exp_month": 12,
    "exp_year": 2034,
    "fingerprint": "StandInStandIn00",
    "funding": "debit",
    "installments": None,
    "last4": "4242",
    "mandate": None,
    "network": "visa",
    "three_d_secure": None,
    "wallet": None,
}
MOBILEPAY = {"card": {"brand": "visa", "country": "FI", "last4": "4242"}}
DECLINED = "Your card was declined."


def pay(state: State, session_id: str, method: str, *, waits: bool = False) -> Json:
    """Pay an open session; the money is in the balance when this returns.

    `waits` is a way to pay that takes days: the page is done, the money is not here
    (https://docs.stripe.com/checkout/fulfillment). `finish` ends it.
    """
    session = _open_session(state, session_id, method)
    intent, charge = _attempt(state, session, method)
    session["status"] = "complete"
    session["customer_details"] = _customer_details(session)
    if waits:
        intent["status"] = "processing"
    else:
        _succeed(state, session, intent, charge)
    record(state, "checkout.session.completed", session)
    return session


def finish(state: State, session_id: str, *, succeeds: bool) -> Json:
    """Say whether the money of a way to pay that takes days has come."""
    session = state.get("checkout.session", session_id, "session")
    if (session["status"], session["payment_status"]) != ("complete", "unpaid"):
        raise StripeError(f"Session {session_id} waits for no money.")
    intent = state.get("payment_intent", session["payment_intent"])
    charge = state.get("charge", intent["latest_charge"])
    if succeeds:
        _succeed(state, session, intent, charge)
        record(state, "checkout.session.async_payment_succeeded", session)
    else:
        _fail(state, intent, charge)
        record(state, "checkout.session.async_payment_failed", session)
    return session


def _succeed(state: State, session: Json, intent: Json, charge: Json) -> None:
    collect(state, charge)
    intent |= {
        "amount_received": intent["amount"],
        "last_payment_error": None,
        "status": "succeeded",
    }
    session["payment_status"] = "paid"
    record(state, "charge.succeeded", charge)
    record(state, "payment_intent.succeeded", intent)


def decline(state: State, session_id: str) -> Json:
    """Try a card that the bank declines: the session stays open."""
    session = _open_session(state, session_id, "card")
    intent, charge = _attempt(state, session, "card")
    _fail(state, intent, charge)
    return session


def _fail(state: State, intent: Json, charge: Json) -> None:
    charge |= {
        "status": "failed",
        "failure_code": "card_declined",
        "failure_message": DECLINED,
    }
    intent |= {
        "payment_method": None,
        "last_payment_error": {
            "type": "card_error",
            "charge": charge["id"],
            "code": "card_declined",
            "decline_code": "generic_decline",
            "message": DECLINED,
        },
        "status": "requires_payment_method",
    }
    record(state, "charge.failed", charge)
    record(state, "payment_intent.payment_failed", intent)


def _open_session(state: State, session_id: str, method: str) -> Json:
    session = state.get("checkout.session", session_id, "session")
    if session["status"] != "open":
        raise StripeError(
            f"This Checkout Session is no longer open: {session['status']}.",
            status=409,
            kept=True,
        )
    if method not in session["payment_method_types"]:
        raise StripeError(f"This Checkout Session does not take {method!r}.")
    return session


def _attempt(state: State, session: Json, method: str) -> tuple[Json, Json]:
    """Make the charge of one attempt; the payment intent is made at the first one."""
    if session["payment_intent"] is None:
        made = objects.payment_intent(created=state.now(), session=session)
        session["payment_intent"] = state.put(made)["id"]
        record(state, "payment_intent.created", made)
    intent = state.get("payment_intent", session["payment_intent"])
    intent["payment_method"] = objects.new_id("pm_")
    payer = PAYER | {"email": _customer_details(session)["email"]}
    charge = state.put(
        money_objects.charge(
            created=state.now(), intent=intent, payer=payer, details=details(method)
        )
    )
    intent["latest_charge"] = charge["id"]
    return intent, charge


def details(method: str) -> Json:
    """Build what a charge tells of how it was paid."""
    return {"type": method, method: CARD if method == "card" else MOBILEPAY}


def _customer_details(session: Json) -> Json:
    return {
        "address": None,
        "business_name": None,
        # Stripe's page asks for the address when the site did not give one.
        "email": session["customer_email"] or "maksaja@example.org",
        "individual_name": None,
        "name": PAYER["name"],
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }
