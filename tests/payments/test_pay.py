"""`POST /lasku/<token>/maksa/`, against the stand-in."""

import logging
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from django.db import connection
from django.utils import timezone

from payments import checkout
from payments.models import Bill, Payment, PaymentAttempt
from tests.support.killing import KILLED, kill_this_process
from tests.support.payments import TOLD, client_of, long_ago, make_bill

CREATE = "POST /v1/checkout/sessions"


def press_pay(client, bill):
    return client.post(f"/lasku/{bill.token}/maksa/")


def sessions(stand_in):
    return stand_in.look()["sessions"]


def open_sessions(stand_in):
    return [each for each in sessions(stand_in) if each["status"] == "open"]


def test_paying_begins_at_stripe_with_what_the_bill_says(client, stand_in, bill):
    response = press_pay(client, bill)

    [session] = sessions(stand_in)
    attempt = bill.attempts.get()
    assert response.status_code == 303
    assert response["Location"] == session["url"]
    assert attempt.session_id == session["id"]
    assert attempt.key == f"bill-{bill.pk}-a1"
    assert session["amount_total"] == 2000
    assert session["currency"] == "eur"
    assert session["payment_method_types"] == ["card", "mobilepay"]
    assert session["client_reference_id"] == bill.reference
    assert session["metadata"] == {"attempt": attempt.key, "bill": bill.reference}
    assert session["locale"] == "fi"
    assert session["customer_email"] == "satu@esimerkki.example"


def test_a_swedish_page_leads_to_a_swedish_one(client, stand_in, bill):
    client.post(f"/sv/faktura/{bill.token}/betala/")

    [session] = sessions(stand_in)
    assert session["locale"] == "sv"
    assert "/sv/faktura/" in session["success_url"]
    assert "/sv/faktura/" in session["cancel_url"]


def test_c1_pay_twice_leads_to_the_same_session(client, stand_in, bill):
    first = press_pay(client, bill)
    second = press_pay(client, bill)

    assert first["Location"] == second["Location"]
    assert len(sessions(stand_in)) == 1
    assert PaymentAttempt.objects.count() == 1


