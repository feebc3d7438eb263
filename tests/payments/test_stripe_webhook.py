"""`/stripe/webhook/` with the stand-in's real webhooks."""

import json
import time

import pytest
import stripe
from django.utils import timezone

from accounts.models import OutboxMail
from payments.checkout import start_checkout
from payments.models import Allocation, Bill, Fee, Payment, Receipt, StripeEvent
from tests.support.payments import FAULTS, TOLD, make_bill

COMPLETED = "checkout.session.completed"


def begin(bill):
    """Open the bill's session; answers its id."""
    start_checkout(bill, language="fi", at=timezone.now())
    return bill.attempts.first().session_id


def the_event(stand_in, kind=COMPLETED):
    return stand_in.events(kind)[-1]["id"]


def post(client, payload, *, secret="whsec_demo", age=0, header=None):
    if header is None:
        header = stripe.WebhookSignature.generate_signature_header(
            payload, secret, timestamp=int(time.time()) - age
        )
    return client.post(
        "/stripe/webhook/", payload, content_type="application/json",
        headers={"stripe-signature": header},
    )  # fmt: skip


@pytest.mark.parametrize("method", ["card", "mobilepay"])
def test_c4_a_payment_is_recorded_by_the_webhook_alone(site, stand_in, method):
    bill = make_bill()
    stand_in.pay(begin(bill), method)
    assert stand_in.wait_for_webhooks(10)

    payment = Payment.objects.get()
    bill = Bill.objects.get()
    assert bill.is_covered
    assert (payment.amount_cents, payment.currency) == (2000, "eur")
    assert payment.method == method
    assert not payment.livemode
    assert Fee.objects.get().amount_cents == 55
    assert bill.attempts.get().ended_as == "paid"
    assert Receipt.objects.get().payment == payment
    mails = OutboxMail.objects.values_list("key", "to")
    assert list(mails) == [
        (f"receipt-{payment.receipts.get().pk}", "satu@esimerkki.example")
    ]
    assert TOLD == [("covered", "1")]


def test_c5_the_same_event_five_times_is_one_payment(site, stand_in):
    bill = make_bill()
    stand_in.hold()
    stand_in.pay(begin(bill))

    statuses = stand_in.deliver(the_event(stand_in), times=5)

    assert statuses == [200] * 5
    assert Payment.objects.count() == Allocation.objects.count() == 1
    assert StripeEvent.objects.get().handled_at is not None
    assert OutboxMail.objects.count() == 1


def test_c5_the_same_event_eight_times_at_once_is_one_payment(site, stand_in):
    bill = make_bill()
    stand_in.hold()
    stand_in.pay(begin(bill))

    statuses = stand_in.deliver(the_event(stand_in), times=8, at_once=True)

    assert statuses == [200] * 8
    assert Payment.objects.count() == Allocation.objects.count() == 1
    assert Receipt.objects.get().number == 1
    assert TOLD == [("covered", "1")]


@pytest.mark.django_db
def test_c5_another_event_about_the_same_payment_adds_nothing(client, stand_in):
    bill = make_bill()
    stand_in.hold()
    stand_in.pay(begin(bill))
    event = stand_in.events(COMPLETED)[0]
    other = event | {
        "id": "evt_other",
        "type": "checkout.session.async_payment_succeeded",
    }

    assert post(client, json.dumps(event)).status_code == 200
    assert post(client, json.dumps(other)).status_code == 200

    assert Payment.objects.count() == 1
    assert StripeEvent.objects.count() == 2


@pytest.mark.parametrize(
    "forged", [{"wrong_secret": True}, {"tampered": True}, {"age": 600}]
)
def test_c6_a_forged_tampered_or_old_webhook_leaves_nothing(site, stand_in, forged):
    bill = make_bill()
    stand_in.hold()
    stand_in.pay(begin(bill))

    assert stand_in.deliver(the_event(stand_in), **forged) == [400]

    assert not Payment.objects.exists()
    assert not StripeEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["", "t=1,v1=abc", "nonsense", "t=,v1=", "t=\0"])
