"""Money is tested against the real stand-in, over the loopback network."""

import pytest

from demo.stripe_stand_in import StandIn
from tests.support.payments import make_bill, register_workshop, running_site


@pytest.fixture(autouse=True)
def workshop():
    register_workshop()


@pytest.fixture
def stand_in(settings):
    """Stripe without webhooks: what happens there is heard of only by asking."""
    with StandIn(webhook_secret=settings.STRIPE_WEBHOOK_SECRET) as running:
        settings.STRIPE_API_BASE = running.base_url
        yield running


@pytest.fixture
def site(committed, stand_in, settings):
    """Our site running, with Stripe's webhooks coming in; gives its address."""
    with running_site() as address:
        settings.BASE_URL = address
        stand_in.webhook_url = f"{address}/stripe/webhook/"
        yield address
        stand_in.webhook_url = None


@pytest.fixture
def bill(db):
    return make_bill()
