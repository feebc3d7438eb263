"""The journal is derived from the rows, and balances because of how it is made."""

from datetime import date, timedelta

import pytest

from payments.billing import withdraw_bill
from payments.books import Books
from payments.journal import balances, turnovers
from payments.models import Allocation, Bookkeeping, Fee, TakenBack
from tests.support.books import journal_of, make_payment, moment, moves
from tests.support.payments import make_bill

pytestmark = pytest.mark.django_db

CLAIM, STRIPE, BANK, EQUITY = 1700, 1900, 1910, 2000
CREDIT, UNKNOWN, OTHER, FEES, LOST = 2900, 2910, 3900, 4700, 4800


def bill_of(day: str, subject: str = "1", **fields):
    return make_bill(subject, at=moment(day), **fields)


def keep(**fields) -> Books:
    Bookkeeping(**fields).save()
    return Books.current()


def test_a_bill_is_a_claim_and_income_and_its_payment_ends_the_claim():
    bill = bill_of("10.1.2027")
    payment = make_payment(bill, paid="12.1.2027")

    rows = journal_of("31.12.2027")

    assert moves(rows) == [(CLAIM, OTHER, 2000), (STRIPE, CLAIM, 2000)]
    assert [(row.voucher, row.on) for row in rows] == [
        (1, date(2027, 1, 10)), (2, date(2027, 1, 12)),
    ]  # fmt: skip
    assert rows[0].row == f"payments.Bill {bill.pk}"
    assert rows[1].label == payment.provider_id


def test_income_goes_to_the_account_of_its_purpose():
    bill_of("10.1.2027", purpose="due", facts={"year": 2027})

    assert moves(journal_of("1.1.2027")) == [(CLAIM, 3000, 2000)]


def test_e5_kept_by_payment_there_is_no_income_before_the_money():
    books = keep(mode="cash")
    make_payment(bill_of("28.12.2026"), paid="3.1.2027")

    assert journal_of("31.12.2026", books) == []
    rows = journal_of("1.1.2027", books)
    assert moves(rows) == [(STRIPE, OTHER, 2000)]
    assert rows[0].on == date(2027, 1, 3)


def test_what_was_paid_too_much_waits_on_its_account_in_the_same_voucher():
    make_payment(bill_of("10.1.2027"), paid="12.1.2027", amount_cents=2500)

    rows = journal_of("1.1.2027")

    assert moves(rows)[1:] == [(STRIPE, CLAIM, 2000), (STRIPE, CREDIT, 500)]
    assert [row.voucher for row in rows] == [1, 2, 2]


def test_money_of_nobody_knows_what_waits_and_is_put_on_a_bill_later():
    payment = make_payment(paid="12.1.2027", mismatch="no_bill")
    bill = bill_of("20.1.2027")
    Allocation.objects.create(
        payment=payment, bill=bill, amount_cents=2000, created_at=moment("3.2.2027")
    )

    rows = journal_of("1.1.2027")

    assert moves(rows) == [
        (STRIPE, UNKNOWN, 2000), (CLAIM, OTHER, 2000), (UNKNOWN, CLAIM, 2000),
    ]  # fmt: skip
    # Since there were both the money and the bill, whenever somebody sorted it.
    assert rows[2].on == date(2027, 1, 20)


def test_money_of_another_currency_is_not_counted_as_euros():
    make_payment(paid="12.1.2027", currency="usd", mismatch="currency")

    assert journal_of("1.1.2027") == []


def give_back(payment, cents, day, *, kind="refund", bill=None):
    at = moment(day)
    row = TakenBack.objects.create(
        payment=payment, kind=kind, provider_id=f"re_{TakenBack.objects.count()}",
        amount_cents=cents, happened_at=at, recorded_at=at,
    )  # fmt: skip
    if bill is not None:
        Allocation.objects.create(
            payment=payment, bill=bill, amount_cents=-cents, cause=row, created_at=at
        )
    return row


def test_a_refund_opens_the_claim_again():
    bill = bill_of("10.1.2027")
    payment = make_payment(bill, paid="12.1.2027")
    give_back(payment, 500, "13.1.2027", bill=bill)

    assert moves(journal_of("1.1.2027"))[2:] == [(CLAIM, STRIPE, 500)]


def test_e5_kept_by_payment_a_refund_is_income_less_on_its_own_day():
    books = keep(mode="cash")
    bill = bill_of("10.12.2026")
    payment = make_payment(bill, paid="12.12.2026")
    give_back(payment, 2000, "2.1.2027", bill=bill)

    assert moves(journal_of("31.12.2026", books)) == [(STRIPE, OTHER, 2000)]
    assert moves(journal_of("1.1.2027", books)) == [(OTHER, STRIPE, 2000)]


def test_a_refund_of_what_lay_on_no_bill_takes_it_from_where_it_waited():
    payment = make_payment(bill_of("10.1.2027"), paid="12.1.2027", amount_cents=2500)
    give_back(payment, 500, "13.1.2027")

    assert moves(journal_of("1.1.2027"))[3:] == [(CREDIT, STRIPE, 500)]