def test_c1_eight_tabs_at_once_lead_to_the_same_session(committed, client, stand_in):
    bill = make_bill()

    def press(_tab):
        try:
            return checkout.start_checkout(bill, language="fi", at=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as tabs:
        addresses = set(tabs.map(press, range(8)))

    assert len(addresses) == 1
    assert len(sessions(stand_in)) == 1
    assert PaymentAttempt.objects.count() == 1


def die_before_saving(database, base_url, bill_pk):
    """In a process of its own: end the moment Stripe has answered."""
    from django.conf import settings

    settings.STRIPE_API_BASE = base_url
    settings.DATABASES["default"]["NAME"] = database
    checkout.remember = lambda *_args: kill_this_process()
    bill = Bill.objects.get(pk=bill_pk)
    checkout.start_checkout(bill, language="fi", at=timezone.now())


def die_before_asking(database, base_url, bill_pk):
    """In a process of its own: end between the attempt's commit and the request."""
    checkout.open_session = lambda *_args, **_kwargs: kill_this_process()
    die_before_saving(database, base_url, bill_pk)


@pytest.mark.parametrize(
    ("die", "opened"), [(die_before_asking, 0), (die_before_saving, 1)]
)
def test_c2_a_killed_process_leaves_one_session_for_the_next_click(
    committed, client, stand_in, die, opened
):
    bill = make_bill()
    database = str(connection.settings_dict["NAME"])
    connection.close()
    child = get_context("fork").Process(
        target=die, args=(database, stand_in.base_url, bill.pk)
    )
    child.start()
    child.join(30)
    assert child.exitcode == KILLED
    assert PaymentAttempt.objects.get().session_id is None
    assert len(sessions(stand_in)) == opened

    response = press_pay(client, bill)

    [session] = sessions(stand_in)
    assert response["Location"] == session["url"]
    assert PaymentAttempt.objects.get().session_id == session["id"]


def test_c3_a_lost_answer_opens_one_session(client, stand_in, bill):
    stand_in.drop_next_answer(on=CREATE)

    response = press_pay(client, bill)

    [session] = sessions(stand_in)
    assert response["Location"] == session["url"]


def test_c3_an_answer_that_stays_lost_is_found_by_the_next_click(
    client, stand_in, bill
):
    stand_in.drop_next_answer(times=3, on=CREATE)
    lost = press_pay(client, bill)
    assert lost["Location"].endswith("?state=unavailable")

    response = press_pay(client, bill)

    [session] = sessions(stand_in)
    assert response["Location"] == session["url"]
    assert PaymentAttempt.objects.get().number == 1


def test_c3_the_same_key_with_another_sum_opens_nothing_and_is_logged(
    client, stand_in, bill, caplog
):
    press_pay(client, bill)
    attempt = bill.attempts.get()
    attempt.params["line_items"][0]["price_data"]["unit_amount"] = 9900
    attempt.session_id = None
    attempt.save()

    with caplog.at_level(logging.ERROR):
        response = press_pay(client, bill)

    assert response["Location"].endswith("?state=unavailable")
    assert len(sessions(stand_in)) == 1
    assert "IdempotencyError" in caplog.text
    assert bill.reference in caplog.text


def test_an_attempt_older_than_a_day_is_looked_for_among_stripes_sessions(
    client, stand_in, bill
):
    press_pay(client, bill)
    first = bill.attempts.get()
    PaymentAttempt.objects.update(session_id=None, session_url="")
    long_ago(first, hours=24)

    response = press_pay(client, bill)

    first.refresh_from_db()
    old, new = sorted(sessions(stand_in), key=lambda each: each["status"] == "open")
    assert (first.session_id, first.ended_as) == (old["id"], "replaced")
    assert response["Location"] == new["url"]
    assert len(open_sessions(stand_in)) == 1


def test_an_attempt_older_than_a_day_that_stripe_never_heard_of_just_ends(
    client, stand_in, bill
):
    stand_in.fail_next(times=3, status=503, on=CREATE)
    stand_in.fail_next(times=3, status=503, on="GET /v1/checkout/sessions")
    press_pay(client, bill)
    first = bill.attempts.get()
    long_ago(first, hours=30)

    response = press_pay(client, bill)

    [session] = sessions(stand_in)
    first.refresh_from_db()
    assert first.ended_as == "failed"
    assert response["Location"] == session["url"]


def test_an_error_that_stripe_keeps_under_the_key_does_not_shut_the_bill_for_a_day(
    client, stand_in, bill
):
    stand_in.fail_next(status=500, kept=True, on=CREATE)

    response = press_pay(client, bill)

    [session] = sessions(stand_in)
    assert response["Location"] == session["url"]
    assert [each.ended_as for each in bill.attempts.order_by("pk")] == ["failed", ""]


def test_when_stripe_is_away_the_payer_is_told_and_nothing_is_lost(
    client, stand_in, bill
):
    stand_in.fail_next(times=20, status=503)

    response = press_pay(client, bill)
    page = client.get(response["Location"])

    assert response.status_code == 303
    assert "Maksupalvelu ei vastaa juuri nyt" in page.content.decode()
    assert "Maksa 20,00" in page.content.decode()
    assert not sessions(stand_in)


def test_c9_a_partly_paid_bill_gets_a_new_session_and_the_old_one_is_closed(
    client, stand_in, bill
):
    press_pay(client, bill)
    old = bill.attempts.get()
    pay_by_hand(bill, 500)

    response = press_pay(client, bill)

    [session] = open_sessions(stand_in)
    old.refresh_from_db()
    assert old.ended_as == "replaced"
    assert session["amount_total"] == 1500
    assert response["Location"] == session["url"]


def test_a_session_that_was_paid_after_all_is_settled_instead_of_replaced(
    client, stand_in, bill
):
    press_pay(client, bill)
    stand_in.pay(bill.attempts.get().session_id)

    response = press_pay(client, bill)

    assert response["Location"] == f"/lasku/{bill.token}/"
    assert Bill.objects.get().is_covered
    assert len(sessions(stand_in)) == 1
    assert TOLD == [("covered", "1")]


def test_an_expired_session_is_followed_by_a_new_one(client, stand_in, bill):
    press_pay(client, bill)
    stand_in.expire(bill.attempts.get().session_id)

    response = press_pay(client, bill)

    [session] = open_sessions(stand_in)
    assert response["Location"] == session["url"]
    assert [each.ended_as for each in bill.attempts.order_by("pk")] == ["expired", ""]


def test_a_session_of_another_stripe_account_is_left_behind(client, stand_in, bill):
    press_pay(client, bill)
    stand_in.reset()

    response = press_pay(client, bill)

    [session] = sessions(stand_in)
    assert response["Location"] == session["url"]
    assert bill.attempts.order_by("pk").first().ended_as == "failed"


def test_a_covered_or_withdrawn_bill_opens_no_session(client, stand_in, bill):
    pay_by_hand(bill, 2000)
    assert press_pay(client, bill)["Location"] == f"/lasku/{bill.token}/"

    gone = make_bill("2")
    Bill.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    assert press_pay(client, gone)["Location"] == f"/lasku/{gone.token}/"

    assert not sessions(stand_in)


def test_looking_at_the_address_opens_nothing(client, stand_in, bill):
    assert client.get(f"/lasku/{bill.token}/maksa/").status_code == 405
    assert client.post("/lasku/somebody-elses/maksa/").status_code == 404
    assert not sessions(stand_in)


def test_a_browser_that_hides_where_it_comes_from_can_pay(stand_in, bill):
    """With `Referrer-Policy: no-referrer` browsers send `Origin: null`."""
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})

    assert press_pay(strict, bill).status_code == 303
    assert len(sessions(stand_in)) == 1


def test_c15_the_key_is_in_no_log_and_on_no_page(client, stand_in, bill, caplog):
    stand_in.fail_next(times=3, status=500, on=CREATE)
    with caplog.at_level(logging.DEBUG):
        pages = [press_pay(client, bill), client.get(f"/lasku/{bill.token}/")]

    key = "sk_test_demo"
    assert key not in caplog.text
    assert all(key not in page.content.decode() for page in pages)
    assert key not in str(PaymentAttempt.objects.values())


def pay_by_hand(bill, cents):
    now = timezone.now()
    payment = Payment.objects.create(
        provider="bank", provider_id=f"line-{bill.pk}", amount_cents=cents,
        currency="eur", paid_at=now, recorded_at=now, livemode=False,
    )  # fmt: skip
    payment.allocations.create(bill=bill, amount_cents=cents, created_at=now)


def test_the_dashboard_sees_the_reference_number_on_the_payment(client, stand_in, bill):
    press_pay(client, bill)
    stand_in.pay(bill.attempts.get().session_id, "mobilepay")

    intents = client_of(stand_in.base_url).v1.payment_intents.list({})

    assert intents.data[0].description == f"Työpaja 1, {bill.reference}"
    assert intents.data[0].metadata["bill"] == bill.reference
