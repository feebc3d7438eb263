"""The webhooks, received and verified as a site does."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stripe

from demo.stripe_stand_in import StandIn

SECRET = "whsec_practice"


class Receiver:
    """A site's webhook: verifies, remembers, answers what it is told to.

    It asks the stand-in back while it answers, as our site does.
    """

    def __init__(self):
        self.genuine = []
        self.refused = 0
        self.answers = []
        self.client = None
        self.lock = threading.Lock()

    def take(self, payload, signature):
        try:
            event = stripe.Webhook.construct_event(payload, signature, SECRET)
        except (ValueError, stripe.SignatureVerificationError):
            with self.lock:
                self.refused += 1
            return 400
        if self.client is not None:
            self.client.v1.events.retrieve(event.id)
        with self.lock:
            status = self.answers.pop(0) if self.answers else 200
            self.genuine.append((event.type, event.id, status))
        return status

    def types(self):
        return [row[0] for row in self.genuine]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        header = self.headers["Stripe-Signature"]
        self.send_response(self.server.receiver.take(body, header))
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def receiver():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.receiver = Receiver()
    server.receiver.url = f"http://127.0.0.1:{server.server_port}/stripe/webhook/"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.receiver
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def stand_in(receiver):
    with StandIn(
        webhook_url=receiver.url, webhook_secret=SECRET, retry_after=(0.05, 0.1)
    ) as running:
        receiver.client = client_for(running)
        yield running


@pytest.fixture
def client(stand_in):
    return client_for(stand_in)


def client_for(stand_in):
    return stripe.StripeClient(
        "sk_test_practice", base_addresses={"api": stand_in.base_url}
    )


def open_session(client):
    product = {"name": "Jäsenmaksu"}
    price = {"currency": "eur", "unit_amount": 2000, "product_data": product}
    return client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": "http://127.0.0.1:8000/kiitos",
            "client_reference_id": "bill-7",
        }
    )


def paid_event(stand_in):
    (event,) = stand_in.events("checkout.session.completed")
    return event["id"]


PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


def test_a_payment_is_told_in_signed_events_even_if_the_tab_was_closed(
    stand_in, client, receiver
):
    session = open_session(client)
    stand_in.pay(session.id)

    assert stand_in.wait_for_webhooks()
    assert receiver.types() == PAID
    assert receiver.refused == 0
    event = client.v1.events.retrieve(paid_event(stand_in))
    assert event.api_version == stripe.api_version
    assert event.pending_webhooks == 0
    assert event.data.object.id == session.id
    assert event.data.object.payment_status == "paid"
    assert event.data.object.client_reference_id == "bill-7"


def test_an_event_made_by_a_request_names_the_request(stand_in, client):
    stand_in.pay(open_session(client).id)
    intent = client.v1.payment_intents.list().data[0].id
    client.v1.refunds.create({"payment_intent": intent}, {"idempotency_key": "r-1"})

    by_site = stand_in.events("refund.created")[0]["request"]
    by_payer = stand_in.events("charge.succeeded")[0]["request"]

    assert by_site["id"].startswith("req_")
    assert by_site["idempotency_key"] == "r-1"
    assert by_payer == {"id": None, "idempotency_key": None}


def test_a_refused_webhook_is_tried_again(stand_in, client, receiver):
    receiver.answers = [500, 302, 200]
    stand_in.expire(open_session(client).id)

    assert stand_in.wait_for_webhooks()

    assert [row[2] for row in receiver.genuine] == [500, 302, 200]
    (event,) = stand_in.look()["events"]
    assert event["delivered"]
    assert [row["status"] for row in event["deliveries"]] == [500, 302, 200]


def test_after_a_few_tries_it_stays_undelivered_until_somebody_catches_up(
    stand_in, client, receiver
):
    receiver.answers = [500] * 3
    stand_in.expire(open_session(client).id)
    assert stand_in.wait_for_webhooks()
    undelivered = {"delivery_success": False, "types": ["checkout.session.expired"]}

    (event,) = client.v1.events.list(undelivered).data
    assert event.pending_webhooks == 1
    assert stand_in.deliver(event.id) == [200]

    assert client.v1.events.list(undelivered).data == []
    assert client.v1.events.list({"delivery_success": True}).data[0].id == event.id


def test_while_the_site_is_down_nothing_is_lost(client, stand_in, receiver):
    url, stand_in.webhook_url = receiver.url, "http://127.0.0.1:9/"
    stand_in.pay(open_session(client).id)
    assert stand_in.wait_for_webhooks()
    assert receiver.genuine == []

    stand_in.webhook_url = url
    missed = client.v1.events.list({"delivery_success": False, "limit": 100})

    assert [event.type for event in missed.data] == PAID[::-1]


def test_webhooks_are_held_back_and_let_go_in_any_order(stand_in, client, receiver):
    stand_in.hold()
    stand_in.pay(open_session(client).id)
    assert stand_in.wait_for_webhooks()
    assert receiver.genuine == []

    stand_in.release(newest_first=True)

    assert stand_in.wait_for_webhooks()
    assert receiver.types() == PAID[::-1]


def test_a_webhook_address_may_be_set_later(receiver):
    with StandIn(webhook_secret=SECRET) as stand_in:
        stand_in.expire(open_session(client_for(stand_in)).id)
        assert stand_in.wait_for_webhooks()

        stand_in.webhook_url = receiver.url

        assert stand_in.wait_for_webhooks()
        assert receiver.types() == ["checkout.session.expired"]


@pytest.mark.parametrize("at_once", [False, True])
def test_an_event_may_come_many_times(stand_in, client, receiver, at_once):
    stand_in.pay(open_session(client).id)
    stand_in.wait_for_webhooks()
    receiver.genuine.clear()

    statuses = stand_in.deliver(paid_event(stand_in), times=3, at_once=at_once)

    assert statuses == [200, 200, 200]
    assert {row[1] for row in receiver.genuine} == {paid_event(stand_in)}


@pytest.mark.parametrize(
    "forgery", [{"wrong_secret": True}, {"tampered": True}, {"age": 600}]
)
def test_a_forged_a_changed_and_an_old_webhook_are_refused(
    stand_in, client, receiver, forgery
):
    stand_in.hold()
    stand_in.pay(open_session(client).id)

    assert stand_in.deliver(paid_event(stand_in), **forgery) == [400]

    assert (receiver.refused, receiver.genuine) == (1, [])
    waiting = client.v1.events.list({"delivery_success": False, "limit": 100}).data
    assert paid_event(stand_in) in {event.id for event in waiting}


def test_what_was_delivered_by_hand_is_not_sent_again_on_release(
    stand_in, client, receiver
):
    stand_in.hold()
    stand_in.expire(open_session(client).id)
    (event,) = stand_in.events()
    stand_in.deliver(event["id"])

    stand_in.release()

    assert stand_in.wait_for_webhooks()
    assert len(receiver.genuine) == 1


def test_events_are_listed_newest_first_by_type_and_for_thirty_days(stand_in, client):
    stand_in.pay(open_session(client).id)
    events = client.v1.events

    assert [event.type for event in events.list().data] == PAID[::-1]
    only = events.list({"types": ["charge.succeeded", "payment_intent.created"]})
    assert [event.type for event in only.data] == ["charge.succeeded", PAID[0]]
    assert [e.type for e in events.list({"type": "charge.*"}).data] == [PAID[1]]
    newer = events.list({"ending_before": stand_in.events()[1]["id"]})
    assert [event.type for event in newer.data] == PAID[:1:-1]

    stand_in.clock(advance=31 * 24 * 3600)
    assert events.list().data == []


def test_a_session_that_runs_out_is_told_without_anybody_asking(
    stand_in, client, receiver
):
    session = open_session(client)
    stand_in.clock(advance=session.expires_at - session.created - 1)
    deadline = time.monotonic() + 5

    while not receiver.genuine and time.monotonic() < deadline:
        time.sleep(0.05)

    assert receiver.types() == ["checkout.session.expired"]


def test_the_signature_verifies_also_when_the_clock_was_moved_on(
    stand_in, client, receiver
):
    stand_in.clock(advance=7 * 24 * 3600)
    stand_in.expire(open_session(client).id)

    assert stand_in.wait_for_webhooks()
    assert (len(receiver.genuine), receiver.refused) == (1, 0)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://127.0.0.1/",
        "http://127.0.0.1.example.org/",
        "http://192.168.1.2/",
        "ftp://127.0.0.1/",
        "nonsense",
    ],
)
def test_webhooks_never_leave_this_machine(url):
    with pytest.raises(ValueError, match="this machine"):
        StandIn(webhook_url=url)
