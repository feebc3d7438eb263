"""The stand-in's API, asked by Stripe's own client."""

import base64
import json
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from demo.stripe_stand_in import StandIn, StripeError
from demo.stripe_stand_in import objects as shapes

HALF_AN_HOUR = 30 * 60
A_DAY = 24 * 3600


@pytest.fixture
def stand_in():
    with StandIn() as running:
        yield running


@pytest.fixture
def client(stand_in):
    return client_for(stand_in)


def client_for(stand_in, key="sk_test_practice", retries=0):
    return stripe.StripeClient(
        key,
        base_addresses={"api": stand_in.base_url},
        max_network_retries=retries,
    )


def params(**extra):
    item = {
        "quantity": 1,
        "price_data": {
            "currency": "eur",
            "unit_amount": 2000,
            "product_data": {"name": "Jäsenmaksu 2026"},
        },
    }
    return {
        "mode": "payment",
        "line_items": [item],
        "success_url": "http://127.0.0.1:8000/kiitos?id={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/maksa",
        "client_reference_id": "bill-7",
        **extra,
    }


def open_session(client, key=None, **extra):
    options = {"idempotency_key": key} if key else {}
    return client.v1.checkout.sessions.create(params(**extra), options)


def sessions_of(stand_in):
    return stand_in.look()["sessions"]


def test_a_new_session_is_open_unpaid_and_has_an_address_to_pay_at(stand_in, client):
    session = open_session(client, metadata={"bill": "7"}, locale="fi")

    assert session.id.startswith("cs_test_")
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert (session.amount_total, session.currency) == (2000, "eur")
    assert session.client_reference_id == "bill-7"
    assert session.metadata.to_dict() == {"bill": "7"}
    assert session.payment_intent is None
    assert session.livemode is False
    assert session.url == f"{stand_in.base_url}/c/pay/{session.id}"
    assert session.expires_at == session.created + A_DAY


def test_quantities_and_lines_add_up(client):
    lines = params()["line_items"] + params()["line_items"]
    lines[1] = lines[1] | {"quantity": 3}

    session = open_session(client, line_items=lines)
    items = client.v1.checkout.sessions.line_items.list(session.id)

    assert session.amount_total == 8000
    assert [item.amount_total for item in items.data] == [2000, 6000]
    assert items.data[0].description == "Jäsenmaksu 2026"


@pytest.mark.parametrize(
    ("currency", "allowed", "offered"),
    [
        ("eur", None, ["card", "mobilepay"]),
        ("eur", ["mobilepay"], ["mobilepay"]),
        ("eur", ["card", "klarna"], ["card"]),
        ("usd", ["card", "mobilepay"], ["card"]),
    ],
)
def test_the_ways_to_pay_are_those_allowed_that_the_currency_has(
    client, currency, allowed, offered
):
    lines = params()["line_items"]
    lines[0]["price_data"]["currency"] = currency
    extra = {"allowed_payment_method_types": allowed} if allowed else {}

    session = open_session(client, line_items=lines, **extra)

    assert session.payment_method_types == offered


@pytest.mark.parametrize(
    ("extra", "param", "code"),
    [
        (
            {"payment_method_types": ["card"]},
            "payment_method_types",
            "parameter_unknown",
        ),
        ({"surprise": "1"}, "surprise", "parameter_unknown"),
        ({"payment_intent_data": {"x": "1"}}, "payment_intent_data[x]", None),
        ({"mode": "subscription"}, "mode", None),
        ({"success_url": "/kiitos"}, "success_url", "url_invalid"),
        ({"locale": "xx"}, "locale", None),
        ({"metadata": {"k" * 41: "v"}}, "metadata", None),
        ({"metadata": {"key": "v" * 501}}, "metadata[key]", None),
        ({"metadata": {f"k{n}": "v" for n in range(51)}}, "metadata", None),
        ({"client_reference_id": "x" * 201}, "client_reference_id", None),
        ({"client_reference_id": ""}, "client_reference_id", "parameter_invalid_empty"),
        ({"allowed_payment_method_types": ["klarna"]}, None, None),
        ({"line_items": []}, "line_items", "parameter_missing"),
    ],
)
def test_what_stripe_refuses_is_refused_with_stripe_s_own_words(
    stand_in, client, extra, param, code
):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        open_session(client, **extra)

    assert refused.value.http_status == 400
    if param:
        assert refused.value.param == param
    if code:
        assert refused.value.code == code
    assert sessions_of(stand_in) == []


def test_the_removed_parameter_is_named_with_what_replaces_it(client):
    with pytest.raises(
        stripe.InvalidRequestError, match="allowed_payment_method_types"
    ):
        open_session(client, payment_method_types=["card"])


