"""What our rows say lies at Stripe is what Stripe says, row by row and to the cent.

The clearing account is what came in through Stripe, less what went back, what Stripe
kept and what it paid out: its balance there. Each row is held against the balance
transaction that moved its money, so a difference has a name.
"""

from collections.abc import Iterator
from typing import Any, cast

import stripe
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from payments.models import (
    Fee,
    Payment,
    Payout,
    Provider,
    StripeMovement,
    TakenBack,
)
from payments.models.movement import FEES, StripeMovementQuerySet
from payments.reconciliation import differs
from payments.stripe_client import is_live
from payments.stripe_facts import held_cents

CURRENCY = "eur"

Kind = TakenBack.Kind


def differences() -> Iterator[str]:
    """A sentence for each row that its balance transaction contradicts."""
    yield from _payments()
    yield from _money_rows()
    yield from _rows_that_never_moved()
    yield from _more_on_bills_than_there_is()


def sums_that_differ(balance: stripe.Balance) -> Iterator[str]:
    """A sentence for each currency in which the clearing account is not right."""
    for currency in sorted({CURRENCY, *(row.currency for row in balance.available)}):
        theirs, ours = held_cents(balance, currency), our_cents(currency)
        if theirs != ours:
            yield differs("Clearing account", theirs, ours)


def our_cents(currency: str = CURRENCY) -> int:
    """What lies at Stripe by our rows."""
    payments = _payments_through_stripe().filter(currency=currency)
    moved = _moved().filter(currency=currency)
    strange = _moved().exclude(currency=currency).values("provider_id")
    exchanged = moved.exclude(payment=None).exclude(payment__currency=currency)
    return (
        _sum(payments)
        - _sum(TakenBack.objects.filter(payment__in=payments, bank_line=None))
        - _sum(_fees().exclude(provider_id__in=strange))
        - _sum(_payouts().that_stand().filter(currency=currency))
        + _sum(moved.without_row())
        + _sum(exchanged)
    )


def _moved() -> StripeMovementQuerySet:
    return StripeMovement.objects.filter(livemode=is_live())


def _payments_through_stripe() -> Any:
    return Payment.objects.filter(provider=Provider.STRIPE, livemode=is_live())


def _fees() -> QuerySet[Fee]:
    of_ours = Q(payment__in=_payments_through_stripe()) | Q(payment=None)
    return Fee.objects.filter(of_ours)


def _payouts() -> Any:
    return Payout.objects.filter(livemode=is_live())


def _sum(rows: Any) -> int:
    return int(rows.aggregate(sum=Sum("amount_cents", default=0))["sum"])


def _payments() -> Iterator[str]:
    """Money exchanged on its way has another amount, in another currency."""
    rows = _moved().charges().filter(payment__currency=F("currency"))
    for row in rows.exclude(payment__amount_cents=F("amount_cents")).select_related(
        "payment"
    ):
        payment = cast("Payment", row.payment)
        yield differs(
            f"Payment {payment}", row.amount_cents, payment.amount_cents, "amount"
        )


def _money_rows() -> Iterator[str]:
    """The other rows, each with the movement that carries its id."""
    same = Q(payment__currency=F("currency"))
    moved, back = _moved(), TakenBack.objects
    refunds, failed = (
        back.filter(kind=Kind.REFUND),
        back.filter(kind=Kind.REFUND_FAILED),
    )
    disputes = back.filter(kind__in=[Kind.DISPUTE, Kind.DISPUTE_WON])
    gone = -F("amount_cents")
    fee = Case(
        When(type__in=FEES, then=F("fee_cents") - F("amount_cents")),
        default=F("fee_cents"),
    )
    for name, movements, should_be, rows, key in (
        ("Refund", moved.refunds().filter(same), gone, refunds, "source"),
        ("Refund that came back", moved.failed_refunds().filter(same), gone, failed,
         "source"),
        ("Dispute", moved.disputes().filter(same), gone, disputes, "provider_id"),
        ("Fee", moved, fee, _fees(), "provider_id"),
        ("Payout", moved.payouts(), gone, _payouts(), "source"),
        ("Payout", moved.payouts_back(), F("amount_cents"), _payouts(), "source"),
    ):  # fmt: skip
        yield from _compare(name, movements, should_be, rows, key)


def _compare(
    name: str, movements: Any, should_be: Any, rows: Any, key: str
) -> Iterator[str]:
    mine = rows.filter(provider_id=OuterRef(key)).values("amount_cents")[:1]
    compared = movements.annotate(
        should_be=should_be, mine=Coalesce(Subquery(mine), 0)
    ).exclude(mine=F("should_be"))
    for row in compared.iterator():
        yield differs(f"{name} {getattr(row, key)}", row.should_be, row.mine)


def _rows_that_never_moved() -> Iterator[str]:
    """Rows of money that Stripe knows nothing of. Payments without a movement are
    asked for one by one (payments/taking_in.py): Stripe may book them later."""
    back = TakenBack.objects.filter(payment__in=_payments_through_stripe())
    for name, rows, movements, key in (
        ("Refund", back.filter(kind=Kind.REFUND), _moved().refunds(), "source"),
        ("Refund that came back", back.filter(kind=Kind.REFUND_FAILED),
         _moved().failed_refunds(), "source"),
        ("Dispute", back.filter(kind__in=[Kind.DISPUTE, Kind.DISPUTE_WON]),
         _moved().disputes(), "provider_id"),
        ("Fee", _fees(), _moved(), "provider_id"),
        ("Payout", _payouts(), _moved().payouts(), "source"),
    ):  # fmt: skip
        moved = movements.filter(**{key: OuterRef("provider_id")})
        for row in rows.exclude(Exists(moved)).iterator():
            yield f"{name} {row}: not at Stripe."


def _more_on_bills_than_there_is() -> Iterator[str]:
    held = F("amount_cents") - F("taken_back_sum")
    rows = _payments_through_stripe().with_state().annotate(held=held)
    for row in rows.filter(allocated_sum__gt=F("held")).iterator():
        yield differs(f"Payment {row}", row.held, row.allocated_cents, "put on bills")