def test_a_dispute_that_is_won_brings_everything_back():
    bill = bill_of("10.1.2027")
    payment = make_payment(bill, paid="12.1.2027")
    give_back(payment, 2000, "13.1.2027", kind="dispute", bill=bill)
    give_back(payment, -2000, "14.1.2027", kind="dispute_won", bill=bill)

    assert moves(journal_of("1.1.2027"))[2:] == [
        (CLAIM, STRIPE, 2000), (STRIPE, CLAIM, 2000),
    ]  # fmt: skip


def test_a_fee_is_an_expense():
    payment = make_payment(bill_of("10.1.2027"), paid="12.1.2027")
    Fee.objects.create(
        payment=payment, provider_id="txn_1", amount_cents=55,
        happened_at=moment("12.1.2027"),
    )  # fmt: skip

    assert (FEES, STRIPE, 55) in moves(journal_of("1.1.2027"))


def test_a_bill_withdrawn_in_its_year_was_no_income():
    withdraw_bill(bill_of("10.1.2027"), at=moment("1.3.2027"))

    assert moves(journal_of("1.1.2027")) == [
        (CLAIM, OTHER, 2000), (OTHER, CLAIM, 2000),
    ]  # fmt: skip


def test_a_bill_withdrawn_in_a_later_year_is_a_loss_of_that_year():
    withdraw_bill(bill_of("10.12.2026"), at=moment("1.3.2027"))

    assert moves(journal_of("1.1.2027")) == [(LOST, CLAIM, 2000)]


def test_a_financial_year_that_begins_in_july_makes_december_and_march_one():
    books = keep(first_month=7)
    withdraw_bill(bill_of("10.12.2026"), at=moment("1.3.2027"))

    rows = journal_of("1.1.2027", books)

    assert moves(rows) == [(CLAIM, OTHER, 2000), (OTHER, CLAIM, 2000)]
    assert [row.voucher for row in rows] == [1, 2]


def test_what_is_given_back_of_a_withdrawn_bill_makes_no_claim():
    bill = bill_of("10.1.2027")
    payment = make_payment(bill, paid="12.1.2027", amount_cents=500)
    withdraw_bill(bill, at=moment("1.2.2027"))
    give_back(payment, 500, "1.3.2027", bill=bill)

    assert moves(journal_of("1.1.2027"))[2:] == [
        (OTHER, CLAIM, 1500), (OTHER, STRIPE, 500),
    ]  # fmt: skip
    assert balances(Books.current(), until=date(2027, 12, 31))[CLAIM] == 0


def test_what_there_was_at_the_beginning_is_the_first_voucher():
    books = keep(
        opening_on=date(2027, 1, 1), opening_bank_cents=123456, opening_stripe_cents=-5
    )
    bill_of("1.1.2027")

    rows = journal_of("1.1.2027", books)

    assert moves(rows)[:2] == [(BANK, EQUITY, 123456), (EQUITY, STRIPE, 5)]
    assert [row.voucher for row in rows] == [1, 1, 2]


def test_vouchers_are_numbered_from_one_without_gaps_in_each_year():
    for number in range(5):
        make_payment(bill_of(f"{10 + number}.12.2026", str(number)), paid="2.1.2027")

    for day in ("1.12.2026", "1.1.2027"):
        numbers = [row.voucher for row in journal_of(day)]
        assert numbers == [1, 2, 3, 4, 5]


def test_e3_debit_is_credit_whatever_has_happened_and_totals_are_the_journals():
    bill = bill_of("10.12.2026")
    first = make_payment(bill, paid="12.12.2026")
    make_payment(bill, paid="13.12.2026")
    give_back(first, 700, "2.1.2027", bill=bill)
    withdraw_bill(bill_of("11.12.2026", "2"), at=moment("5.1.2027"))

    for mode in ("accrual", "cash"):
        books = keep(mode=mode)
        rows = [row for day in ("1.12.2026", "1.1.2027") for row in journal_of(day)]
        assert all(row.cents > 0 and row.debit != row.credit for row in rows)
        added: dict[int, int] = {}
        for row in rows:
            added[row.debit] = added.get(row.debit, 0) + row.cents
            added[row.credit] = added.get(row.credit, 0) - row.cents
        held = balances(books, until=date(2027, 12, 31))
        assert sum(held.values()) == 0
        assert {one: cents for one, cents in held.items() if cents} == {
            one: cents for one, cents in added.items() if cents
        }


def test_turnovers_of_a_span_are_of_that_span():
    make_payment(bill_of("10.12.2026"), paid="2.1.2027")

    found = turnovers(Books.current(), date(2027, 1, 1), date(2027, 12, 31))

    assert found == {(STRIPE, CLAIM): 2000}


def test_the_journal_is_read_with_as_many_questions_for_many_as_for_one(
    django_assert_num_queries,
):
    books = Books.current()
    make_payment(bill_of("10.1.2027"), paid="12.1.2027")
    with django_assert_num_queries(QUERIES):
        journal_of("1.1.2027", books)
    for number in range(2, 30):
        make_payment(bill_of("11.1.2027", str(number)), paid="12.1.2027")
    with django_assert_num_queries(QUERIES):
        assert len(journal_of("1.1.2027", books)) == 2 * 29


QUERIES = 14


def test_late_evening_in_helsinki_is_of_that_day():
    bill = make_bill(at=moment("31.12.2026", "23.30"))

    assert len(journal_of("31.12.2026")) == 1
    assert journal_of("1.1.2027") == []
    assert bill.created_at + timedelta(hours=1) > moment("1.1.2027", "00.00")
