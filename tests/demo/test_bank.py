"""The demo association's bank account."""

from datetime import date

import pytest

from demo.life import bank, members
from membership.models import Due
from payments.bank import lines
from payments.models import BankFile, BankLine
from tests.support.bank import use_account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def built(building):
    with building():
        use_account()
        members.build(TODAY)
        bank.build(TODAY)
        yield


def test_last_months_statement_is_explained_but_for_three_lines(built):
    assert BankLine.objects.count() == 7
    assert {line.booked_on.month for line in BankLine.objects.all()} == {10}
    waiting = [line.amount_cents for line in lines.waiting()]
    assert waiting == [2_000, -3_890, 2_500]


def test_half_of_a_due_came_by_bank_transfer(built):
    due = Due.objects.unpaid().get(member__last_name=bank.HALF)
    assert due.bill.open_cents == due.amount_cents // 2


def test_building_it_again_changes_nothing(built):
    bank.build(TODAY)

    assert BankFile.objects.count() == 1
    assert BankLine.objects.count() == 7
