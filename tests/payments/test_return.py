"""Back from Stripe's page: recorded without waiting for the webhook, and only once."""

import threading
import urllib.request

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import OutboxMail
from payments.checkout import start_checkout
from payments.models import Allocation, Bill, Payment, Receipt
from tests.support.payments import TOLD, make_bill


def begin(bill):
    start_checkout(bill, language="fi", at=timezone.now())
    return bill.attempts.first().session_id


def path_of(address: str) -> str:
    """The part of an address that the test client is given."""
    return "/" + address.split("/", 3)[3]


def test_c4_the_return_page_records_the_payment_before_any_webhook(
    client, stand_in, bill
):
    address = stand_in.pay(begin(bill))

    response = client.get(path_of(address), follow=True)

    assert Bill.objects.get().is_covered
    assert Receipt.objects.get().amount_cents == 2000
    assert "on maksettu" in response.content.decode()
    assert response.redirect_chain == [(bill.get_absolute_url(), 303)]


def test_c4_coming_back_twice_records_one_payment_and_one_receipt(
    client, stand_in, bill
):
    address = path_of(stand_in.pay(begin(bill)))

    for _time in range(2):
        client.get(address)

    assert Payment.objects.count() == Receipt.objects.count() == 1
    assert OutboxMail.objects.count() == 1
    assert TOLD == [("covered", "1")]


def test_c4_return_page_and_webhook_at_the_same_moment_are_one_payment(site, stand_in):
    bill = make_bill()
    stand_in.hold()
    address = stand_in.pay(begin(bill))
    [event] = stand_in.events("checkout.session.completed")
    statuses: list[int] = []

    def come_back() -> None:
        with urllib.request.urlopen(address, timeout=30) as answer:
            statuses.append(answer.status)
        connections.close_all()

    threads = [threading.Thread(target=come_back) for _number in range(4)]
    for thread in threads:
        thread.start()
    delivered = stand_in.deliver(event["id"], times=4, at_once=True)
    for thread in threads:
        thread.join()

    assert statuses == delivered == [200] * 4
    assert Payment.objects.count() == Allocation.objects.count() == 1
    assert Receipt.objects.get().number == 1
    assert OutboxMail.objects.count() == 1
    assert TOLD == [("covered", "1")]


def test_coming_back_without_having_paid_says_that_nothing_was_charged(
    client, stand_in, bill
):
    begin(bill)

    response = client.get(f"{bill.get_absolute_url()}maksamatta/", follow=True)

    assert "Palasit maksamatta" in response.content.decode()
    assert not Payment.objects.exists()


def test_a_declined_card_is_told_and_the_bill_can_be_paid_again(client, stand_in, bill):
    session = begin(bill)
    stand_in.decline(session)

    response = client.get(f"{bill.get_absolute_url()}maksamatta/", follow=True)

    assert response.redirect_chain[0][0].endswith("?state=declined")
    assert bill.attempts.get().ended_at is None


def test_when_stripe_does_not_answer_the_payer_is_asked_to_wait(client, stand_in, bill):
    address = path_of(stand_in.pay(begin(bill)))
    stand_in.fail_next(times=3, status=503)

    response = client.get(address, follow=True)

    assert response.redirect_chain[0][0].endswith("?state=waiting")
    assert "maksa" in response.content.decode().lower()


@pytest.mark.parametrize("session", ["", "cs_test_other", "%00", "x" * 10_000])
def test_a_session_that_is_not_the_bills_own_changes_nothing(
    client, stand_in, bill, session
):
    response = client.get(f"{bill.get_absolute_url()}maksettu/?session={session}")

    assert response.status_code == 303
    assert not Payment.objects.exists()
