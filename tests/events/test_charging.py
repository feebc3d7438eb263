"""What a place costs: the bill, the time to pay, and money that goes back."""

from datetime import date, timedelta

import pytest
from pytest_django.asserts import assertContains

from accounts.models import OutboxMail
from demo.life.money import pay
from events import cancelling, changing_mind, giving_back, lapsing, registration
from events.models import Registration
from events.registration import RegistrationError
from events.registration_links import link_path
from payments.checkout import find_or_begin
from payments.models import Bill, Payment
from payments.settling import settle
from payments.stripe_facts import SessionFacts
from payments.taking_back import record_refund
from tests.events.conftest import NOON
from tests.support.payments import refund_facts
from tests.support.registrations import make_meetup, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAYS = timedelta(days=1)
LATER = NOON + 3 * DAYS


def make_training(capacity=1, **fields):
    return make_meetup(capacity, price_cents=2500, pay_within=72, **fields)


def subjects_to(name):
    rows = OutboxMail.objects.filter(to__startswith=name).order_by("pk")
    return [row.subject for row in rows]


def stored(row):
    return Registration.objects.get(pk=row.pk)


def give_back_by_hand(bill, at):
    payment = Payment.objects.get(allocations__bill=bill)
    record_refund(refund_facts(payment, at=at), at=at)


def test_what_is_free_never_touches_payments():
    sign_up(make_meetup())

    assert not Bill.objects.exists()


def test_a_place_asks_for_its_price_for_each_who_comes():
    row = sign_up(make_training(capacity=5, max_party=3), party_size=2)
    bill = stored(row).bill

    assert (bill.amount_cents, bill.purpose) == (5000, "event")
    assert bill.title == "Tapaaminen 14.10.2027"
    assert bill.note == "2 henkilöä"
    assert stored(row).pay_by == LATER
    assert subjects_to("pirjo") == ["Sinulla on paikka, maksa se nyt: Tapaaminen"]


def test_who_waits_pays_nothing_until_there_is_a_place():
    occurrence = make_training()
    first, second = sign_up(occurrence), sign_up(occurrence, "Timo")
    assert stored(second).bill is None

    registration.cancel(first, at=NOON)
    assert stored(second).bill.amount_cents == 2500
    assert stored(first).bill.withdrawn_at == NOON


def test_paying_keeps_the_place(client):
    row = sign_up(make_training())
    assertContains(client.get(link_path(row)), "Maksa 25,00")
    pay(stored(row).bill, at=NOON)

    assert stored(row).pay_by is None
    assertContains(client.get(link_path(row)), "Sinulla on paikka, ja se on maksettu")
    assert lapsing.lapse_all(LATER + DAYS) == "Ended 0 unpaid place(s)."


def test_an_unpaid_place_goes_to_the_next_and_both_are_told():
    occurrence = make_training()
    row, waiting = sign_up(occurrence), sign_up(occurrence, "Timo")
    assert lapsing.lapse_all(LATER - timedelta(seconds=1)) == "Ended 0 unpaid place(s)."
    assert lapsing.lapse_all(LATER) == "Ended 1 unpaid place(s)."
    assert lapsing.lapse_all(LATER) == "Ended 0 unpaid place(s)."

    assert stored(row).cancelled_as == Registration.End.UNPAID
    assert stored(row).bill.withdrawn_at == LATER
    assert stored(waiting).has_place
    assert subjects_to("pirjo")[1:] == ["Paikkasi meni seuraavalle: Tapaaminen"]
    assert subjects_to("timo")[1:] == ["Sinulla on paikka, maksa se nyt: Tapaaminen"]


def test_a_bill_paid_just_as_the_place_lapses_keeps_it():
    """The job has read the row; the money comes before it holds the locks."""
    row = sign_up(make_training())
    read_before = stored(row)
    pay(stored(row).bill, at=LATER)

    assert lapsing.lapse(read_before, at=LATER) is False
    assert stored(row).has_place


