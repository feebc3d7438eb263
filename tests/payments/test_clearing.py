"""C13: the clearing account is Stripe's balance, each payout the sum of its rows."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from payments.checkout import look_again, start_checkout
from payments.clearing import our_cents
from payments.models import Fee, Payment, Payout, StripeMovement
from tests.support.payments import make_bill


@pytest.fixture
def five(db, stand_in):
    for number in range(5):
        bill = make_bill(str(number))
        start_checkout(bill, language="fi", at=timezone.now())
        attempt = bill.attempts.get()
        stand_in.pay(attempt.session_id)
        look_again(attempt, at=timezone.now())


def change(model, **values):
    """As somebody with the database in hand would, past all our rules."""
    row = model.objects.first()
    [(name, value)] = values.items()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET {name} = %s WHERE id = %s",
            [value, row.pk],
        )
    return row.provider_id


def test_c13_after_a_payout_of_five_payments_the_sums_agree(five, stand_in, capsys):
    payout = stand_in.payout()

    call_command("reconcile_stripe")

    [row] = Payout.objects.with_state()
    assert row.amount_cents == payout["amount"] == 5 * (2000 - 55)
    assert row.movements.count() == 5
    assert our_cents() == 0
    assert "0 different." in capsys.readouterr().out


def test_c13_a_payout_that_the_bank_sends_back_lies_at_stripe_again(five, stand_in):
    stand_in.fail_payout(stand_in.payout()["id"])

    call_command("reconcile_stripe")


@pytest.mark.parametrize(
    ("model", "values"),
    [(Payment, {"amount_cents": 2001}), (Fee, {"amount_cents": 56})],
)
def test_c13_one_cent_changed_by_hand_is_named_with_its_row(five, model, values):
    name = change(model, **values)

    with pytest.raises(CommandError) as error:
        call_command("reconcile_stripe")

    assert name in str(error.value)
    assert "Clearing account" in str(error.value)


def test_c13_a_payout_that_is_not_its_rows_is_named(five, stand_in):
    payout = stand_in.payout()
    stand_in.state.tables["payout"][payout["id"]]["amount"] += 1

    with pytest.raises(CommandError, match=payout["id"]):
        call_command("reconcile_stripe")


def test_a_payment_that_stripe_books_late_gets_its_fee_later(five, capsys):
    call_command("reconcile_stripe")
    capsys.readouterr()
    row = Fee.objects.first()
    with connection.cursor() as cursor:
        for model in (Fee, StripeMovement):
            cursor.execute(
                f"DELETE FROM {model._meta.db_table} WHERE provider_id = %s",
                [row.provider_id],
            )

    call_command("reconcile_stripe")

    wanted = f"Balance transaction {row} (charge)\n1 put right, 0 different.\n"
    assert capsys.readouterr().out == wanted
    assert Fee.objects.count() == StripeMovement.objects.count() == 5
