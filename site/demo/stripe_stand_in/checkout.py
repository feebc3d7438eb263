"""Checkout Sessions, opened by the site and closed by time or by the site.

https://docs.stripe.com/api/checkout/sessions
"""

from . import objects
from .errors import StripeError
from .events import record
from .session_form import SMALLEST_AMOUNT, currency_of, expiry, methods
from .state import Json, State


def create(state: State, asked: Json) -> Json:
    """Open a session for what the site asks to be paid."""
    created = state.now()
    given = {
        name: value
        for name, value in asked.items()
        if name not in ("line_items", "payment_intent_data", "expand")
    }
    line_items = [
        objects.line_item(created=created, **item) for item in asked["line_items"]
    ]
    currency = currency_of(line_items)
    given["expires_at"] = expiry(asked, created)
    given["payment_method_types"] = methods(asked, currency)
    given["_payment_intent_data"] = asked.get("payment_intent_data", {})
    session = objects.session(created=created, line_items=line_items, given=given)
    if session["amount_total"] < SMALLEST_AMOUNT:
        raise StripeError(
            "The Checkout Session's total amount must convert to at least 50 cents.",
            code="amount_too_small",
        )
    return state.put(session)


def expire(state: State, session_id: str) -> Json:
    """Close an open session; one that is paid or closed is refused."""
    session = state.get("checkout.session", session_id, "session")
    if session["status"] != "open":
        raise StripeError(
            'Only Checkout Sessions with a status in ["open"] can be expired. This '
            f"Checkout Session has a status of `{session['status']}`.",
            kept=True,
        )
    session["status"] = "expired"
    if session["payment_intent"]:
        intent = state.get("payment_intent", session["payment_intent"])
        intent |= {
            "status": "canceled",
            "canceled_at": state.now(),
            "cancellation_reason": "automatic",
        }
        record(state, "payment_intent.canceled", intent)
    record(state, "checkout.session.expired", session)
    return session


def expire_overdue(state: State) -> bool:
    """Close the sessions whose time has run out; say whether there were any."""
    overdue = [
        session_id
        for session_id, session in state.tables["checkout.session"].items()
        if session["status"] == "open" and session["expires_at"] <= state.now()
    ]
    for session_id in overdue:
        expire(state, session_id)
    return bool(overdue)


def success_address(session: Json) -> str:
    """Give where the payer is sent, with the session's id filled in.

    https://docs.stripe.com/payments/checkout/custom-success-page
    """
    template: str = session["success_url"]
    return template.replace("{CHECKOUT_SESSION_ID}", session["id"])
