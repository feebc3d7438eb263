"""Checkout Sessions: opened by the site, paid on the hosted page.

https://docs.stripe.com/api/checkout/sessions
"""

from . import objects
from .errors import StripeError
from .events import record
from .money import collect
from .parameters import (
    Reader,
    fields,
    listed,
    metadata,
    moment_range,
    text,
    web_address,
    whole_number,
)
from .state import Json, State

LOCALES = """
    auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms
    mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW
""".split()

# docs.stripe.com/payments/mobilepay: cards are taken in every currency.
MOBILEPAY_CURRENCIES = ("eur", "dkk", "nok", "sek")
METHODS = ("card", "mobilepay")

SHORTEST, LONGEST = 30 * 60, 24 * 3600
SMALLEST_AMOUNT = 50

PRODUCT = fields(
    {
        "name": text(longest=250),
        "description": text(),
        "metadata": metadata,
        "images": listed(web_address, most=8),
    },
    required=["name"],
)
PRICE = fields(
    {
        "currency": text(longest=3),
        "product_data": PRODUCT,
        "unit_amount": whole_number(0, 99_999_999),
    },
    required=["currency", "product_data", "unit_amount"],
)
LINE_ITEM = fields(
    {"price_data": PRICE, "quantity": whole_number(1, 999_999)},
    required=["price_data", "quantity"],
)
INTENT_DATA = fields(
    {
        "description": text(longest=1000),
        "metadata": metadata,
        "receipt_email": text(longest=800),
    }
)
EXPAND: Reader = listed(text(), most=20)

CREATE = fields(
    {
        "allowed_payment_method_types": listed(text(longest=40)),
        "cancel_url": web_address,
        "client_reference_id": text(longest=200),
        "customer_creation": text(one_of=["if_required"]),
        "customer_email": text(longest=800),
        "expand": EXPAND,
        "expires_at": whole_number(),
        "line_items": listed(LINE_ITEM),
        "locale": text(one_of=LOCALES),
        "metadata": metadata,
        "mode": text(one_of=["payment"]),
        "payment_intent_data": INTENT_DATA,
        "submit_type": text(one_of=["auto", "book", "donate", "pay"]),
        "success_url": web_address,
        "ui_mode": text(one_of=["hosted_page"]),
    },
    required=["line_items", "mode", "success_url"],
)
FILTERS: dict[str, Reader] = {
    "created": moment_range,
    "payment_intent": text(),
    "status": text(one_of=["open", "complete", "expired"]),
}

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
    currency = _currency(line_items)
    given["expires_at"] = _expiry(asked, created)
    given["payment_method_types"] = _methods(asked, currency)
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
        id
        for id, session in state.tables["checkout.session"].items()
        if session["status"] == "open" and session["expires_at"] <= state.now()
    ]
    for id in overdue:
        expire(state, id)
    return bool(overdue)


def pay(state: State, session_id: str, method: str) -> Json:
    """Pay an open session; the money is in the balance when this returns."""
    session = _open_session(state, session_id, method)
    intent, charge = _attempt(state, session, method)
    collect(state, charge)
    intent |= {
        "amount_received": intent["amount"],
        "last_payment_error": None,
        "status": "succeeded",
    }
    session |= {"status": "complete", "payment_status": "paid"}
    session["customer_details"] = _customer_details(session)
    record(state, "charge.succeeded", charge)
    record(state, "payment_intent.succeeded", intent)
    record(state, "checkout.session.completed", session)
    return session


def decline(state: State, session_id: str) -> Json:
    """Try a card that the bank declines: the session stays open."""
    session = _open_session(state, session_id, "card")
    intent, charge = _attempt(state, session, "card")
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
    }
    record(state, "charge.failed", charge)
    record(state, "payment_intent.payment_failed", intent)
    return session


def success_address(session: Json) -> str:
    """Give where the payer is sent (docs.stripe.com/payments/checkout/custom-success-page)."""
    template: str = session["success_url"]
    return template.replace("{CHECKOUT_SESSION_ID}", session["id"])


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
    details = {"type": method, method: CARD if method == "card" else MOBILEPAY}
    payer = PAYER | {"email": _customer_details(session)["email"]}
    charge = state.put(
        objects.charge(created=state.now(), intent=intent, payer=payer, details=details)
    )
    intent["latest_charge"] = charge["id"]
    return intent, charge


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


def _currency(line_items: list[Json]) -> str:
    currencies = {item["currency"] for item in line_items}
    if len(currencies) != 1:
        raise StripeError("All line items must be in one currency.", param="line_items")
    currency: str = currencies.pop()
    if not (currency.isascii() and currency.islower() and len(currency) == 3):
        raise StripeError(
            f"Invalid currency: {currency}", param="line_items[0][price_data][currency]"
        )
    return currency


def _expiry(asked: Json, created: int) -> int:
    expires_at: int = asked.get("expires_at", created + LONGEST)
    if expires_at < created + SHORTEST:
        raise StripeError(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout "
            "Session creation.",
            param="expires_at",
        )
    if expires_at > created + LONGEST:
        raise StripeError(
            "The `expires_at` timestamp must be less than 24 hours from Checkout "
            "Session creation.",
            param="expires_at",
        )
    return expires_at


def _methods(asked: Json, currency: str) -> list[str]:
    """Give the ways to pay: those the site allows, of those the currency has."""
    allowed = asked.get("allowed_payment_method_types", METHODS)
    possible = METHODS if currency in MOBILEPAY_CURRENCIES else ("card",)
    methods = [method for method in possible if method in allowed]
    if not methods:
        raise StripeError(
            "No valid payment method types for this Checkout Session.",
            param="allowed_payment_method_types",
        )
    return methods
