"""Money that fits no bill is kept, and waits for the treasurer."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Officer, OutboxMail
from payments.billing import withdraw_bill
from payments.checkout import find_or_begin
from payments.models import Bill, Payment
from payments.settling import settle
from payments.stripe_facts import SessionFacts


@pytest.fixture
def attempt(bill):
    return find_or_begin(bill, language="fi", at=timezone.now())


@pytest.fixture
def paid(bill, attempt):
    """What Stripe tells of a session that was paid as asked."""
    return SessionFacts(
        id="cs_test_1",
        url="",
        status="complete",
        is_paid=True,
        is_declined=False,
        reference=bill.reference,
        attempt_key=attempt.key,
        intent_id="pi_1",
        amount_cents=2000,
        currency="eur",
        livemode=False,
        method="card",
        paid_at=timezone.now(),
        moved=None,
    )


def make_treasurer():
    return Officer.objects.create(
        office=Officer.Office.TREASURER,
        name="Eeva Koski",
        email="eeva@esimerkki.example",
        starts_on=date(2020, 1, 1),
    )


@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"amount_cents": 1999}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"livemode": True}, "mode"),
        ({"reference": "999"}, "no_bill"),
        ({"attempt_key": "bill-0-a1"}, "no_bill"),
    ],
)
def test_c10_money_that_is_not_as_asked_waits_and_the_bill_stays_open(
    paid, differs, why
):
    make_treasurer()

    payment = settle(replace(paid, **differs), at=timezone.now())

    assert payment.mismatch == why
    assert [row.pk for row in Payment.objects.unmatched()] == [payment.pk]
    assert Bill.objects.get().open_cents == 2000
    mails = OutboxMail.objects.values_list("key", "to")
    assert list(mails) == [(f"unmatched-{payment.pk}", "eeva@esimerkki.example")]


def test_money_for_a_bill_that_was_withdrawn_waits(bill, paid):
    withdraw_bill(bill, at=timezone.now())

    payment = settle(paid, at=timezone.now())

    assert payment.mismatch == "withdrawn"
    assert payment.rest_cents == 2000


def test_without_a_treasurer_the_money_waits_all_the_same(paid):
    settle(replace(paid, currency="usd"), at=timezone.now())

    assert Payment.objects.unmatched().count() == 1
    assert not OutboxMail.objects.exists()


def test_the_treasurer_is_told_of_waiting_money_once(paid):
    make_treasurer()
    for _time in range(3):
        settle(replace(paid, amount_cents=1), at=timezone.now())

    assert OutboxMail.objects.count() == Payment.objects.count() == 1


def test_a_session_that_nobody_has_paid_records_nothing(paid):
    assert settle(replace(paid, is_paid=False), at=timezone.now()) is None
    assert not Payment.objects.exists()
