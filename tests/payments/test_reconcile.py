"""`reconcile_stripe`: what a lost webhook left is settled, the rest is named."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from payments.checkout import find_or_begin, start_checkout
from payments.jobs import DifferenceError, reconcile_hourly
from payments.models import Allocation, Bill, Payment, Receipt, StripeEvent
from tests.support.payments import FAULTS, long_ago, make_bill


def begin(bill):
    start_checkout(bill, language="fi", at=timezone.now())
    return bill.attempts.first().session_id


def run(**options) -> str:
    out = StringIO()
    call_command("reconcile_stripe", stdout=out, **options)
    return out.getvalue()


def test_c8_a_payment_without_any_webhook_is_settled(stand_in, bill):
    stand_in.pay(begin(bill))

    run()

    assert Bill.objects.get().is_covered
    assert Receipt.objects.get().number == 1


def test_c8_a_second_run_changes_nothing(stand_in, bill):
    stand_in.pay(begin(bill))
    run()
    before = (Payment.objects.count(), Allocation.objects.count())

    said = run()

    assert said.strip() == "0 put right, 0 different."
    assert (Payment.objects.count(), Allocation.objects.count()) == before


def test_an_attempt_whose_session_we_never_learned_is_finished(stand_in, bill):
    attempt = find_or_begin(bill, language="fi", at=timezone.now())
    long_ago(attempt, minutes=20)

    said = run()

    attempt.refresh_from_db()
    assert attempt.session_id in said


def test_an_event_that_failed_here_is_taken_again(site, stand_in):
    bill = make_bill()
    FAULTS.append(RuntimeError("the power went"))
    stand_in.pay(begin(bill))
    assert stand_in.wait_for_webhooks(10)
    FAULTS.clear()

    run()

    assert Bill.objects.get().is_covered
    assert not StripeEvent.objects.failed().exists()


def test_a_charge_of_no_attempt_of_ours_is_taken_in_and_waits(stand_in, bill):
    stand_in.pay(begin(bill))
    bill.attempts.all()._raw_delete("default")

    run()

    [payment] = Payment.objects.unmatched()
    assert payment.mismatch == "no_bill"
    assert not Bill.objects.get().is_covered


def test_c13_a_cent_of_difference_is_named(stand_in, bill):
    stand_in.pay(begin(bill))
    run()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE payments_payment SET amount_cents = amount_cents + 1")

    with pytest.raises(CommandError, match=r"20,01"):
        run()


def test_a_payment_of_ours_that_stripe_does_not_know_is_named(stand_in, bill):
    stand_in.pay(begin(bill))
    run()
    stand_in.reset()

    with pytest.raises(CommandError, match="not at Stripe"):
        run()


def test_when_stripe_is_away_the_command_says_so(stand_in, bill):
    stand_in.fail_next(times=9, status=503)

    with pytest.raises(CommandError, match="Stripe does not answer"):
        run()


def test_the_hourly_job_fails_loudly_on_a_difference(stand_in, bill):
    stand_in.pay(begin(bill))
    run()
    stand_in.reset()

    with pytest.raises(DifferenceError):
        reconcile_hourly(timezone.now() + timedelta(hours=1))


def test_without_a_key_the_hourly_job_has_nothing_to_ask(settings, db):
    settings.STRIPE_SECRET_KEY = ""

    assert reconcile_hourly(timezone.now()) == "Stripe is not in use."
