"""The door to Stripe: the one place that knows its key and address."""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe
from django.conf import settings

# Seconds to connect and to answer; a person waits. Stripe's own default is 80.
TIMEOUTS = (4.0, 12.0)
RETRIES = 2


class NotConfiguredError(stripe.StripeError):
    """No key, or a demo or test without its stand-in: no request may leave."""


@contextmanager
def stripe_client() -> Iterator[stripe.StripeClient]:
    """A client of Stripe, or of what STRIPE_API_BASE names; closed afterwards.

    Never inside a database transaction: others would wait for the network.
    """
    if not is_configured():
        raise NotConfiguredError("Stripe is not configured here.")
    http = stripe.RequestsClient(timeout=TIMEOUTS)
    base = settings.STRIPE_API_BASE
    try:
        yield stripe.StripeClient(
            settings.STRIPE_SECRET_KEY,
            base_addresses={"api": base} if base else {},
            http_client=http,
            max_network_retries=RETRIES,
        )
    finally:
        http.close()  # type: ignore[no-untyped-call]


def is_live() -> bool:
    """Whether our key moves real money."""
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


def is_configured() -> bool:
    """Whether paying through Stripe can be offered at all."""
    has_keys = bool(settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET)
    needs_stand_in = settings.DEMO or settings.TESTING
    return has_keys and bool(settings.STRIPE_API_BASE or not needs_stand_in)
