"""What a request for a Checkout Session may say, and its limits.

https://docs.stripe.com/api/checkout/sessions/create
"""

from .errors import StripeError
from .parameters import (
    Reader,
    fields,
    listed,
    metadata,
    text,
    web_address,
    whole_number,
)
from .state import Json

LOCALES = """
    auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms
    mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW
"""

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
        "locale": text(one_of=LOCALES.split()),
        "metadata": metadata,
        "mode": text(one_of=["payment"]),
        "payment_intent_data": INTENT_DATA,
        "submit_type": text(one_of=["auto", "book", "donate", "pay"]),
        "success_url": web_address,
        "ui_mode": text(one_of=["hosted_page"]),
    },
    required=["line_items", "mode", "success_url"],
)


def currency_of(line_items: list[Json]) -> str:
    currencies = {item["currency"] for item in line_items}
    if len(currencies) != 1:
        raise StripeError("All line items must be in one currency.", param="line_items")
    currency: str = currencies.pop()
    if not (currency.isascii() and currency.islower() and len(currency) == 3):
        raise StripeError(
            f"Invalid currency: {currency}", param="line_items[0][price_data][currency]"
        )
    return currency


def expiry(asked: Json, created: int) -> int:
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


def methods(asked: Json, currency: str) -> list[str]:
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