def test_c6_without_a_right_signature_nothing_is_read(client, header):
    assert post(client, "{}", header=header).status_code == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.django_db
def test_c6_only_a_post_with_json_is_read(client):
    assert client.get("/stripe/webhook/").status_code == 405
    assert post(client, "not json").status_code == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.django_db
def test_c6_no_secret_of_ours_means_that_nothing_is_believed(client, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert post(client, "{}", secret="").status_code == 400


@pytest.mark.django_db
def test_the_webhook_needs_no_cookie_and_gives_none(client):
    event = {
        "id": "evt_1", "object": "event", "type": "price.created",
        "created": 1, "data": {"object": {"object": "price", "id": "price_1"}},
    }  # fmt: skip
    response = post(client, json.dumps(event))

    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.django_db
def test_c14_an_event_of_a_type_not_known_is_kept_and_answered(client):
    event = {
        "id": "evt_new", "object": "event", "type": "moon.landed", "created": 1,
        "data": {"object": {"object": "moon", "id": "moon_1"}},
    }  # fmt: skip

    assert post(client, json.dumps(event)).status_code == 200

    row = StripeEvent.objects.get()
    assert (row.id, row.type) == ("evt_new", "moon.landed")
    assert row.handled_at is not None


def test_c7_a_failure_leaves_no_half_rows_and_the_next_delivery_settles(site, stand_in):
    bill = make_bill()
    stand_in.hold()
    stand_in.pay(begin(bill))
    FAULTS.append(RuntimeError("the roof leaks"))

    assert stand_in.deliver(the_event(stand_in)) == [500]

    assert not Payment.objects.exists()
    assert not Receipt.objects.exists()
    assert not OutboxMail.objects.exists()
    row = StripeEvent.objects.get()
    assert row.handled_at is None
    assert (row.failures, row.error) == (1, "RuntimeError: the roof leaks")

    assert stand_in.deliver(the_event(stand_in)) == [200]

    assert Bill.objects.get().is_covered
    assert Receipt.objects.get().number == 1
    row.refresh_from_db()
    assert row.handled_at is not None


def test_c7_twenty_payments_and_six_failures_are_twenty_payments(site, stand_in):
    bills = [make_bill(str(number)) for number in range(20)]
    FAULTS.extend(RuntimeError(f"failure {number}") for number in range(6))
    for bill in bills:
        stand_in.pay(begin(bill))

    assert stand_in.wait_for_webhooks(60)

    assert not FAULTS
    assert Payment.objects.count() == Receipt.objects.count() == 20
    assert all(bill.is_covered for bill in Bill.objects.with_state())
    assert sorted(number for _kind, number in TOLD) == sorted(map(str, range(20)))
    numbers = Receipt.objects.values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 21))


def test_a_stripe_that_does_not_answer_is_a_failure_to_try_again(site, stand_in):
    bill = make_bill()
    stand_in.hold()
    stand_in.pay(begin(bill))
    stand_in.fail_next(times=3, status=503, on="GET /v1/checkout/sessions")

    assert stand_in.deliver(the_event(stand_in)) == [500]
    assert stand_in.deliver(the_event(stand_in)) == [200]

    assert Bill.objects.get().is_covered


@pytest.mark.parametrize("is_late", [True, False])
def test_c9_an_old_sessions_expiry_changes_nothing_whenever_it_arrives(
    site, stand_in, is_late
):
    bill = make_bill()
    stand_in.hold()
    stand_in.expire(begin(bill))
    second = begin(bill)
    stand_in.pay(second)
    expired, paid = the_event(stand_in, "checkout.session.expired"), the_event(stand_in)

    for event in [paid, expired] if is_late else [expired, paid]:
        assert stand_in.deliver(event) == [200]

    assert Bill.objects.get().is_covered
    ends = bill.attempts.order_by("pk").values_list("ended_as", flat=True)
    assert list(ends) == ["expired", "paid"]
