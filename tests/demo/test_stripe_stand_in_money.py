"""Fees, refunds, disputes and payouts: the balance is always the sum of its rows."""

import pytest
import stripe

from demo.stripe_stand_in import StandIn, StripeError
from demo.stripe_stand_in.money import fee_for


@pytest.fixture
def stand_in():
    with StandIn() as running:
        yield running


@pytest.fixture
def client(stand_in):
    return stripe.StripeClient(
        "rk_test_practice", base_addresses={"api": stand_in.base_url}
    )


@pytest.fixture
def pay(stand_in, client):
    """Pay a new session; gives its payment intent's id."""

    def paid(amount=2000, method="card"):
        product = {"name": "Jäsenmaksu"}
        price = {"currency": "eur", "unit_amount": amount, "product_data": product}
        session = client.v1.checkout.sessions.create(
            {
                "mode": "payment",
                "line_items": [{"quantity": 1, "price_data": price}],
                "success_url": "http://127.0.0.1:8000/kiitos",
            }
        )
        stand_in.pay(session.id, method)
        return client.v1.checkout.sessions.retrieve(session.id).payment_intent

    return paid


def balance_of(client):
    balance = client.v1.balance.retrieve()
    return balance.available[0].amount, balance.pending[0].amount


def happened(stand_in, since=4):
    return [event["type"] for event in stand_in.events()[since:]]


@pytest.mark.parametrize(
    ("amount", "fee"), [(2000, 55), (50, 26), (33, 25), (34, 26), (100, 27), (10, 25)]
)
def test_the_fee_is_rounded_half_up_to_a_cent(amount, fee):
    assert fee_for(amount) == fee


def test_money_waits_a_week_before_it_is_available(stand_in, client, pay):
    pay()
    assert balance_of(client) == (0, 1945)

    stand_in.clock(advance=7 * 24 * 3600)

    assert balance_of(client) == (1945, 0)
    assert client.v1.balance_transactions.list().data[0].status == "available"


def test_a_declined_card_makes_a_failed_charge_and_moves_no_money(stand_in, client):
    product = {"name": "Jäsenmaksu"}
    price = {"currency": "eur", "unit_amount": 2000, "product_data": product}
    session = client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": "http://127.0.0.1:8000/kiitos",
        }
    )

    stand_in.decline(session.id)

    (charge,) = client.v1.charges.list().data
    assert (charge.status, charge.failure_code) == ("failed", "card_declined")
    assert balance_of(client) == (0, 0)
    assert happened(stand_in, 1) == ["charge.failed", "payment_intent.payment_failed"]
    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        client.v1.refunds.create({"payment_intent": charge.payment_intent})


def test_a_part_and_then_the_rest_is_refunded(stand_in, client, pay):
    intent = pay()

    part = client.v1.refunds.create({"payment_intent": intent, "amount": 500})
    charge = client.v1.charges.retrieve(part.charge, {"expand": ["refunds"]})
    assert (part.amount, part.status) == (500, "succeeded")
    assert (charge.amount_refunded, charge.refunded) == (500, False)
    assert [row.id for row in charge.refunds.data] == [part.id]
    assert happened(stand_in) == ["refund.created", "charge.refunded", "refund.updated"]

    rest = client.v1.refunds.create({"payment_intent": intent})
    assert rest.amount == 1500
    assert client.v1.charges.retrieve(part.charge).refunded
    assert [row.id for row in client.v1.refunds.list().data] == [rest.id, part.id]
    assert sum(balance_of(client)) == -55


def test_no_more_than_was_paid_is_refunded(client, pay):
    intent = pay()
    client.v1.refunds.create({"payment_intent": intent, "amount": 1500})

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        client.v1.refunds.create({"payment_intent": intent, "amount": 501})

    client.v1.refunds.create({"payment_intent": intent, "amount": 500})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"payment_intent": intent})
    assert refused.value.code == "charge_already_refunded"
    assert refused.value.http_status == 400


def test_a_refund_asked_twice_with_one_key_is_one_refund(client, pay):
    asked = {"payment_intent": pay(), "amount": 500}

    first = client.v1.refunds.create(asked, {"idempotency_key": "refund-1"})
    again = client.v1.refunds.create(asked, {"idempotency_key": "refund-1"})

    assert again.id == first.id
    assert len(client.v1.refunds.list().data) == 1


def test_a_refund_without_a_payment_or_of_nothing_is_refused(client, pay):
    with pytest.raises(stripe.InvalidRequestError, match="payment_intent or charge"):
        client.v1.refunds.create({"amount": 500})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": pay(), "amount": 0})


