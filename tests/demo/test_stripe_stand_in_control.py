"""The control calls over HTTP, the file that outlives a restart, the command."""

import json
import os
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
import stripe

from demo.stripe_stand_in import StandIn
from demo.stripe_stand_in.control import CALLS

COMMAND = [sys.executable, "-m", "demo.stripe_stand_in", "--port", "0"]


@pytest.fixture
def stand_in():
    with StandIn() as running:
        yield running


def open_session(base_url):
    client = stripe.StripeClient("sk_test_practice", base_addresses={"api": base_url})
    product = {"name": "Jäsenmaksu"}
    price = {"currency": "eur", "unit_amount": 2000, "product_data": product}
    return client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "success_url": "http://127.0.0.1:8000/kiitos?id={CHECKOUT_SESSION_ID}",
        },
        {"idempotency_key": "bill-7"},
    )


def control(base_url, name, arguments=None, **headers):
    data = None if name == "look" else json.dumps(arguments or {}).encode()
    request = urllib.request.Request(
        f"{base_url}/_control/{name}", data, headers=headers
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def test_every_call_can_be_made_over_http(stand_in):
    url = stand_in.base_url
    session = open_session(url).id
    calls = [
        ("hold", {}),
        ("decline", {"session_id": session}),
        ("pay", {"session_id": session, "method": "mobilepay"}),
        ("refund", {"payment": session, "amount": 500}),
        ("dispute", {"payment": session, "step": "inquiry"}),
        ("payout", {}),
        ("events", {"event_type": "payout.paid"}),
        ("clock", {"advance": 60}),
        ("release", {"newest_first": True}),
        ("drop-next-answer", {"on": "POST /v1/refunds"}),
        ("fail-next", {"times": 2, "status": 503, "on": "POST /v1/refunds"}),
        ("delay-next", {"seconds": 1, "on": "POST /v1/refunds"}),
        ("wait-for-webhooks", {"timeout": 1}),
    ]
    results = {}
    for name, arguments in calls:
        status, body = control(url, name, arguments)
        assert status == 200, (name, body)
        results[name] = body["result"]

    assert results["pay"] == f"http://127.0.0.1:8000/kiitos?id={session}"
    assert results["refund"]["amount"] == 500
    assert results["dispute"]["status"] == "warning_needs_response"
    assert len(results["events"]) == 1
    refund, payout = results["refund"]["id"], results["payout"]["id"]
    assert control(url, "fail-refund", {"refund_id": refund})[0] == 200
    assert control(url, "fail-payout", {"payout_id": payout})[0] == 200
    assert control(url, "reset") == (200, {"result": None})
    stand_in.webhook_url = "http://127.0.0.1:9/"
    control(url, "expire", {"session_id": open_session(url).id})
    (event,) = stand_in.events()
    assert control(url, "deliver", {"event_id": event["id"]}) == (200, {"result": [0]})
    tried = {name for name, _ in calls}
    other = {
        "fail-refund", "fail-payout", "reset", "expire", "deliver", "look", "finish",
        "adjust", "advance-payout", "cancel-payout",
    }  # fmt: skip
    assert tried | other == set(CALLS)


def test_the_state_shows_sessions_events_and_how_often_what_was_asked(stand_in):
    session = open_session(stand_in.base_url)
    stand_in.pay(session.id)

    status, body = control(stand_in.base_url, "look")

    seen = body["result"]
    assert status == 200
    assert [row["id"] for row in seen["sessions"]] == [session.id]
    assert [(e["delivered"], e["deliveries"]) for e in seen["events"]] == [
        (False, [])
    ] * 4
    assert seen["requests"] == {"POST /v1/checkout/sessions": 1}
    assert seen["balance"]["pending"][0]["amount"] == 1945


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("dance", {}),
        ("pay", {}),
        ("pay", {"session_id": 7}),
        ("hold", {"forever": True}),
        ("clock", {"advance": -1}),
        ("deliver", {"event_id": "evt_1", "times": "many"}),
        ("hold", ["now"]),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(stand_in, name, arguments):
    status, body = control(stand_in.base_url, name, arguments)

    assert status == 400
    assert body["error"]


def test_what_stripe_would_refuse_is_refused_here_in_its_shape(stand_in):
    status, body = control(stand_in.base_url, "pay", {"session_id": "cs_test_x"})

    assert (status, body["error"]["code"]) == (404, "resource_missing")


def test_another_site_s_page_cannot_make_control_calls(stand_in):
    refused = control(stand_in.base_url, "reset", Origin="http://evil.example")

    assert refused[0] == 403


def test_reset_forgets_everything(stand_in):
    stand_in.hold()
    stand_in.pay(open_session(stand_in.base_url).id)
    stand_in.fail_next()
    stand_in.clock(advance=100)

    stand_in.reset()

    seen = stand_in.look()
    assert (seen["sessions"], seen["events"], seen["held"]) == ([], [], False)
    assert open_session(stand_in.base_url).status == "open"


def test_sessions_keys_and_events_outlive_a_restart(tmp_path):
    file = tmp_path / "stripe.json"
    with StandIn(state_file=file) as stand_in:
        session = open_session(stand_in.base_url)
        stand_in.clock(advance=60)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]

    with StandIn(state_file=file) as stand_in:
        assert open_session(stand_in.base_url).id == session.id
        stand_in.pay(session.id)

    with StandIn(state_file=file) as stand_in:
        (row,) = stand_in.look()["sessions"]
        assert row["status"] == "complete"
        assert len(stand_in.events()) == 4
        assert stand_in.look()["waiting"] == 4


def test_a_session_is_in_the_file_before_its_answer_is_sent(tmp_path):
    file = tmp_path / "stripe.json"
    with StandIn(state_file=file) as stand_in:
        session = open_session(stand_in.base_url)

        kept = json.loads(file.read_text())

        assert session.id in kept["tables"]["checkout.session"]


def run(*arguments, demo="1"):
    environment = {**os.environ, "DEMO": demo}
    return subprocess.Popen(
        [*COMMAND, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_and_stops_cleanly(number, tmp_path):
    with run("--state", str(tmp_path / "stripe.json")) as process:
        line = process.stdout.readline()
        url = line.split()[-1]
        assert "no real money" in line
        assert open_session(url).url.startswith(f"{url}/c/pay/")

        process.send_signal(number)
        _, errors = process.communicate(timeout=10)

    assert (process.returncode, errors) == (0, "")
    assert (tmp_path / "stripe.json").exists()


@pytest.mark.parametrize(
    ("arguments", "demo", "told"),
    [
        ([], "0", "runs only with DEMO=1 or --test"),
        (["--webhook-url", "http://example.org/"], "1", "must go to this machine"),
        (["--state", "pyproject.toml"], "1", "delete it to start afresh"),
    ],
)
def test_the_command_refuses_to_start_where_it_should_not(arguments, demo, told):
    with run(*arguments, demo=demo) as process:
        _, errors = process.communicate(timeout=10)

    assert process.returncode == 2
    assert told in errors


def test_the_command_starts_in_tests_without_demo():
    with run("--test", demo="") as process:
        assert "no real money" in process.stdout.readline()
        process.terminate()
        process.communicate(timeout=10)
