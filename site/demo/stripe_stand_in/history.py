"""Payments of the demo's past, which were made before the stand-in first ran."""

from dataclasses import dataclass
from pathlib import Path

from . import money, money_objects, objects, paying
from .state import State


@dataclass(frozen=True)
class PastPayment:
    """A payment as the site knows it, by the same ids."""

    intent_id: str
    transaction_id: str
    charge_id: str
    amount: int
    currency: str
    created: int
    method: str
    description: str
    metadata: dict[str, str]
    email: str


def remember(file: Path, payments: list[PastPayment]) -> None:
    """Add to the kept state what is not there yet; no event tells of it."""
    state = State(file)
    with state.changed:
        known = state.tables["payment_intent"]
        for payment in payments:
            if payment.intent_id not in known:
                _add(state, payment)
        state.save()


def _add(state: State, payment: PastPayment) -> None:
    intent = objects.payment_intent(
        created=payment.created,
        session={
            "_payment_intent_data": {
                "description": payment.description,
                "metadata": payment.metadata,
            },
            "allowed_payment_method_types": None,
            "amount_total": payment.amount,
            "currency": payment.currency,
            "payment_method_types": [payment.method],
        },
    )
    intent["id"] = payment.intent_id
    intent["payment_method"] = objects.new_id("pm_")
    details = paying.details(payment.method)
    payer = paying.PAYER | {"email": payment.email}
    charge = money_objects.charge(
        created=payment.created, intent=intent, payer=payer, details=details
    )
    charge["id"] = payment.charge_id
    money.collect(state, charge)
    moved = state.tables["balance_transaction"].pop(charge["balance_transaction"])
    moved |= {
        "id": payment.transaction_id,
        "created": payment.created,
        "available_on": payment.created + money.SETTLES_AFTER,
    }
    charge["balance_transaction"] = state.put(moved)["id"]
    intent |= {
        "amount_received": intent["amount"],
        "latest_charge": state.put(charge)["id"],
        "status": "succeeded",
    }
    state.put(intent)
