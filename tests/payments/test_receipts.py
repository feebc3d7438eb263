"""Receipts: numbered without gaps, with the words of the day they were given."""

import threading

import pytest
from django.db import connections, transaction
from django.utils import timezone

from demo.life.money import pay
from payments.models import Bill, Receipt, ReceiptSeries
from tests.support.payments import make_bill, register_workshop


def test_a_receipt_tells_payer_sum_and_what_was_paid(client, bill):
    pay(bill, at=timezone.now())

    response = client.get(Receipt.objects.get().get_absolute_url())

    html = response.content.decode()
    for words in ("Työpaja 1", "Satu Harju", "20,00\xa0€", bill.reference_grouped):
        assert words in html
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_a_receipt_keeps_the_words_of_its_day(client, bill):
    pay(bill, at=timezone.now())
    bill = Bill.objects.get()
    bill.payer_name = "Satu Uusinimi"
    bill.save(update_fields=["payer_name"])

    html = client.get(Receipt.objects.get().get_absolute_url()).content.decode()

    assert "Satu Harju" in html
    assert "Satu Uusinimi" not in html


@pytest.mark.parametrize("token", ["x", "0" * 40, "a" * 5000])
def test_a_guessed_receipt_is_not_found(client, db, token):
    assert client.get(f"/kuitti/{token}/").status_code == 404


def test_numbers_begin_anew_each_year(bill):
    pay(bill, at=timezone.now())
    next_year = timezone.now().replace(year=timezone.now().year + 1)
    pay(make_bill("2"), at=next_year)

    numbers = [row.full_number for row in Receipt.objects.order_by("pk")]

    assert numbers == [f"{timezone.now().year}-0001", f"{next_year.year}-0001"]


def test_e4_a_payment_that_is_rolled_back_leaves_no_gap(bill):
    with transaction.atomic():
        pay(bill, at=timezone.now())
        transaction.set_rollback(True)
    pay(bill, at=timezone.now())

    assert Receipt.objects.get().number == 1


def test_e4_ten_payments_at_once_have_the_numbers_one_to_ten(committed):
    register_workshop()
    bills = [make_bill(str(number)) for number in range(10)]
    start = threading.Barrier(len(bills))

    def run(bill: Bill) -> None:
        start.wait()
        pay(bill, at=timezone.now())
        connections.close_all()

    threads = [threading.Thread(target=run, args=[bill]) for bill in bills]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = Receipt.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 11))
    assert ReceiptSeries.objects.get().last_number == 10
