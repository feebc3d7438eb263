"""The demo's past: payments that both the site and the stand-in know."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from demo.life import money
from demo.stripe_stand_in import StandIn
from payments.models import Payment
from payments.refunding import refund_payment
from tests.support.payments import make_bill, register_workshop


@pytest.fixture
def file(db, tmp_path):
    register_workshop()
    for number in (1, 2, 3):
        bill = make_bill(str(number), at=timezone.now() - timedelta(days=60))
        money.pay(bill, at=timezone.now() - timedelta(days=number * 14))
    money.pay_again(bill, at=timezone.now() - timedelta(days=1))
    file = tmp_path / "stripe.json"
    money.tell_the_stand_in(file)
    return file


@pytest.fixture
def stand_in(file, settings):
    with StandIn(state_file=file) as running:
        settings.STRIPE_API_BASE = running.base_url
        yield running


def test_our_rows_and_the_stand_ins_agree_to_the_cent(stand_in, capsys):
    call_command("reconcile_stripe")

    assert capsys.readouterr().out == "0 put right, 0 different.\n"
    assert stand_in.look()["events"] == []


def test_telling_it_again_adds_nothing(file):
    before = file.read_text()

    money.tell_the_stand_in(file)

    assert file.read_text() == before


def test_a_payment_of_the_past_can_be_refunded(stand_in):
    payment = Payment.objects.last()

    refund_payment(payment, 500, at=timezone.now())

    assert payment.taken_back.get().amount_cents == 500
    call_command("reconcile_stripe")
