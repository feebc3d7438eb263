"""Refunds and disputes: money that leaves again opens the bill again."""

import itertools

import pytest
from django.utils import timezone

from payments.checkout import start_checkout
from payments.models import Bill, Payment, Receipt, TakenBack
from payments.reconciling import reconcile
from payments.refunding import RefundError, refund_payment
from tests.support.payments import TOLD, make_bill


@pytest.fixture
def payment(site, stand_in):
    """A bill of 20 € that has been paid."""
    bill = make_bill()
    start_checkout(bill, language="fi", at=timezone.now())
    stand_in.pay(bill.attempts.first().session_id)
    assert stand_in.wait_for_webhooks(10)
    return Payment.objects.get()


def test_c11_refunds_in_the_dashboard_open_the_bill_step_by_step(payment, stand_in):
    stand_in.refund(payment.provider_id, 500)
    assert stand_in.wait_for_webhooks(10)
    assert Bill.objects.get().open_cents == 500

    stand_in.refund(payment.provider_id, 1500)
    assert stand_in.wait_for_webhooks(10)

    assert Bill.objects.get().open_cents == 2000
    amounts = TakenBack.objects.order_by("pk").values_list("amount_cents", flat=True)
    assert list(amounts) == [500, 1500]
    assert TOLD == [("covered", "1"), ("reopened", "1")]


def test_c11_a_refund_of_ours_is_recorded_once_though_its_webhook_comes_too(
    payment, stand_in
):
    refund_payment(payment, 500, at=timezone.now())
    assert stand_in.wait_for_webhooks(10)

    assert TakenBack.objects.get().amount_cents == 500
    receipts = Receipt.objects.order_by("number")
    assert [(row.number, row.is_refund) for row in receipts] == [(1, False), (2, True)]


def test_c11_a_replayed_refund_event_changes_nothing(payment, stand_in):
    stand_in.refund(payment.provider_id, 500)
    assert stand_in.wait_for_webhooks(10)
    event = stand_in.events("refund.created")[-1]["id"]

    assert stand_in.deliver(event, times=3) == [200] * 3

    assert TakenBack.objects.count() == 1


@pytest.mark.parametrize("cents", [0, -1, 2001])
def test_c11_more_than_is_left_is_not_given_back(payment, cents):
    with pytest.raises(RefundError):
        refund_payment(payment, cents, at=timezone.now())

    assert not TakenBack.objects.exists()


def test_a_refund_that_the_bank_sends_back_covers_the_bill_again(payment, stand_in):
    refund = stand_in.refund(payment.provider_id)
    assert stand_in.wait_for_webhooks(10)
    stand_in.fail_refund(refund["id"])
    assert stand_in.wait_for_webhooks(10)

    assert Bill.objects.get().is_covered
    assert [told for told, _key in TOLD] == ["covered", "reopened", "covered"]


def test_c12_an_inquiry_takes_no_money(payment, stand_in):
    stand_in.dispute(payment.provider_id, "inquiry")
    assert stand_in.wait_for_webhooks(10)

    assert not TakenBack.objects.exists()
    assert Bill.objects.get().is_covered


def test_c12_a_dispute_takes_the_money_and_winning_it_brings_it_back(payment, stand_in):
    stand_in.dispute(payment.provider_id, "withdraw")
    assert stand_in.wait_for_webhooks(10)
    assert Bill.objects.get().open_cents == 2000
    assert payment.fees.count() == 2

    stand_in.dispute(payment.provider_id, "reinstate")
    assert stand_in.wait_for_webhooks(10)

    assert Bill.objects.get().is_covered
    assert sum(row.amount_cents for row in TakenBack.objects.all()) == 0


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_c12_the_order_of_a_disputes_events_changes_nothing(payment, stand_in, order):
    stand_in.hold()
    stand_in.dispute(payment.provider_id, "withdraw")
    stand_in.dispute(payment.provider_id, "reinstate")
    kinds = ["created", "funds_withdrawn", "funds_reinstated"]
    events = [stand_in.events(f"charge.dispute.{kind}")[-1]["id"] for kind in kinds]

    for number in order:
        assert stand_in.deliver(events[number]) == [200]

    assert Bill.objects.get().is_covered
    kept = TakenBack.objects.order_by("amount_cents").values_list(
        "amount_cents", flat=True
    )
    assert list(kept) == [-2000, 2000]


def test_a_refund_we_never_heard_of_is_found_by_reconciling(payment, stand_in):
    stand_in.webhook_url = None
    stand_in.refund(payment.provider_id, 700)

    report = reconcile(at=timezone.now())

    assert report.differences == []
    assert Bill.objects.get().open_cents == 700
