"""Comparing our rows with Stripe's, and settling what a lost webhook left.

Run hourly and by hand (`manage.py reconcile_stripe`). A second run changes nothing.
"""

from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING

import stripe

from payments import clearing, stripe_events
from payments.checkout import open_session
from payments.looking_after import (
    look_after_disputes,
    look_after_payments,
    look_after_payouts,
)
from payments.models import PaymentAttempt, StripeEvent, StripeMovement
from payments.reconciliation import Report
from payments.stripe_client import is_live, stripe_client
from payments.stripe_events import Told
from payments.taking_in import take_in

if TYPE_CHECKING:
    from stripe.params import EventListParams

WINDOW = timedelta(days=30)  # Stripe lists the events of 30 days
PAGE = 100
ROUNDS = 3


def reconcile(*, at: datetime, window: timedelta | None = WINDOW) -> Report:
    """Take in what was missed, then compare; None: from the first day.

    StripeError when Stripe is away.
    """
    report = Report()
    since = _since(at, window)
    with stripe_client() as client:
        take_missed_events(client, report, at=at)
        finish_attempts(client, report, at=at)
        look_after_disputes(client, report, since=since, at=at)
        differ = _take_in_and_compare(client, report, since, at)
        if differ and since is not None and not report.differences:
            # The sums differ, but no row of these days: it is an older one.
            differ = _take_in_and_compare(client, report, None, at)
    report.differences.extend(differ)
    return report


def _since(at: datetime, window: timedelta | None) -> datetime | None:
    """Where to begin: earlier than asked for when we have not looked for longer."""
    newest = StripeMovement.objects.filter(livemode=is_live()).first()
    if window is None or newest is None:
        return None
    return min(at - window, newest.happened_at)


def _take_in_and_compare(
    client: stripe.StripeClient,
    report: Report,
    since: datetime | None,
    at: datetime,
) -> list[str]:
    """Names the rows that differ in the report; answers the sums that do.

    While we look, somebody may pay: sums that differ are looked at again.
    """
    before = list(report.differences)
    for _round in range(ROUNDS):
        report.differences = list(before)
        take_in(client, report, since=since, at=at)
        look_after_payments(client, report, at=at)
        look_after_payouts(client, report, at=at)
        report.differences.extend(clearing.differences())
        differ = list(clearing.sums_that_differ(client.v1.balance.retrieve()))
        if not differ or report.differences:
            break
    return differ


def take_missed_events(
    client: stripe.StripeClient, report: Report, *, at: datetime
) -> None:
    """Events that failed here, and those that Stripe could not deliver."""
    for row in list(StripeEvent.objects.failed()):
        _take(stripe_events.of_row(row), report, at)
    params: EventListParams = {
        "delivery_success": False,
        "types": list(stripe_events.PREPARE),
        "limit": PAGE,
    }
    listed = client.v1.events.list(params).auto_paging_iter()
    for page in batched(listed, PAGE, strict=False):
        rows = StripeEvent.objects.filter(pk__in=[event.id for event in page])
        known = set(rows.values_list("pk", flat=True))
        for event in page:
            if event.id not in known:
                _take(stripe_events.of_event(event), report, at)


def _take(told: Told, report: Report, at: datetime) -> None:
    name = f"{told.type} {told.id}"
    with report.going_on(name):
        try:
            stripe_events.receive(told, at=at)
        except Exception as error:
            stripe_events.keep_failure(told, error, at=at)
            raise
        report.done.append(name)


def finish_attempts(
    client: stripe.StripeClient, report: Report, *, at: datetime
) -> None:
    """Learn what became of attempts that have been open for long."""
    for attempt in PaymentAttempt.objects.left_open(at).select_related("bill"):
        before = (attempt.session_id, attempt.ended_as)
        with report.going_on(f"Attempt {attempt}"):
            open_session(client, attempt, at=at)
        attempt.refresh_from_db()
        if (attempt.session_id, attempt.ended_as) != before:
            outcome = attempt.get_ended_as_display() or attempt.session_id
            report.done.append(f"Attempt {attempt}: {outcome}")
