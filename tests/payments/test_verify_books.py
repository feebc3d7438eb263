"""`verify_books` derives everything again and names the row that differs."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import OutboxMail
from demo.life.money import pay, pay_again
from payments import closing, verifying
from payments.books import Books
from payments.models import (
    Allocation,
    Bill,
    BooksDifference,
    Payment,
    Receipt,
    ReceiptSeries,
    TakenBack,
)
from payments.proving import prove
from tests.support.accounts import make_officer
from tests.support.books import make_payment, moment
from tests.support.payments import make_bill

pytestmark = pytest.mark.django_db

MOMENT = moment("12.1.2027")


@pytest.fixture
def paid():
    """Two bills: one paid, one paid twice."""
    bills = [make_bill(str(number), at=moment("10.1.2027")) for number in (1, 2)]
    for bill in bills:
        pay(bill, at=MOMENT)
    pay_again(bills[1], at=MOMENT)
    return bills


def damage(row, **values):
    """As somebody with the database in hand would, past all our rules."""
    table = row._meta.db_table
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute(
                f"UPDATE {table} SET {name} = %s WHERE id = %s", [value, row.pk]
            )


def remove(row):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


def found() -> list[str]:
    return [str(each) for each in verifying.verify()]


def test_books_in_order_exit_0_and_say_so(paid, capsys):
    call_command("verify_books")

    assert capsys.readouterr().out.strip() == "Every euro is where it should be."


def test_an_empty_site_is_in_order(db):
    assert found() == []


def test_e3_a_cent_more_on_a_bill_is_named_with_its_row(paid):
    row = Allocation.objects.get(bill=paid[0])
    damage(row, amount_cents=2001)

    with pytest.raises(CommandError) as error:
        call_command("verify_books")

    assert paid[0].reference in str(error.value)
    assert row.payment.provider_id in str(error.value)


def test_e3_a_bill_that_asks_less_than_was_put_on_it_is_named(paid):
    damage(paid[0], amount_cents=1500)

    assert any(paid[0].reference in each for each in found())


def test_a_payment_that_is_smaller_than_what_is_on_bills_is_named(paid):
    payment = Payment.objects.order_by("pk").first()
    damage(payment, amount_cents=1999)

    assert any(payment.provider_id in each for each in found())


def test_an_allocation_that_is_lost_is_found_as_money_beside_its_bill(paid):
    row = Allocation.objects.get(bill=paid[0])
    remove(row)

    assert any(paid[0].reference in each for each in found())


def test_e4_a_receipt_that_is_gone_is_a_gap_with_its_number(paid):
    remove(Receipt.objects.get(number=1))

    gaps = [each for each in found() if "ReceiptSeries" in each]
    assert len(gaps) == 1
    assert "Puuttuu: 1." in gaps[0]


def test_e4_a_counter_turned_back_is_found(paid):
    damage(ReceiptSeries.objects.get(), last_number=1)

    assert any("ReceiptSeries" in each for each in found())


def test_a_receipt_of_another_sum_is_named(paid):
    receipt = Receipt.objects.get(number=1)
    damage(receipt, amount_cents=1)

    assert any(receipt.full_number in each for each in found())


def test_a_payment_without_its_receipt_is_named(paid):
    receipt = Receipt.objects.get(number=1)
    payment = receipt.payment
    remove(receipt)

    assert any(
        payment.provider_id in each and "kuitti" in each.lower() for each in found()
    )


def test_money_that_came_back_and_had_not_gone_is_named(paid):
    payment = Payment.objects.first()
    TakenBack.objects.create(
        payment=payment, kind="dispute_won", provider_id="dp_1", amount_cents=-100,
        happened_at=MOMENT, recorded_at=MOMENT,
    )  # fmt: skip

    assert any(f"Payment {payment.pk}" in each for each in found())


def test_an_attempt_that_was_paid_and_has_no_payment_is_named(paid):
    attempt = paid[0].attempts.get()
    payment = attempt.payments.get()
    damage(payment, attempt_id=None)

    assert any(attempt.key in each for each in found())


@pytest.fixture
def last_year():
    bill = make_bill("old", at=moment("10.12.2026"))
    make_payment(bill, paid="12.12.2026")
    year = Books.current().year_of(date(2026, 12, 1))
    return closing.close_year(year, by=None, at=moment("15.1.2027"))


def test_a_closed_year_that_has_changed_is_named_with_its_account(last_year):
    assert found() == []
    damage(Bill.objects.get(subject_key="old"), amount_cents=2100)

    assert any("ClosedYear 2026" in each for each in found())
    assert any("ClosedYear 2026, 1700" in each for each in found())


def test_opening_balances_written_after_the_closing_are_found(last_year):
    settings = Books.current().settings
    settings.opening_on, settings.opening_bank_cents = date(2026, 1, 1), 5
    settings.save()

    assert any("ClosedYear 2026" in each for each in found())


def test_the_treasurer_is_told_of_each_new_difference_once(paid):
    make_officer("treasurer", email="eeva@esimerkki.example")
    assert prove(at=moment("1.2.2027")) == "0 differences, 0 of them new."
    receipt = Receipt.objects.get(number=1)
    damage(receipt, amount_cents=1)

    prove(at=moment("2.2.2027"))
    prove(at=moment("3.2.2027"))

    mail = OutboxMail.objects.get(key__startswith="books-differ")
    assert receipt.full_number in mail.content.decode(errors="replace")
    row = BooksDifference.objects.open().get()
    assert row.found_at == moment("2.2.2027")

    damage(receipt, amount_cents=2000)
    prove(at=moment("4.2.2027"))

    assert not BooksDifference.objects.open().exists()


def test_the_proof_asks_as_often_for_many_as_for_one(django_assert_max_num_queries):
    for number in range(20):
        pay(make_bill(f"many-{number}", at=moment("10.1.2027")), at=MOMENT)

    with django_assert_max_num_queries(70):
        assert found() == []
