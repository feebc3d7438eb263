from datetime import date

import pytest
from django.utils import timezone

from payments import references
from payments.billing import Payer, raise_bill, withdraw_bill
from payments.models import Bill
from tests.support.payments import make_bill

pytestmark = pytest.mark.django_db


def test_a_bill_has_a_right_reference_and_an_address_nobody_guesses(bill):
    assert references.is_reference(bill.reference)
    assert len(bill.token) >= 32
    assert bill.token in bill.get_absolute_url()
    assert bill.title == "Työpaja 1"


def test_e1_raising_the_same_bill_again_gives_the_first(bill):
    again = make_bill(amount_cents=9900, due_on=date(2030, 1, 1))

    assert again == bill
    assert Bill.objects.get().amount_cents == 2000


def test_another_reason_is_another_bill(bill):
    assert make_bill("2") != bill
    assert Bill.objects.count() == 2


def test_a_purpose_that_no_app_has_registered_is_refused():
    with pytest.raises(LookupError, match="raffle"):
        make_bill(purpose="raffle")


def test_a_reference_that_is_taken_is_not_given_twice(bill, monkeypatch):
    same = int(bill.reference[:-1]) - 10**8
    dice = iter([same, same, 0])
    monkeypatch.setattr("secrets.randbelow", lambda _below: next(dice))

    other = make_bill("2")

    assert other.reference == references.make_reference("100000000")


def test_a_withdrawn_bill_asks_no_longer_and_stays(bill):
    now = timezone.now()

    withdraw_bill(bill, at=now)
    withdraw_bill(bill, at=timezone.now())

    bill.refresh_from_db()
    assert bill.withdrawn_at == now
    assert not Bill.objects.uncovered().exists()
    assert make_bill() == bill


def test_a_payers_bills_are_found_in_any_case_of_the_address(bill):
    assert list(Bill.objects.of_payer("Satu@Esimerkki.Example ")) == [bill]
    assert list(Bill.objects.of_payer("muu@esimerkki.example")) == []


def test_a_bill_needs_no_subject_that_is_empty():
    with pytest.raises(Exception, match="bill_can_be_found"):
        raise_bill(
            purpose="workshop",
            subject_key="",
            payer=Payer("Aino", "aino@esimerkki.example", "sv"),
            amount_cents=1,
            due_on=date(2027, 1, 1),
            at=timezone.now(),
        )