def test_a_refund_that_the_bank_sends_back_returns_the_money(stand_in, client, pay):
    refund = stand_in.refund(pay())

    failed = stand_in.fail_refund(refund["id"])

    assert failed["status"] == "failed"
    assert happened(stand_in)[-1] == "refund.failed"
    assert not client.v1.charges.retrieve(refund["charge"]).refunded
    assert sum(balance_of(client)) == 1945
    with pytest.raises(StripeError):
        stand_in.fail_refund(refund["id"])


def test_an_inquiry_takes_no_money(stand_in, client, pay):
    intent = pay()

    opened = stand_in.dispute(intent, "inquiry")
    closed = stand_in.dispute(intent, "close")

    assert opened["status"] == "warning_needs_response"
    assert closed["status"] == "warning_closed"
    assert sum(balance_of(client)) == 1945
    assert happened(stand_in) == ["charge.dispute.created", "charge.dispute.closed"]


def test_a_dispute_takes_the_money_and_a_fee_and_winning_brings_it_back(
    stand_in, client, pay
):
    intent = pay()

    taken = stand_in.dispute(intent, "withdraw")
    assert taken["status"] == "needs_response"
    assert sum(balance_of(client)) == 1945 - 2000 - 2000
    with pytest.raises(stripe.InvalidRequestError, match="charged back"):
        client.v1.refunds.create({"payment_intent": intent})

    stand_in.dispute(intent, "reinstate")
    assert stand_in.dispute(intent, "close")["status"] == "won"
    assert sum(balance_of(client)) == 1945 - 2000
    assert happened(stand_in) == [
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.updated",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
    ]


def test_an_inquiry_can_grow_into_a_dispute_that_is_lost(stand_in, client, pay):
    intent = pay()

    stand_in.dispute(intent, "inquiry")
    stand_in.dispute(intent, "withdraw")
    stand_in.dispute(intent, "close")

    (dispute,) = client.v1.disputes.list({"payment_intent": intent}).data
    assert dispute.status == "lost"
    assert client.v1.disputes.retrieve(dispute.id).balance_transactions[0].net == -4000
    assert happened(stand_in)[:3] == [
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.funds_withdrawn",
    ]


@pytest.mark.parametrize("step", ["reinstate", "close", "dance"])
def test_a_step_out_of_turn_is_refused(stand_in, pay, step):
    with pytest.raises(StripeError):
        stand_in.dispute(pay(), step)


def test_a_dispute_is_opened_and_closed_only_once(stand_in, pay):
    intent = pay()
    stand_in.dispute(intent, "inquiry")
    with pytest.raises(StripeError):
        stand_in.dispute(intent, "inquiry")
    stand_in.dispute(intent, "close")
    with pytest.raises(StripeError):
        stand_in.dispute(intent, "close")


def test_a_payout_is_the_sum_of_its_balance_transactions(stand_in, client, pay):
    intents = [pay(), pay(method="mobilepay"), pay(1500), pay(1000)]
    client.v1.refunds.create({"payment_intent": intents[0], "amount": 500})

    payout = stand_in.payout()

    listed = client.v1.balance_transactions.list({"payout": payout["id"], "limit": 100})
    own, *rows = listed.data
    assert (own.type, own.net) == ("payout", -payout["amount"])
    assert [row.type for row in rows] == ["refund"] + ["charge"] * 4
    assert sum(row.net for row in rows) == payout["amount"] == 5802
    assert balance_of(client) == (0, 0)
    assert client.v1.payouts.retrieve(payout["id"]).status == "paid"
    assert client.v1.payouts.list().data[0].balance_transaction == own.id
    steps = ["payout.created", "payout.updated", "payout.paid"]
    assert happened(stand_in)[-3:] == steps


def test_a_later_payout_holds_only_what_came_later(stand_in, client, pay):
    pay()
    stand_in.payout()
    pay(1000)

    second = stand_in.payout()

    assert second["amount"] == 1000 - fee_for(1000)
    with pytest.raises(StripeError, match="insufficient funds"):
        stand_in.payout()


def test_a_payout_the_bank_sends_back_goes_out_with_the_next_one(stand_in, client, pay):
    pay()
    payout = stand_in.payout()

    stand_in.fail_payout(payout["id"])

    assert happened(stand_in)[-1] == "payout.failed"
    assert sum(balance_of(client)) == payout["amount"]
    assert stand_in.payout()["amount"] == payout["amount"]


def test_balance_transactions_are_found_by_type_and_by_what_caused_them(
    stand_in, client, pay
):
    refund = stand_in.refund(pay(), 500)
    found = client.v1.balance_transactions.list({"source": refund["id"]}).data

    (row,) = found
    assert row.id == refund["balance_transaction"]
    assert [r.id for r in client.v1.balance_transactions.list({"type": "refund"})] == [
        row.id
    ]
    one = client.v1.balance_transactions.retrieve(row.id, {"expand": ["source"]})
    assert (one.net, one.source.id) == (-500, refund["id"])
