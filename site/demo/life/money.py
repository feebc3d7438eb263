"""Bills that were paid, as if through Stripe: the same verbs, without asking it."""

from datetime import datetime, timedelta

from payments.checkout import find_or_begin
from payments.models import Bill, Payment, PaymentAttempt
from payments.settling import settle
from payments.stripe_facts import FeeFacts, SessionFacts

METHODS = ("card", "mobilepay")
FEE_PART = 66  # about 1.5 per cent …
FEE_BASE = 25  # … and 0,25 €


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
            intent_id=f"pi_demo_{name}",
            amount_cents=cents,
            currency="eur",
            livemode=False,
            method=METHODS[bill.pk % 2],
            paid_at=at,
            fee=FeeFacts(f"txn_demo_{name}", cents // FEE_PART + FEE_BASE, at),
        ),
        at=at,
    )
