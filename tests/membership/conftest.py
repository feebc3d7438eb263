import pytest
from django.test import Client

from demo.stripe_stand_in import StandIn
from tests.support.accounts import make_user
from tests.support.payments import running_site


@pytest.fixture
def stand_in(settings):
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


def browser_of(role, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    browser = Client()
    browser.user = make_user(f"{role}@esimerkki.example", role)
    browser.force_login(browser.user)
    return browser


@pytest.fixture
def board(db, settings):
    """The browser of somebody of the board."""
    return browser_of("board", settings)


@pytest.fixture
def treasurer(db, settings):
    return browser_of("treasurer", settings)


@pytest.fixture
def editor(db, settings):
    return browser_of("editor", settings)