def test_money_that_comes_after_the_place_has_lapsed_waits_for_the_treasurer():
    row = sign_up(make_training())
    bill = stored(row).bill
    attempt = find_or_begin(bill, language="fi", at=NOON)
    assert lapsing.lapse(stored(row), at=LATER) is True
    settle(
        SessionFacts(
            id="cs_late", url="", status="complete", is_paid=True, is_declined=False,
            reference=bill.reference, attempt_key=attempt.key, intent_id="pi_late",
            amount_cents=2500, currency="eur", livemode=False, method="card",
            paid_at=LATER, moved=None,
        ),
        at=LATER,
    )  # fmt: skip

    assert Payment.objects.get().mismatch == Payment.Mismatch.WITHDRAWN
    assert stored(row).cancelled_as == Registration.End.UNPAID


def test_when_stripe_does_not_answer_the_place_stays_for_now():
    """A session is open somewhere, and nobody can say whether it is being paid."""
    row = sign_up(make_training())
    find_or_begin(stored(row).bill, language="fi", at=NOON)

    assert lapsing.lapse_all(LATER) == "Ended 0 unpaid place(s)."
    assert stored(row).has_place


def test_money_that_went_back_is_asked_for_anew():
    row = sign_up(make_training())
    pay(stored(row).bill, at=NOON)
    give_back_by_hand(stored(row).bill, NOON + DAYS)

    assert stored(row).pay_by == NOON + 4 * DAYS
    assert subjects_to("pirjo")[-1] == "Maksusi palautui: Tapaaminen"
    assert lapsing.lapse_all(NOON + 4 * DAYS) == "Ended 1 unpaid place(s)."


def test_who_cannot_come_is_asked_for_nothing_more():
    row = sign_up(make_training())
    pay(stored(row).bill, at=NOON)
    registration.cancel(row, at=NOON)
    give_back_by_hand(stored(row).bill, NOON + DAYS)

    assert stored(row).bill.withdrawn_at == NOON + DAYS
    assert "Maksusi palautui: Tapaaminen" not in subjects_to("pirjo")


def test_another_number_of_people_is_another_bill():
    row = sign_up(make_training(capacity=5, max_party=3))
    first = stored(row).bill
    changing_mind.change(row, name="Pirjo", party_size=3, answers=[], at=NOON)

    first.refresh_from_db()
    assert first.withdrawn_at == NOON
    assert stored(row).bill.amount_cents == 7500
    assert stored(row).pay_by == LATER


def test_who_has_paid_for_two_does_not_become_three_unasked():
    row = sign_up(make_training(capacity=5, max_party=3), party_size=2)
    pay(stored(row).bill, at=NOON)

    with pytest.raises(RegistrationError, match="Olet maksanut 2 hengestä"):
        changing_mind.change(row, name="Pirjo", party_size=3, answers=[], at=NOON)


def test_a_cancelled_event_asks_for_nothing_and_owes_what_was_paid():
    occurrence = make_training(capacity=2)
    paid, unpaid = sign_up(occurrence), sign_up(occurrence, "Timo")
    pay(stored(paid).bill, at=NOON)
    cancelling.cancel(occurrence, {"fi": "Sairaus."}, at=NOON)

    assert stored(unpaid).bill.withdrawn_at == NOON
    assert list(giving_back.owed()) == [stored(paid).bill]
    give_back_by_hand(stored(paid).bill, NOON)
    assert not giving_back.owed()


def test_who_has_not_got_the_money_back_has_still_paid_when_it_is_held_after_all():
    occurrence = make_training(capacity=2)
    paid, unpaid = sign_up(occurrence), sign_up(occurrence, "Timo")
    pay(stored(paid).bill, at=NOON)
    cancelling.cancel(occurrence, {"fi": "Sairaus."}, at=NOON)
    cancelling.hold_after_all(occurrence, at=NOON)

    assert stored(paid).is_paid
    assert stored(unpaid).bill.withdrawn_at is None
    assert Bill.objects.count() == 3


def test_there_is_no_time_to_pay_after_the_start():
    occurrence = make_training(day=date(2026, 12, 2))

    assert stored(sign_up(occurrence)).pay_by == occurrence.starts_at
