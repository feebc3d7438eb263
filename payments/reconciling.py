"""Comparing our rows with Stripe's, and settling what a lost webhook left.

Run hourly and by hand (`manage.py reconcile_stripe`). A second run changes nothing.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

import stripe
from django.db.models import Sum

from association import formats
from payments import clearing, stripe_events
from payments.checkout import open_session
from payments.models import (
    Fee,
    Payment,
    PaymentAttempt,
    Provider,
    StripeEvent,
    TakenBack,
)
from payments.settling import record_fee, settle
from payments.stripe_client import is_live, stripe_client
from payments.stripe_facts import fee_of_charge, of_dispute, of_refund
from payments.taking_back import record_dispute, record_refund

if TYPE_CHECKING:
    from stripe.params import EventListParams

logger = logging.getLogger("mentorit.payments")

WINDOW = timedelta(days=30)  # Stripe lists the events of 30 days
PAGE = 100


@dataclass
class Report:
    """What a run put right, and what it could not."""

    done: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [*self.done, *self.differences]
        counts = f"{len(self.done)} put right, {len(self.differences)} different."
        return "\n".join([*lines, counts])


def reconcile(*, at: datetime, window: timedelta = WINDOW) -> Report:
    """Take in what was missed, then compare; StripeError when Stripe is away."""
    report = Report()
    with stripe_client() as client:
        take_missed_events(client, report, at=at)
        finish_attempts(client, report, at=at)
        compare(client, report, since=at - window, at=at)
        report.differences.extend(clearing.differences(client, since=at - window))
    return report


def take_missed_events(
    client: stripe.StripeClient, report: Report, *, at: datetime
) -> None:
    """Events that Stripe could not deliver, and those that failed; oldest first."""
    params = {
        "delivery_success": False,
        "types": list(stripe_events.PREPARE),
        "limit": PAGE,
    }
    page = client.v1.events.list(cast("EventListParams", params))
    events = {event.id: event for event in page.auto_paging_iter()}
    for row in StripeEvent.objects.failed().exclude(pk__in=list(events)):
        try:
            events[row.pk] = client.v1.events.retrieve(row.pk)
        except stripe.InvalidRequestError:
            report.differences.append(f"{row}: failed here, gone from Stripe.")
    handled = StripeEvent.objects.filter(pk__in=list(events), handled_at__isnull=False)
    known = set(handled.values_list("pk", flat=True))
    for event in sorted(events.values(), key=lambda each: each.created):
        if event.id not in known:
            _take(event, report, at)


def _take(event: stripe.Event, report: Report, at: datetime) -> None:
    try:
        stripe_events.receive(event, at=at)
    except Exception as error:
        logger.exception("The event %s (%s) failed again.", event.id, event.type)
        stripe_events.keep_failure(event, error, at=at)
        report.differences.append(f"{event.type} {event.id}: {type(error).__name__}")
    else:
        report.done.append(f"{event.type} {event.id}")


def finish_attempts(
    client: stripe.StripeClient, report: Report, *, at: datetime
) -> None:
    """Learn what became of attempts that have been open for long."""
    for attempt in PaymentAttempt.objects.left_open(at).select_related("bill"):
        before = (attempt.session_id, attempt.ended_as)
        try:
            open_session(client, attempt, at=at)
        except (stripe.InvalidRequestError, stripe.IdempotencyError) as error:
            report.differences.append(f"Attempt {attempt}: {type(error).__name__}")
        attempt.refresh_from_db()
        if (attempt.session_id, attempt.ended_as) != before:
            outcome = attempt.get_ended_as_display() or attempt.session_id
            report.done.append(f"Attempt {attempt}: {outcome}")


def compare(
    client: stripe.StripeClient, report: Report, *, since: datetime, at: datetime
) -> None:
    """Each successful charge has its payment, each payment its charge, cent by cent."""
    page = client.v1.charges.list(
        {
            "created": {"gte": int(since.timestamp())},
            "limit": PAGE,
            "expand": ["data.balance_transaction"],
        }
    )
    seen = set()
    for charge in page.auto_paging_iter():
        if charge.status == "succeeded":
            intent = charge.payment_intent
            intent_id = intent if isinstance(intent, str) else charge.id
            seen.add(intent_id)
            _compare_one(client, charge, intent_id, report, at)
    ours = Payment.objects.filter(
        provider=Provider.STRIPE, livemode=is_live(), paid_at__gte=since
    ).exclude(provider_id__in=seen)
    report.differences.extend(f"Payment {row}: not at Stripe." for row in ours)


def _compare_one(
    client: stripe.StripeClient,
    charge: stripe.Charge,
    intent_id: str,
    report: Report,
    at: datetime,
) -> None:
    payments = Payment.objects.with_state().filter(provider=Provider.STRIPE)
    payment = payments.filter(provider_id=intent_id).first()
    if payment is None:
        session = stripe_events.unknown_payment(client, intent_id)
        if session is not None and settle(session, at=at):
            report.done.append(f"Payment {intent_id}")
            payment = payments.filter(provider_id=intent_id).first()
    if payment is None:
        report.differences.append(
            f"Charge {charge.id} of {_euros(charge.amount)}: not in our books."
        )
        return
    _take_back_missed(client, charge, payment, report, at)
    _compare_fee(charge, payment, report)
    payment = payments.get(pk=payment.pk)
    allocated = payment.allocated_cents
    held = payment.amount_cents - payment.taken_back_cents
    for name, theirs, mine in (
        ("amount", charge.amount, payment.amount_cents),
        ("refunded", charge.amount_refunded, _refunded(payment)),
        ("put on bills", min(allocated, held), allocated),
    ):
        if theirs != mine:
            report.differences.append(
                f"Payment {payment}: {name} should be {_euros(theirs)}, "
                f"is {_euros(mine)} in our books."
            )


def _take_back_missed(
    client: stripe.StripeClient,
    charge: stripe.Charge,
    payment: Payment,
    report: Report,
    at: datetime,
) -> None:
    """Refunds and disputes that we have not heard of."""
    before = payment.taken_back_cents
    if charge.amount_refunded != _refunded(payment):
        refunds = client.v1.refunds.list({"charge": charge.id, "limit": PAGE})
        for refund in refunds.auto_paging_iter():
            record_refund(of_refund(refund), at=at)
    if charge.disputed:
        disputes = client.v1.disputes.list({"charge": charge.id, "limit": PAGE})
        for dispute in disputes.auto_paging_iter():
            record_dispute(of_dispute(dispute), at=at)
    after = sum(payment.taken_back.values_list("amount_cents", flat=True))
    if after != before:
        report.done.append(f"Payment {payment}: {_euros(after)} given back")


def _compare_fee(charge: stripe.Charge, payment: Payment, report: Report) -> None:
    """Stripe may tell the fee only after the payment: then it is recorded here."""
    fee = fee_of_charge(charge)
    if fee is None:
        return
    row = Fee.objects.filter(provider_id=fee.provider_id).first()
    if row is None:
        record_fee(payment, fee)
        report.done.append(f"Fee {fee.provider_id}")
    elif row.amount_cents != fee.amount_cents:
        report.differences.append(
            f"Fee {row}: should be {_euros(fee.amount_cents)}, "
            f"is {_euros(row.amount_cents)} in our books."
        )


def _refunded(payment: Payment) -> int:
    kinds = [TakenBack.Kind.REFUND, TakenBack.Kind.REFUND_FAILED]
    rows = payment.taken_back.filter(kind__in=kinds)
    return int(rows.aggregate(total=Sum("amount_cents", default=0))["total"])


def _euros(cents: int) -> str:
    return formats.euros(cents, language="fi")