@pytest.mark.parametrize("seconds", [HALF_AN_HOUR - 60, A_DAY + 60])
def test_a_session_lives_from_half_an_hour_to_a_day(client, seconds):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        open_session(client, expires_at=int(time.time()) + seconds)

    assert refused.value.param == "expires_at"


def test_too_small_an_amount_is_refused(client):
    lines = params()["line_items"]
    lines[0]["price_data"]["unit_amount"] = 49

    with pytest.raises(stripe.InvalidRequestError) as refused:
        open_session(client, line_items=lines)

    assert refused.value.code == "amount_too_small"


@pytest.mark.parametrize("key", ["sk_live_oops", "sk_test_", "rk_live_oops", "hello"])
def test_only_a_test_key_opens_the_door(stand_in, key):
    with pytest.raises(stripe.AuthenticationError) as refused:
        open_session(client_for(stand_in, key))

    assert refused.value.http_status == 401
    assert key not in str(refused.value) or len(key) <= 8


def test_a_restricted_key_is_let_in(stand_in):
    assert open_session(client_for(stand_in, "rk_test_practice")).status == "open"


def test_basic_authentication_is_understood_too(stand_in):
    header = "Basic " + base64.b64encode(b"sk_test_practice:").decode()
    request = urllib.request.Request(
        f"{stand_in.base_url}/v1/balance", headers={"Authorization": header}
    )

    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
        assert answer.headers["Request-Id"].startswith("req_")


def test_without_a_key_the_answer_is_401_in_stripe_s_shape(stand_in):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{stand_in.base_url}/v1/balance")

    with refused.value as answer:
        assert answer.status == 401
        assert b'"type": "invalid_request_error"' in answer.read()


def test_the_same_key_and_parameters_give_the_same_session(stand_in, client):
    first = open_session(client, key="bill-7-a1")
    again = open_session(client, key="bill-7-a1")

    assert again.id == first.id
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(sessions_of(stand_in)) == 1


def test_the_same_key_with_other_parameters_is_an_error(client):
    open_session(client, key="bill-7-a1")

    with pytest.raises(stripe.IdempotencyError) as refused:
        open_session(client, key="bill-7-a1", client_reference_id="bill-8")

    assert refused.value.http_status == 400


def test_a_key_is_forgotten_after_a_day(stand_in, client):
    first = open_session(client, key="bill-7-a1")
    stand_in.clock(advance=A_DAY)

    assert open_session(client, key="bill-7-a1").id != first.id


def test_a_refused_form_does_not_use_up_the_key(client):
    with pytest.raises(stripe.InvalidRequestError):
        open_session(client, key="bill-7-a1", surprise="1")

    assert open_session(client, key="bill-7-a1").status == "open"


def test_twenty_at_once_with_one_key_open_one_session(stand_in):
    def ask(_):
        return open_session(client_for(stand_in), key="bill-7-a1").id

    with ThreadPoolExecutor(max_workers=20) as pool:
        ids = set(pool.map(ask, range(20)))

    assert len(ids) == 1
    assert len(sessions_of(stand_in)) == 1


def test_when_the_answer_is_lost_the_client_asks_again_and_gets_the_one_session(
    stand_in,
):
    stand_in.drop_next_answer()

    session = open_session(client_for(stand_in, retries=2))

    assert [row["id"] for row in sessions_of(stand_in)] == [session.id]
    assert stand_in.look()["requests"] == {"POST /v1/checkout/sessions": 2}


def test_two_failures_and_then_success(stand_in):
    stand_in.fail_next(times=2)

    session = open_session(client_for(stand_in, retries=2))

    assert session.status == "open"
    assert len(sessions_of(stand_in)) == 1


def test_a_failure_inside_the_endpoint_stays_with_the_key(stand_in, client):
    stand_in.fail_next(kept=True)

    for _ in range(2):
        with pytest.raises(stripe.APIError) as failed:
            open_session(client, key="bill-7-a1")
        assert failed.value.http_status == 500
    assert open_session(client, key="bill-7-a2").status == "open"


def test_too_many_requests_do_not_use_up_the_key(stand_in, client):
    stand_in.fail_next(status=429)

    with pytest.raises(stripe.RateLimitError):
        open_session(client, key="bill-7-a1")
    assert open_session(client, key="bill-7-a1").status == "open"


def test_a_fault_can_wait_for_one_kind_of_request(stand_in, client):
    stand_in.fail_next(on="POST /v1/refunds")

    session = open_session(client)
    stand_in.pay(session.id)
    payment = client.v1.checkout.sessions.retrieve(session.id).payment_intent
    with pytest.raises(stripe.APIError):
        client.v1.refunds.create({"payment_intent": payment})

    assert client.v1.refunds.list().data == []


