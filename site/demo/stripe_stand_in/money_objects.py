"""The shapes of charges, refunds, disputes and payouts (https://docs.stripe.com/api)."""

from .objects import new_id, nulls
from .state import Json


def charge(*, created: int, intent: Json, payer: Json, details: Json) -> Json:
    """Build a charge that has not yet succeeded or failed."""
    address = nulls("city country line1 line2 postal_code state")
    return CHARGE_NULLS | {
        "id": new_id("ch_"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": {
            "address": address,
            "email": payer["email"],
            "name": payer["name"],
            "phone": None,
            "tax_id": None,
        },
        "calculated_statement_descriptor": "STAND-IN",
        "captured": False,
        "created": created,
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "fraud_details": {},
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": details,
        "receipt_email": intent["receipt_email"],
        "refunded": False,
        "status": "pending",
    }


CHARGE_NULLS = nulls("""
    application application_fee application_fee_amount authorization_code
    balance_transaction customer failure_balance_transaction failure_code
    failure_message level3 on_behalf_of outcome presentment_details radar_options
    receipt_number receipt_url review shipping source source_transfer
    statement_descriptor statement_descriptor_suffix transfer transfer_data
    transfer_group
""")


def refund(*, created: int, charge: Json, amount: int, given: Json) -> Json:
    return REFUND_NULLS | {
        "id": new_id("re_"),
        "object": "refund",
        "amount": amount,
        "charge": charge["id"],
        "created": created,
        "currency": charge["currency"],
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "status": "succeeded",
        **given,
    }


REFUND_NULLS = nulls("""
    balance_transaction customer customer_account description destination_details
    failure_balance_transaction failure_reason instructions_email next_action
    pending_reason presentment_details reason receipt_number source_transfer_reversal
    transfer_reversal
""")


def dispute(
    *, created: int, charge: Json, amount: int, status: str, reason: str
) -> Json:
    return {
        "id": new_id("dp_"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": created,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {"customer_email_address": charge["billing_details"]["email"]},
        "evidence_details": {
            "due_by": created + 7 * 24 * 3600,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "intended_submission_method": None,
        "is_charge_refundable": status.startswith("warning_"),
        "livemode": False,
        "metadata": {},
        "network_reason_code": None,
        "payment_intent": charge["payment_intent"],
        "payment_method_details": None,
        "reason": reason,
        "status": status,
    }


def payout(*, created: int, amount: int, currency: str) -> Json:
    return PAYOUT_NULLS | {
        "id": new_id("po_"),
        "object": "payout",
        "amount": amount,
        "arrival_date": created,
        "automatic": True,
        "created": created,
        "currency": currency,
        "description": "STRIPE PAYOUT",
        "destination": new_id("ba_"),
        "livemode": False,
        "metadata": {},
        "method": "standard",
        "reconciliation_status": "completed",
        "source_type": "card",
        "status": "paid",
        "trace_id": {"status": "pending", "value": None},
        "type": "bank_account",
    }


PAYOUT_NULLS = nulls("""
    application_fee application_fee_amount balance_transaction
    failure_balance_transaction failure_code failure_message original_payout
    payout_method reversed_by statement_descriptor
""")
