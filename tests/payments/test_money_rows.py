"""What the database and the models refuse."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from payments.models import (
    Allocation,
    Bill,
    Fee,
    Payment,
    PaymentAttempt,
    Receipt,
    ReceiptSeries,
    RowIsFinal,
    TakenBack,
)
from tests.support.payments import make_bill

pytestmark = pytest.mark.django_db


def make_payment(**fields):
    now = timezone.now()
    values = {
        "provider": "stripe", "provider_id": "pi_1", "amount_cents": 2000,
        "currency": "eur", "paid_at": now, "recorded_at": now, "livemode": False,
        **fields,
    }  # fmt: skip
    return Payment.objects.create(**values)


def make_attempt(bill, **fields):
    now = timezone.now()
    values = {
        "bill": bill, "number": 1, "amount_cents": 2000, "key": "bill-1-a1",
        "params": {}, "created_at": now, "expires_at": now, **fields,
    }  # fmt: skip
    return PaymentAttempt.objects.create(**values)


UNIQUE = {
    "primary key": "UNIQUE constraint failed: payments_payment.id|payments_payment_pk",
    "one_bill_per_purpose_and_subject": "payments_bill.purpose",
    "one_open_attempt_per_bill": "payments_paymentattempt.bill_id",
    "payment_is_recorded_once": "payments_payment.provider",
}


def refused(name):
    """The database refuses by the rule of that name.

    Of unique rules SQLite tells the columns, PostgreSQL the name.
    """
    return pytest.raises(IntegrityError, match=f"{name}|{UNIQUE.get(name, name)}")


@pytest.fixture
def rows(bill):
    now = timezone.now()
    payment = make_payment()
    refund = TakenBack.objects.create(
        payment=payment, kind="refund", provider_id="re_1", amount_cents=500,
        happened_at=now, recorded_at=now,
    )  # fmt: skip
    return [
        payment,
        refund,
        Allocation.objects.create(
            payment=payment, bill=bill, amount_cents=2000, created_at=now
        ),
        Fee.objects.create(
            payment=payment, provider_id="txn_1", amount_cents=55, happened_at=now
        ),
        Receipt.objects.create(
            series=ReceiptSeries.objects.create(name="2027"), number=1, bill=bill,
            payment=payment, amount_cents=2000, issued_at=now, text={},
        ),
    ]  # fmt: skip


def test_e3_a_money_row_is_never_changed(rows):
    for row in rows:
        with pytest.raises(RowIsFinal):
            row.save()
        with pytest.raises(RowIsFinal):
            row.save(update_fields=["amount_cents"])
        with pytest.raises(RowIsFinal):
            type(row).objects.update(amount_cents=1)
        with pytest.raises(RowIsFinal):
            type(row).objects.bulk_update([row], ["amount_cents"])


def test_e3_a_money_row_is_never_deleted(rows, bill):
    for row in [*rows, bill]:
        with pytest.raises(RowIsFinal):
            row.delete()
        with pytest.raises(RowIsFinal):
            type(row).objects.all().delete()


def test_e3_a_related_manager_changes_and_deletes_nothing_either(rows, bill):
    with pytest.raises(RowIsFinal):
        bill.allocations.update(amount_cents=1)
    with pytest.raises(RowIsFinal):
        bill.allocations.all().delete()


def test_a_key_given_by_hand_overwrites_no_row(rows):
    payment = rows[0]

    twin = Payment(
        pk=payment.pk, provider="stripe", provider_id="pi_2", amount_cents=1,
        currency="eur", paid_at=payment.paid_at, recorded_at=payment.paid_at,
        livemode=False,
    )  # fmt: skip
    with transaction.atomic(), refused("primary key"):
        twin.save()

    assert Payment.objects.get().amount_cents == 2000


def test_of_a_bill_only_the_payer_and_the_withdrawal_change(bill):
    bill.payer_name = "Satu Virtanen"
    bill.save(update_fields=["payer_name"])

    bill.amount_cents = 1
    with pytest.raises(RowIsFinal):
        bill.save(update_fields=["amount_cents"])

    bill.refresh_from_db()
    assert (bill.payer_name, bill.amount_cents) == ("Satu Virtanen", 2000)


def test_a_bill_asks_for_some_money():
    with transaction.atomic(), refused("bill_amount_is_positive"):
        make_bill(amount_cents=0)


def test_a_purpose_and_subject_have_one_bill(bill):
    twin = Bill(
        purpose=bill.purpose, subject_key=bill.subject_key, payer_name="Toinen",
        payer_email="toinen@esimerkki.example", amount_cents=1,
        due_on=date(2027, 1, 1), created_at=timezone.now(),
    )  # fmt: skip
    with transaction.atomic(), refused("one_bill_per_purpose_and_subject"):
        twin.save()


def test_a_bill_has_one_open_attempt_at_most(bill):
    first = make_attempt(bill)
    with transaction.atomic(), refused("one_open_attempt_per_bill"):
        make_attempt(bill, number=2, key="bill-1-a2")

    first.end(PaymentAttempt.End.EXPIRED, timezone.now())

    make_attempt(bill, number=2, key="bill-1-a2")
    assert bill.attempts.count() == 2


def test_a_payment_of_one_provider_id_is_one_row():
    make_payment()
    with transaction.atomic(), refused("payment_is_recorded_once"):
        make_payment()


def test_a_refund_takes_and_a_failed_refund_brings():
    payment = make_payment()
    now = timezone.now()
    for kind, cents in [("refund", -5), ("refund_failed", 5), ("dispute", -5)]:
        with transaction.atomic(), refused("money_given_back_has_the_sign"):
            TakenBack.objects.create(
                payment=payment, kind=kind, provider_id=kind, amount_cents=cents,
                happened_at=now, recorded_at=now,
            )  # fmt: skip


def test_a_receipt_is_for_a_payment_or_a_refund_and_never_both(rows, bill):
    payment, refund = rows[0], rows[1]
    series = ReceiptSeries.objects.get()
    for given in [{}, {"payment": payment, "refund": refund}]:
        with transaction.atomic(), refused("receipt_is_for_a_payment_or_a_refund"):
            Receipt.objects.create(
                series=series, number=2, bill=bill, amount_cents=1,
                issued_at=timezone.now(), text={}, **given,
            )  # fmt: skip


def test_what_is_paid_is_the_sum_of_the_rows(bill, rows):
    assert (bill.paid_cents, bill.open_cents, bill.is_covered) == (2000, 0, True)

    now = timezone.now()
    Allocation.objects.create(
        payment=rows[0], bill=bill, amount_cents=-500, created_at=now
    )

    assert (bill.paid_cents, bill.open_cents, bill.is_covered) == (1500, 500, False)
    listed = Bill.objects.with_state().get()
    assert (listed.paid_cents, listed.is_partly_paid) == (1500, True)
    assert list(Bill.objects.uncovered()) == [bill]
    assert list(Bill.objects.overdue(date(2027, 1, 29))) == []
    assert list(Bill.objects.overdue(date(2027, 1, 30))) == [bill]


def test_a_payment_with_money_on_a_bill_cannot_be_lost_by_deleting_around_it(rows):
    with pytest.raises((ProtectedError, RowIsFinal)):
        ReceiptSeries.objects.all().delete()
