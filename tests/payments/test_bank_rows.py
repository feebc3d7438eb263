"""What the database and the models refuse of what the bank told."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from payments.models import BankLine, RowIsFinal
from tests.support.bank import make_line, make_statement

pytestmark = pytest.mark.django_db


def test_a_line_is_counted_once():
    make_line(key="A")

    with (
        transaction.atomic(),
        pytest.raises(
            IntegrityError,
            match=r"bank_line_is_counted_once|payments_bankline\.account",
        ),
    ):
        make_line(key="A")

    make_line(key="A", account="FI1410093000123458")


def test_a_line_is_some_money():
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="bank_line_is_some_money_with_an_id"),
    ):
        make_line(amount_cents=0)


def test_a_line_stays_as_the_bank_told_it():
    line = make_line()

    for name, value in (("amount_cents", 1), ("reference", "1234561")):
        setattr(line, name, value)
        with pytest.raises(RowIsFinal):
            line.save(update_fields=[name])
    with pytest.raises(RowIsFinal):
        line.delete()


def test_of_a_lump_only_the_single_payments_are_money():
    lump = make_line(amount_cents=3000)
    parts = [make_line(amount_cents=1000, part_of=lump) for _ in range(3)]

    assert set(BankLine.objects.leaves()) == set(parts)


def test_a_statement_knows_what_is_missing_before_it():
    january = make_statement()
    february = make_statement(
        number="2", starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 28),
        opening_cents=2500,
    )  # fmt: skip

    assert january.gap_cents() is None
    assert february.gap_cents() == 500
