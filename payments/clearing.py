"""What our rows say lies at Stripe is what Stripe says, to the cent.

The clearing account is what came in through Stripe, less what went back and what it
kept. Stripe has that much in its balance or has paid it out to the bank.
"""

from collections.abc import Iterator
from datetime import datetime

import stripe
from django.db.models import Sum

from association import formats
from payments.models import Fee, Payment, Provider, TakenBack
from payments.stripe_client import is_live
from payments.stripe_facts import held_cents, paid_out_cents

PAGE = 100
CURRENCY = "eur"


def differences(client: stripe.StripeClient, *, since: datetime) -> Iterator[str]:
    """A sentence for each sum that is not as it should be."""
    yield from _payouts(client, since)
    theirs = held_cents(client.v1.balance.retrieve(), CURRENCY)
    page = client.v1.payouts.list({"limit": PAGE})
    theirs += paid_out_cents(page.auto_paging_iter(), CURRENCY)
    ours = our_cents()
    if theirs != ours:
        yield (
            f"Clearing account: should be {_euros(theirs)} by Stripe's balance and "
            f"payouts, is {_euros(ours)} in our books."
        )


def our_cents() -> int:
    payments = Payment.objects.filter(
        provider=Provider.STRIPE, livemode=is_live(), currency=CURRENCY
    )
    came = payments.aggregate(sum=Sum("amount_cents", default=0))["sum"]
    went = sum(
        rows.aggregate(sum=Sum("amount_cents", default=0))["sum"]
        for rows in (
            TakenBack.objects.filter(payment__in=payments),
            Fee.objects.filter(payment__in=payments),
        )
    )
    return int(came - went)


def _payouts(client: stripe.StripeClient, since: datetime) -> Iterator[str]:
    """Each payout is the sum of what it pays out."""
    page = client.v1.payouts.list(
        {"created": {"gte": int(since.timestamp())}, "limit": PAGE}
    )
    for payout in page.auto_paging_iter():
        if payout.status == "failed" or not payout.automatic:
            continue  # Stripe does not say what a payout by hand is made of
        rows = client.v1.balance_transactions.list(
            {"payout": payout.id, "limit": PAGE}
        ).auto_paging_iter()
        made_of = sum(row.net for row in rows if row.source != payout.id)
        if made_of != payout.amount:
            yield (
                f"Payout {payout.id}: should be {_euros(made_of)} by its rows, "
                f"is {_euros(payout.amount)}."
            )


def _euros(cents: int) -> str:
    return formats.euros(cents, language="fi")
