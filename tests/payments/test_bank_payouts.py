"""Money from Stripe on its way to the bank is met by the line that brought it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.bank_files import Detail, Entry, camt053, op_table
from payments.bank.lines import waiting
from payments.models import Account, BankLine, LineEntry
from tests.support.bank import take, use_account
from tests.support.payments import make_payout

pytestmark = pytest.mark.django_db


def line_of(payout, archive_id="P1", days=0):
    day = payout.arrives_on + timedelta(days=days)
    return Entry(payout.amount_cents, archive_id, [Detail(name="STRIPE")], day=day)


def statement(entries, number="1"):
    today = timezone.localdate()
    return camt053(entries, number=number, starts=today, ends=today)


def test_a_payout_is_met_once_however_often_its_line_is_told():
    use_account()
    payout = make_payout()
    line = line_of(payout)

    first = take(statement([line]))
    take(statement([line]))
    take(statement([line], number="2"))
    take(op_table([line]))

    entry = LineEntry.objects.get()
    assert first.done == {"payout": 1}
    assert entry.payout == payout
    assert entry.account.role == Account.Role.TRANSIT
    assert not waiting().exists()


def test_a_second_line_of_the_same_sum_meets_another_payout_or_waits():
    use_account()
    earlier, later = make_payout("po_1"), make_payout("po_2")

    take(statement([line_of(earlier, f"P{number}") for number in range(3)]))

    assert {row.payout for row in LineEntry.objects.all()} == {earlier, later}
    assert [line.key for line in waiting()] == ["P2"]


def test_a_line_long_after_the_payout_is_not_taken_for_it():
    use_account()
    line = line_of(make_payout(), days=8)

    take(statement([line]))

    assert list(waiting()) == [BankLine.objects.get()]
