"""Every balance transaction of Stripe has its row here, and the row of its money.

Stripe lists events for 30 days, but balance transactions for ever: what was lost
longer ago is found by them. They are read page by page.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING

import stripe
from django.db import transaction

from payments.following import (
    Effect,
    follow_dispute,
    follow_payment,
    follow_payout,
    follow_refund,
    nothing,
)
from payments.models import Payment, Provider, StripeMovement
from payments.models.movement import (
    CHARGES,
    DISPUTES,
    FAILED_REFUNDS,
    PAYOUTS,
    PAYOUTS_BACK,
    REFUNDS,
)
from payments.moving import record_movement
from payments.reconciliation import Report, differs
from payments.stripe_client import is_live
from payments.stripe_facts import MovementFacts, of_charge, of_movement

if TYPE_CHECKING:
    from stripe.params import BalanceTransactionListParams

PAGE = 100


def take_in(
    client: stripe.StripeClient,
    report: Report,
    *,
    since: datetime | None,
    at: datetime,
) -> None:
    """Write what is not here and name what is not as Stripe has it; None: from all."""
    count, newest = 0, None
    for page in _pages(client, since):
        newest = newest or page[0].happened_at
        count += len(page)
        known = StripeMovement.objects.in_bulk(
            [moved.provider_id for moved in page], field_name="provider_id"
        )
        for moved in page:
            row = known.get(moved.provider_id)
            if row is None:
                _take_one(client, moved, report, at)
            else:
                report.differences.extend(_differences(moved, row))
    _name_those_not_at_stripe(client, report, since, newest, count)


def _pages(
    client: stripe.StripeClient, since: datetime | None
) -> Iterator[list[MovementFacts]]:
    params: BalanceTransactionListParams = {"limit": PAGE}
    if since is not None:
        params["created"] = {"gte": int(since.timestamp())}
    listed = client.v1.balance_transactions.list(params).auto_paging_iter()
    for page in batched(listed, PAGE, strict=False):
        yield [of_movement(moved) for moved in page]


def _take_one(
    client: stripe.StripeClient, moved: MovementFacts, report: Report, at: datetime
) -> None:
    name = f"Balance transaction {moved.provider_id}"
    with report.going_on(name):
        effect = _prepare(client, moved)
        with transaction.atomic():
            effect(at)
            record_movement(moved, payment=None, at=at)
        report.done.append(f"{name} ({moved.type})")


def _prepare(client: stripe.StripeClient, moved: MovementFacts) -> Effect:
    """Ask Stripe for what moved; the answer writes its row, with the movement."""
    if moved.type in CHARGES:
        return _charge(client, moved)
    if moved.type in (*REFUNDS, *FAILED_REFUNDS):
        return follow_refund(client, moved.source)
    if moved.category in DISPUTES:
        return follow_dispute(client, moved.source)
    if moved.type in (*PAYOUTS, *PAYOUTS_BACK):
        return follow_payout(client, moved.source)
    return nothing


def _charge(client: stripe.StripeClient, moved: MovementFacts) -> Effect:
    charge = of_charge(client.v1.charges.retrieve(moved.source))
    record_payment = follow_payment(client, charge.intent_id)

    def effect(at: datetime) -> None:
        record_payment(at)
        payment = Payment.objects.get(
            provider=Provider.STRIPE, provider_id=charge.intent_id
        )
        record_movement(moved, payment=payment, at=at)

    return effect


def _differences(moved: MovementFacts, row: StripeMovement) -> Iterator[str]:
    for what, theirs, mine in (
        ("amount", moved.amount_cents, row.amount_cents),
        ("fee", moved.fee_cents, row.fee_cents),
    ):
        if theirs != mine:
            yield differs(f"Balance transaction {row}", theirs, mine, what)


def _name_those_not_at_stripe(
    client: stripe.StripeClient,
    report: Report,
    since: datetime | None,
    newest: datetime | None,
    count: int,
) -> None:
    """Only where we have more than Stripe lists is each of ours asked for."""
    ours = StripeMovement.objects.filter(livemode=is_live())
    if newest is not None:
        ours = ours.filter(happened_at__lte=newest)
    if since is not None:
        ours = ours.filter(happened_at__gte=since)
    if ours.count() <= count:
        return
    for row in ours.iterator():
        if not is_at_stripe(client.v1.balance_transactions.retrieve, row.provider_id):
            report.differences.append(f"Balance transaction {row}: not at Stripe.")


def is_at_stripe(retrieve: Callable[[str], object], its_id: str) -> bool:
    try:
        retrieve(its_id)
    except stripe.InvalidRequestError as error:
        if error.code != "resource_missing":
            raise
        return False
    return True
