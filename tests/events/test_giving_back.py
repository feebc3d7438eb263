"""Money that goes back by itself: of cancelled events, and to who cancels in time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from demo.stripe_stand_in import StandIn, StripeError
from events import cancelling, charging, giving_back, lapsing, registration
from events.models import Event, Registration
from payments.checkout import look_again, start_checkout
from payments.models import Bill, Payment, TakenBack
from payments.reconciling import reconcile
from tests.support.registrations import make_meetup, sign_up

SOON = timedelta(days=10)


@pytest.fixture
def stand_in(settings):
    charging.register()
    with StandIn(webhook_secret=settings.STRIPE_WEBHOOK_SECRET) as running:
        settings.STRIPE_API_BASE = running.base_url
        yield running


def make_training(**fields):
    day = timezone.localdate() + SOON
    values = {"capacity": 1, "price_cents": 2500, "pay_within": 72, **fields}
    return make_meetup(start_day=day, end_day=day, **values)


def begin(row):
    start_checkout(row.bill, language="fi", at=timezone.now())
    return row.bill.attempts.get()


def pay(row, stand_in):
    attempt = begin(row)
    stand_in.pay(attempt.session_id)
    look_again(attempt, at=timezone.now())


def stored(row):
    return Registration.objects.get(pk=row.pk)


@pytest.mark.django_db
def test_a_cancelled_event_gives_back_all_that_was_paid_by_stripe_once(stand_in):
    training = make_training()
    row = sign_up(training, at=timezone.now())
    pay(row, stand_in)
    cancelling.cancel(training, {"fi": "Kouluttaja sairastui."}, at=timezone.now())

    said = [giving_back.give_back_all(timezone.now()) for _time in range(2)]

    assert said == ["Gave back 1 payment(s).", "Gave back 0 payment(s)."]
    assert TakenBack.objects.get().amount_cents == 2500
    assert Bill.objects.get().withdrawn_at is not None
    assert reconcile(at=timezone.now()).differences == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "given_back"),
    [("NEVER", 0), ("AT_START", 1), ("WEEK", 1), ("TWO_WEEKS", 0)],
)
def test_who_cancels_is_paid_back_as_the_event_says(stand_in, rule, given_back):
    training = make_training(money_back=Event.MoneyBack[rule])
    row = sign_up(training, at=timezone.now())
    pay(row, stand_in)

    registration.cancel(stored(row), at=timezone.now())

    said = giving_back.give_back_all(timezone.now())
    assert said == f"Gave back {given_back} payment(s)."
    assert TakenBack.objects.count() == given_back


@pytest.mark.django_db
def test_what_was_promised_holds_though_the_organiser_chooses_otherwise_later(stand_in):
    training = make_training(money_back=Event.MoneyBack.WEEK)
    row = sign_up(training, at=timezone.now())
    pay(row, stand_in)
    registration.cancel(stored(row), at=timezone.now())
    Event.objects.update(money_back=Event.MoneyBack.NEVER)

    giving_back.give_back_all(timezone.now())

    assert TakenBack.objects.count() == 1


@pytest.mark.django_db
def test_a_session_of_a_lapsed_place_cannot_be_paid_any_more(stand_in):
    row = sign_up(make_training(), at=timezone.now())
    begin(row)
    late = timezone.now() + timedelta(days=4)

    assert lapsing.lapse_all(late) == "Ended 1 unpaid place(s)."

    [session] = stand_in.look()["sessions"]
    assert session["status"] == "expired"
    assert row.bill.attempts.get().ended_as == "replaced"


@pytest.mark.django_db
def test_money_that_is_on_its_way_keeps_the_place(stand_in):
    row = sign_up(make_training(), at=timezone.now())
    attempt = begin(row)
    stand_in.pay(attempt.session_id, waits=True)
    late = timezone.now() + timedelta(days=4)

    assert lapsing.lapse_all(late) == "Ended 0 unpaid place(s)."

    stand_in.finish(attempt.session_id)
    look_again(attempt, at=late)
    assert stored(row).has_place
    assert Bill.objects.get().is_covered


def test_who_pays_the_moment_the_place_lapses_keeps_it_or_is_not_charged(
    committed, stand_in
):
    """The session closes or is paid, never both; and the place follows it."""
    rows = [sign_up(make_training(), at=timezone.now()) for _number in range(3)]
    sessions = [begin(row).session_id for row in rows]
    late = timezone.now() + timedelta(days=4)
    start = threading.Barrier(2)

    def lapse() -> None:
        start.wait()
        try:
            lapsing.lapse_all(late)
        finally:
            connection.close()

    def pay_all() -> None:
        start.wait()
        for session in reversed(sessions):
            with suppress(StripeError):  # it has been closed: nothing is charged
                stand_in.pay(session)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(lapse), pool.submit(pay_all)]:
            done.result()
    report = reconcile(at=late)

    assert report.differences == []
    paid = {one["id"]: one["status"] for one in stand_in.look()["sessions"]}
    for row, session in zip(rows, sessions, strict=True):
        is_paid = paid[session] == "complete"
        assert stored(row).has_place == is_paid
        assert Bill.objects.get(pk=row.bill.pk).is_covered == is_paid
    assert Payment.objects.unmatched().count() == 0
