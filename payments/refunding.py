"""Giving money back through Stripe."""

from datetime import datetime

import stripe
from django.utils.translation import gettext as _

from association import formats
from payments.models import Payment, Provider
from payments.stripe_client import stripe_client
from payments.stripe_facts import EXPAND_REFUND, of_refund
from payments.taking_back import record_refund


class RefundError(Exception):
    """A refund that was not made. The message is shown to the treasurer."""


def refund_payment(payment: Payment, amount_cents: int, *, at: datetime) -> None:
    """Send `amount_cents` of a payment back the way it came, and record it.

    The key is made of what has been given back before, so asking again after a crash
    or a second click gives the same refund, and the next one is another.
    """
    left = payment.amount_cents - payment.taken_back_cents
    if payment.provider != Provider.STRIPE:
        raise RefundError(_("This payment did not come through Stripe."))
    if not 0 < amount_cents <= left:
        raise RefundError(
            _("At most %(amount)s can be given back.") % {"amount": formats.euros(left)}
        )
    key = f"payment-{payment.pk}-refund-{payment.taken_back.count()}-{amount_cents}"
    try:
        with stripe_client() as client:
            refund = client.v1.refunds.create(
                {
                    "payment_intent": payment.provider_id,
                    "amount": amount_cents,
                    "expand": EXPAND_REFUND,
                },
                {"idempotency_key": key},
            )
    except stripe.StripeError as error:
        raise RefundError(
            _("Stripe did not make the refund: %(error)s")
            % {"error": error.user_message or type(error).__name__}
        ) from error
    record_refund(of_refund(refund), at=at)
