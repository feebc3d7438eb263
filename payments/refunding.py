"""Giving money back through Stripe."""

from datetime import datetime

import stripe
from django.utils.translation import gettext as _

from association import formats
from payments.models import Payment, Provider
from payments.stripe_client import stripe_client
from payments.stripe_facts import EXPAND_REFUND, RefundFacts, of_refund
from payments.taking_back import record_refund


class RefundError(Exception):
    """A refund that was not made. The message is shown to the treasurer."""


def refund_payment(
    payment: Payment,
    amount_cents: int,
    *,
    at: datetime,
    seen_cents: int | None = None,
) -> None:
    """Send `amount_cents` of a payment back the way it came, and record it.

    Stripe is asked first for what has gone back already: a refund may have been made
    whose answer we never got. `seen_cents` is what whoever decides saw as given back:
    where more has been since, nothing is done. The key is made of what has been given
    back before, so two at once are one refund, and the next one is another.
    """
    if payment.provider != Provider.STRIPE:
        raise RefundError(_("This payment did not come through Stripe."))
    if seen_cents is None:
        seen_cents = payment.taken_back_cents
    try:
        with stripe_client() as client:
            _record_known(client, payment, at=at)
            payment = Payment.objects.get(pk=payment.pk)
            _refuse(payment, amount_cents, seen_cents)
            refund = _create(client, payment, amount_cents)
    except stripe.StripeError as error:
        raise RefundError(
            _("Stripe did not make the refund: %(error)s")
            % {"error": error.user_message or type(error).__name__}
        ) from error
    record_refund(refund, at=at)


def _record_known(
    client: stripe.StripeClient, payment: Payment, *, at: datetime
) -> None:
    """Refunds that Stripe has made of this payment, also those we have not heard of."""
    listed = client.v1.refunds.list(
        {
            "payment_intent": payment.provider_id,
            "limit": 100,
            "expand": [f"data.{name}" for name in EXPAND_REFUND],
        }
    )
    for refund in listed.auto_paging_iter():
        record_refund(of_refund(refund), at=at)


def _refuse(payment: Payment, amount_cents: int, seen_cents: int) -> None:
    left = payment.amount_cents - payment.taken_back_cents
    if payment.taken_back_cents != seen_cents:
        raise RefundError(
            _("Some of this payment has been given back meanwhile. Look again.")
        )
    if not 0 < amount_cents <= left:
        raise RefundError(
            _("At most %(amount)s can be given back.") % {"amount": formats.euros(left)}
        )


def _create(
    client: stripe.StripeClient, payment: Payment, amount_cents: int
) -> RefundFacts:
    key = f"payment-{payment.pk}-refund-{payment.taken_back.count()}-{amount_cents}"
    return of_refund(
        client.v1.refunds.create(
            {
                "payment_intent": payment.provider_id,
                "amount": amount_cents,
                "expand": EXPAND_REFUND,
            },
            {"idempotency_key": key},
        )
    )