def test_a_late_answer_was_executed_at_once(stand_in, client):
    stand_in.delay_next(0.3)

    started = time.monotonic()
    open_session(client)

    assert time.monotonic() - started >= 0.3
    assert len(sessions_of(stand_in)) == 1


def test_a_session_shows_the_payment_down_to_fee_and_net(stand_in, client):
    session = open_session(
        client, payment_intent_data={"metadata": {"bill": "7"}}, metadata={"own": "1"}
    )
    stand_in.pay(session.id, "mobilepay")

    paid = client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]}
    )

    intent = paid.payment_intent
    money = intent.latest_charge.balance_transaction
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert (intent.status, intent.amount_received) == ("succeeded", 2000)
    assert intent.metadata.to_dict() == {"bill": "7"}
    assert intent.latest_charge.payment_method_details.type == "mobilepay"
    assert (money.amount, money.fee, money.net) == (2000, 55, 1945)


def test_lists_expand_too_and_what_cannot_be_expanded_says_so(stand_in, client):
    stand_in.pay(open_session(client).id)
    sessions = client.v1.checkout.sessions

    path = "data.payment_intent.latest_charge.balance_transaction"
    listed = sessions.list({"expand": [path]})
    assert listed.data[0].payment_intent.latest_charge.balance_transaction.net == 1945

    with pytest.raises(stripe.InvalidRequestError, match="want to try"):
        sessions.list({"expand": ["payment_intent"]})
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        sessions.list({"expand": ["data.locale"]})


def test_lists_come_newest_first_and_page_both_ways(client):
    ids = [open_session(client).id for _ in range(5)]
    ids.reverse()
    sessions = client.v1.checkout.sessions

    first = sessions.list({"limit": 2})
    second = sessions.list({"limit": 2, "starting_after": first.data[-1].id})
    back = sessions.list({"limit": 2, "ending_before": ids[4]})

    assert [row.id for row in first.data] == ids[:2]
    assert first.has_more
    assert [row.id for row in second.data] == ids[2:4]
    assert [row.id for row in back.data] == ids[2:4]
    assert [row.id for row in sessions.list({"limit": 2}).auto_paging_iter()] == ids


def test_lists_are_narrowed_by_time_and_by_payment(stand_in, client):
    old = open_session(client)
    stand_in.clock(advance=3600)
    new = open_session(client, expires_at=int(time.time()) + 2 * 3600)
    stand_in.pay(new.id)
    sessions = client.v1.checkout.sessions
    intent = sessions.retrieve(new.id).payment_intent

    recent = sessions.list({"created": {"gte": new.created}})
    paid = sessions.list({"payment_intent": intent})
    still_open = sessions.list({"status": "open"})

    assert [row.id for row in recent.data] == [new.id]
    assert [row.id for row in paid.data] == [new.id]
    assert [row.id for row in still_open.data] == [old.id]


def test_an_expired_session_cannot_be_expired_again(client):
    session = open_session(client)

    expired = client.v1.checkout.sessions.expire(session.id)

    assert (expired.status, expired.url) == ("expired", None)
    with pytest.raises(stripe.InvalidRequestError, match="status of `expired`"):
        client.v1.checkout.sessions.expire(session.id)


def test_a_paid_session_cannot_be_expired(stand_in, client):
    session = open_session(client)
    stand_in.pay(session.id)

    with pytest.raises(stripe.InvalidRequestError, match="status of `complete`"):
        client.v1.checkout.sessions.expire(session.id)


def test_a_session_expires_by_the_clock(stand_in, client):
    session = open_session(client, expires_at=int(time.time()) + HALF_AN_HOUR + 5)

    stand_in.clock(advance=HALF_AN_HOUR + 10)

    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert len(stand_in.events("checkout.session.expired")) == 1


@pytest.mark.parametrize("unknown", ["cs_test_nobody", "pi_1"])
def test_what_is_not_there_is_404_with_its_name(client, unknown):
    with pytest.raises(stripe.InvalidRequestError) as missing:
        client.v1.checkout.sessions.retrieve(unknown)

    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")


def test_an_address_the_stand_in_does_not_know_is_404(client):
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.v1.customers.list()


