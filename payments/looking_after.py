"""What Stripe does not tell by a balance transaction: asked for, row by row.

The rows to ask for are few, and read before anything is written: SQLite lets nobody
write who has begun to read before another wrote.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import stripe
from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from payments.following import follow_dispute, follow_payout
from payments.models import Dispute, Payment, Payout, Provider
from payments.moving import record_movement
from payments.paying_out import put_together
from payments.reconciliation import Report, differs
from payments.stripe_client import is_live
from payments.stripe_facts import EXPAND_CHARGE, of_intent, of_payout

if TYPE_CHECKING:
    from stripe.params import DisputeListParams

PAGE = 100


def look_after_payments(
    client: stripe.StripeClient, report: Report, *, at: datetime
) -> None:
    """Payments without a movement: Stripe has not booked them yet, or has none."""
    for payment in list(_without_movement()):
        with report.going_on(f"Payment {payment}"):
            _look_after(client, payment, report, at)


def _without_movement() -> Any:
    ours = Payment.objects.filter(provider=Provider.STRIPE, livemode=is_live())
    return ours.filter(movements=None)


def _look_after(
    client: stripe.StripeClient, payment: Payment, report: Report, at: datetime
) -> None:
    try:
        intent = client.v1.payment_intents.retrieve(
            payment.provider_id, {"expand": EXPAND_CHARGE}
        )
    except stripe.InvalidRequestError as error:
        if error.code != "resource_missing":
            raise
        report.differences.append(f"Payment {payment}: not at Stripe.")
        return
    charge = of_intent(intent)
    if charge is not None and record_movement(charge.moved, payment=payment, at=at):
        report.done.append(f"Payment {payment}: booked at Stripe")


def look_after_disputes(
    client: stripe.StripeClient,
    report: Report,
    *,
    since: datetime | None,
    at: datetime,
) -> None:
    """Inquiries move no money, and deadlines pass in silence: all are asked for."""
    for its_id in _disputes(client, since):
        before = _state_of(its_id)
        with report.going_on(f"Dispute {its_id}"):
            follow_dispute(client, its_id)(at)
            if _state_of(its_id) != before:
                report.done.append(f"Dispute {its_id}")


def _disputes(client: stripe.StripeClient, since: datetime | None) -> Iterator[str]:
    """Those opened since then, and older ones that are not decided."""
    params: DisputeListParams = {"limit": PAGE}
    if since is not None:
        params["created"] = {"gte": int(since.timestamp())}
    listed = client.v1.disputes.list(params)
    yield from (dispute.id for dispute in listed.auto_paging_iter())
    if since is not None:
        older = Dispute.objects.open().filter(
            opened_at__lt=since, payment__livemode=is_live()
        )
        yield from list(older.values_list("provider_id", flat=True))


def _state_of(its_id: str) -> tuple[Any, ...] | None:
    rows = Dispute.objects.filter(provider_id=its_id)
    return rows.values_list("status", "reason", "evidence_due_at").first()


def look_after_payouts(
    client: stripe.StripeClient, report: Report, *, at: datetime
) -> None:
    """Learn where payouts are and of which movements each is made."""
    for payout in list(Payout.objects.filter(livemode=is_live()).under_way()):
        with report.going_on(f"Payout {payout}"):
            before = payout.status
            follow_payout(client, payout.provider_id)(at)
            if Payout.objects.get(pk=payout.pk).status != before:
                report.done.append(f"Payout {payout}")
    for payout in list(_unlike_their_movements()):
        with report.going_on(f"Payout {payout}"):
            _put_together(client, payout, report)


def _unlike_their_movements() -> Any:
    """Stripe tells only of payouts on its own schedule what they are made of."""
    made_of = Coalesce(Sum("movements__net_cents"), 0)
    ours = Payout.objects.filter(livemode=is_live(), is_automatic=True)
    return ours.annotate(made_of=made_of).exclude(made_of=F("amount_cents"))


def _put_together(client: stripe.StripeClient, payout: Payout, report: Report) -> None:
    if not of_payout(client.v1.payouts.retrieve(payout.provider_id)).is_complete:
        return
    rows = client.v1.balance_transactions.list(
        {"payout": payout.provider_id, "limit": PAGE}
    )
    ids = (row.id for row in rows.auto_paging_iter() if row.type != "payout")
    if put_together(payout, ids):
        report.done.append(f"Payout {payout}: put together")
    for row in _unlike_their_movements().filter(pk=payout.pk):
        report.differences.append(
            differs(f"Payout {payout}", row.made_of, row.amount_cents, "sum")
        )
