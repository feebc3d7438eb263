"""Bills that were paid, as if through Stripe: the same verbs, without asking it."""

from datetime import datetime, timedelta
from pathlib import Path

from demo.stripe_stand_in.history import PastPayment, remember
from demo.stripe_stand_in.money import SETTLES_AFTER, fee_for
from payments.checkout import find_or_begin
from payments.models import Bill, Payment, PaymentAttempt
from payments.settling import settle
from payments.stripe_facts import MovementFacts, SessionFacts

METHODS = ("card", "mobilepay")
OURS = "pi_demo_"


def pay(bill: Bill, *, at: datetime) -> Payment | None:
    """The bill is opened, paid two minutes later, and the payment recorded."""
    attempt = find_or_begin(bill, language=bill.language, at=at)
    if attempt is None:
        return None
    return record(bill, attempt, f"{attempt.key}", at=at + timedelta(minutes=2))


def pay_again(bill: Bill, *, at: datetime) -> Payment | None:
    """A second payment for the same bill: from a tab that had been left open."""
    attempt = bill.attempts.latest("number")
    return record(bill, attempt, f"{attempt.key}-again", at=at)


def record(
    bill: Bill, attempt: PaymentAttempt, name: str, *, at: datetime
) -> Payment | None:
    cents = attempt.amount_cents
    return settle(
        SessionFacts(
            id=f"cs_test_demo_{name}",
            url="",
            status="complete",
            is_paid=True,
            is_declined=False,
            reference=bill.reference,
            attempt_key=attempt.key,
            intent_id=f"{OURS}{name}",
            amount_cents=cents,
            currency="eur",
            livemode=False,
            method=METHODS[bill.pk % 2],
            paid_at=at,
            moved=_moved(name, cents, at),
        ),
        at=at,
    )


def _moved(name: str, cents: int, at: datetime) -> MovementFacts:
    return MovementFacts(
        provider_id=f"txn_demo_{name}",
        type="charge",
        category="charge",
        amount_cents=cents,
        fee_cents=fee_for(cents),
        currency="eur",
        source=f"ch_demo_{name}",
        happened_at=at,
        available_at=at + timedelta(seconds=SETTLES_AFTER),
    )


def tell_the_stand_in(file: Path) -> None:
    """Let the stand-in find these payments in its past, so that the two agree."""
    rows = Payment.objects.filter(provider_id__startswith=OURS)
    past = rows.prefetch_related("movements")
    remember(file, [_as_past(row) for row in past.order_by("paid_at", "pk")])


def _as_past(payment: Payment) -> PastPayment:
    attempt = PaymentAttempt.objects.select_related("bill").get(payments=payment)
    intent = attempt.params["payment_intent_data"]
    moved = payment.movements.all()[0]
    return PastPayment(
        intent_id=payment.provider_id,
        transaction_id=moved.provider_id,
        charge_id=moved.source,
        amount=payment.amount_cents,
        currency=payment.currency,
        created=int(payment.paid_at.timestamp()),
        method=payment.method,
        description=intent["description"],
        metadata=intent["metadata"],
        email=attempt.bill.payer_email,
    )