def test_every_object_has_every_field_its_python_class_promises(stand_in, client):
    session = open_session(client)
    stand_in.pay(session.id)
    refund = stand_in.refund(session.id, 500)
    charge = client.v1.charges.retrieve(refund["charge"])
    shown = [
        (stripe.checkout.Session, client.v1.checkout.sessions.retrieve(session.id)),
        (stripe.PaymentIntent, client.v1.payment_intents.list().data[0]),
        (stripe.Charge, charge),
        (stripe.Refund, client.v1.refunds.retrieve(refund["id"])),
        (stripe.BalanceTransaction, client.v1.balance_transactions.list().data[0]),
        (stripe.Dispute, stand_in.dispute(session.id, "inquiry")),
        (stripe.Payout, stand_in.payout()),
        (stripe.Event, client.v1.events.list().data[0]),
        (stripe.Balance, client.v1.balance.retrieve()),
        (
            stripe.LineItem,
            client.v1.checkout.sessions.line_items.list(session.id).data[0],
        ),
    ]
    for promised, thing in shown:
        fields = {
            name
            for name, kind in promised.__annotations__.items()
            if "Optional" not in str(kind) and "NoneType" not in str(kind)
        }
        has = thing if isinstance(thing, dict) else thing.to_dict()
        assert fields - {"OBJECT_NAME"} - set(has) == set(), promised


def test_the_stand_in_speaks_the_version_the_client_pins():
    assert stripe.api_version == shapes.API_VERSION


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("mode[=payment", "Invalid parameter name"),
        ("mode=payment&mode[x]=1", "Invalid object"),
        ("mode[x]=1&mode=payment", "Invalid string"),
        ("mode[x]=1&line_items[0]=1&success_url=1", "Invalid string"),
        ("line_items=1&mode=payment&success_url=http://127.0.0.1/", "Invalid array"),
        ("mode=payment&success_url=%FF", "cannot be read"),
        ("&".join(f"k{n}=v" for n in range(1001)), "cannot be read"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(stand_in, form, told):
    request = urllib.request.Request(
        f"{stand_in.base_url}/v1/checkout/sessions",
        form.encode(),
        {"Authorization": "Bearer sk_test_practice"},
    )

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)

    with refused.value as answer:
        assert answer.status == 400
        assert told in answer.read().decode()


def test_lists_with_empty_brackets_and_with_numbers_are_both_read(stand_in):
    form = (
        "mode=payment&success_url=http://127.0.0.1/&line_items[0][quantity]=1"
        "&line_items[0][price_data][currency]=eur"
        "&line_items[0][price_data][unit_amount]=2000"
        "&line_items[0][price_data][product_data][name]=Maksu"
        "&allowed_payment_method_types[]=mobilepay"
        "&allowed_payment_method_types[]=card&expand[]=line_items"
    )
    request = urllib.request.Request(
        f"{stand_in.base_url}/v1/checkout/sessions",
        form.encode(),
        {"Authorization": "Bearer sk_test_practice"},
    )

    with urllib.request.urlopen(request) as answer:
        session = json.load(answer)

    assert session["allowed_payment_method_types"] == ["mobilepay", "card"]
    assert session["line_items"]["data"][0]["amount_total"] == 2000


def test_two_currencies_in_one_session_are_refused(client):
    lines = params()["line_items"] + params()["line_items"]
    lines[1]["price_data"]["currency"] = "sek"

    with pytest.raises(stripe.InvalidRequestError, match="one currency"):
        open_session(client, line_items=lines)


def test_a_list_goes_one_way_at_a_time_and_no_deeper_than_four(client):
    sessions = client.v1.checkout.sessions
    first = open_session(client).id

    with pytest.raises(stripe.InvalidRequestError, match="only specify one"):
        sessions.list({"starting_after": first, "ending_before": first})
    with pytest.raises(stripe.InvalidRequestError, match="more than 4"):
        sessions.retrieve(first, {"expand": ["a.b.c.d.e"]})
    with pytest.raises(stripe.InvalidRequestError):
        sessions.list({"limit": 101})


def test_a_payment_begun_and_given_up_is_cancelled_when_the_session_expires(
    stand_in, client
):
    session = open_session(client)
    stand_in.decline(session.id)

    stand_in.expire(session.id)

    (intent,) = client.v1.payment_intents.list().data
    assert intent.status == "canceled"
    assert [event["type"] for event in stand_in.events()][-2:] == [
        "payment_intent.canceled",
        "checkout.session.expired",
    ]


def test_a_payment_in_a_way_the_session_does_not_take_is_refused(stand_in, client):
    session = open_session(client, allowed_payment_method_types=["card"])

    with pytest.raises(StripeError, match="does not take 'mobilepay'"):
        stand_in.pay(session.id, "mobilepay")
    stand_in.pay(session.id)
    with pytest.raises(StripeError) as refused:
        stand_in.pay(session.id)
    assert refused.value.status == 409
