"""The shapes of Stripe's objects, with every field a client may ask for.

Source: https://docs.stripe.com/api, as the `stripe` package of API version
2026-10-28.endive types them. Amounts are whole cents, times are epoch seconds.
"""

import secrets
import string

from .state import Json

API_VERSION = "2026-10-28.endive"

LETTERS = string.ascii_letters + string.digits


def new_id(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(LETTERS) for _ in range(length))


def nulls(names: str) -> Json:
    """Give the fields that are there but say nothing."""
    return dict.fromkeys(names.split())


def session(*, created: int, line_items: list[Json], given: Json) -> Json:
    """Build an open session; `given` overrides what the request chose."""
    total = sum(item["amount_total"] for item in line_items)
    return SESSION_NULLS | {
        "id": new_id("cs_test_a1", 56),
        "object": "checkout.session",
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {
            "enabled": False,
            "liability": None,
            "provider": None,
            "status": None,
        },
        "created": created,
        "currency": line_items[0]["currency"],
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer_creation": "if_required",
        "invoice_creation": {"enabled": False, "invoice_data": None},
        "livemode": False,
        "metadata": {},
        "mode": "payment",
        "payment_method_collection": "if_required",
        "payment_method_options": {},
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "_line_items": line_items,
        **given,
    }


SESSION_NULLS = nulls("""
    adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types
    billing_address_collection branding_settings cancel_url client_reference_id
    client_secret collected_information consent consent_collection currency_conversion
    customer customer_account customer_details customer_email discounts
    excluded_payment_method_types integration_identifier invoice locale managed_payments
    name_collection optional_items origin_context payment_intent payment_link
    payment_method_configuration_details permissions presentment_details recovered_from
    redirect_on_completion return_url saved_payment_method_options setup_intent
    shipping_address_collection shipping_cost submit_type subscription success_url
    tax_id_collection url wallet_options
""")


def line_item(*, created: int, price_data: Json, quantity: int) -> Json:
    amount = price_data["unit_amount"] * quantity
    product = price_data["product_data"]
    return {
        "id": new_id("li_"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price_data["currency"],
        "description": product["name"],
        "metadata": {},
        "price": price(created=created, price_data=price_data),
        "quantity": quantity,
        "_detail": product.get("description"),
    }


def price(*, created: int, price_data: Json) -> Json:
    """Build the price Stripe makes of inline price_data: used once, not active."""
    return {
        "id": new_id("price_"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": created,
        "currency": price_data["currency"],
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": new_id("prod_", 14),
        "recurring": None,
        "tax_behavior": "unspecified",
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": price_data["unit_amount"],
        "unit_amount_decimal": str(price_data["unit_amount"]),
    }


def payment_intent(*, created: int, session: Json) -> Json:
    data = session["_payment_intent_data"]
    intent_id = new_id("pi_")
    return INTENT_NULLS | {
        "id": intent_id,
        "object": "payment_intent",
        "allowed_payment_method_types": session["allowed_payment_method_types"],
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "capture_method": "automatic_async",
        "client_secret": f"{intent_id}_secret_{new_id('')}",
        "confirmation_method": "automatic",
        "created": created,
        "currency": session["currency"],
        "description": data.get("description"),
        "livemode": False,
        # A session's own metadata does not come along: only payment_intent_data's.
        "metadata": data.get("metadata", {}),
        "payment_method_options": {},
        "payment_method_types": session["payment_method_types"],
        "receipt_email": data.get("receipt_email"),
        "status": "requires_payment_method",
    }


INTENT_NULLS = nulls("""
    application application_fee_amount automatic_payment_methods canceled_at
    cancellation_reason customer customer_account excluded_payment_method_types hooks
    last_payment_error latest_charge managed_payments next_action on_behalf_of
    payment_details payment_method payment_method_configuration_details payment_record
    presentment_details processing review setup_future_usage shipping source
    statement_descriptor statement_descriptor_suffix transfer_data transfer_group
""")


def event(*, created: int, event_type: str, data: Json, request: Json) -> Json:
    return {
        "id": new_id("evt_"),
        "object": "event",
        "api_version": API_VERSION,
        "created": created,
        "data": data,
        "livemode": False,
        "pending_webhooks": 1,
        "request": request,
        "type": event_type,
    }
