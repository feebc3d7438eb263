"""C15: what would lose money or leak a key stops the start; another server works."""

import pytest
from django.utils import timezone

from demo.stripe_stand_in import StandIn
from payments.checkout import start_checkout
from payments.checks import check_stripe
from payments.models import Payment
from tests.support.payments import make_bill, running_site


def found(settings, **values) -> list[str]:
    production = {
        "DEBUG": False, "DEMO": False, "TESTING": False, "IS_LOCAL": False,
        "STRIPE_API_BASE": "", "STRIPE_SECRET_KEY": "rk_live_x",
        "STRIPE_WEBHOOK_SECRET": "whsec_x",
    }  # fmt: skip
    for name, value in {**production, **values}.items():
        setattr(settings, name, value)
    return [message.id for message in check_stripe(None)]


def test_c15_production_with_real_keys_is_well(settings):
    assert found(settings) == []


@pytest.mark.parametrize("key", ["sk_live_x", "rk_live_x"])
@pytest.mark.parametrize("where", ["DEBUG", "DEMO"])
def test_c15_a_key_of_real_money_does_not_start_in_practice(settings, key, where):
    values = {where: True, "STRIPE_SECRET_KEY": key}
    assert found(settings, **values) == ["payments.E001"]


def test_c15_payments_are_led_away_from_stripe_only_in_a_demo(settings):
    base = "http://127.0.0.1:12111"
    assert found(settings, STRIPE_API_BASE=base) == ["payments.E002"]


@pytest.mark.parametrize("name", ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"])
def test_a_missing_secret_is_named(settings, name):
    assert found(settings, **{name: ""}) == ["payments.E003"]


def test_another_server_key_and_secret_are_a_matter_of_settings(committed, settings):
    settings.STRIPE_SECRET_KEY = "rk_test_another"
    settings.STRIPE_WEBHOOK_SECRET = "whsec_another"
    with StandIn(webhook_secret="whsec_another") as other, running_site() as address:
        settings.STRIPE_API_BASE, settings.BASE_URL = other.base_url, address
        other.webhook_url = f"{address}/stripe/webhook/"
        bill = make_bill()
        start_checkout(bill, language="fi", at=timezone.now())
        other.pay(bill.attempts.get().session_id)
        assert other.wait_for_webhooks()

    assert Payment.objects.get().amount_cents == 2000
