"""How long the bank's words about people stay (Accounting Act 2:10)."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from accounts import retention
from payments.models import BankFile, BankLine, Repayment, Voucher
from tests.support import bank
from tests.support.payments import make_bill, pay_by_bank, register_workshop

pytestmark = pytest.mark.django_db

PAID = date(2027, 3, 4)
STILL_KEPT = datetime(2033, 12, 31, 20, tzinfo=UTC)
OVER = datetime(2034, 1, 1, 3, tzinfo=UTC)


def make_line() -> BankLine:
    file = bank.make_file(
        imported_at=datetime(2027, 3, 5, 9, tzinfo=UTC),
        original=ContentFile(b"<Document/>", name="tiliote.xml"),
    )
    return bank.make_line(
        file=file, booked_on=PAID, counterparty="Satu Harju", message="Jäsenmaksu",
        counterparty_iban=bank.PAYER_IBAN, raw="<Ntry/>", reference="1232",
    )  # fmt: skip


def test_the_payer_goes_from_a_bank_line_six_years_after_its_year_and_the_sum_stays():
    line = make_line()

    retention.run(STILL_KEPT)
    line.refresh_from_db()
    assert line.counterparty == "Satu Harju"
    retention.run(OVER)

    line.refresh_from_db()
    assert (line.counterparty, line.counterparty_iban) == ("", "")
    assert (line.message, line.raw) == ("", "")
    assert (line.amount_cents, line.reference) == (2000, "1232")
    assert retention.run(OVER) == []


def test_the_banks_file_goes_and_that_it_was_taken_in_stays(
    django_capture_on_commit_callbacks,
):
    file = make_line().file
    storage, name = file.original.storage, file.original.name

    with django_capture_on_commit_callbacks(execute=True):
        retention.run(STILL_KEPT)
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        retention.dry_run(OVER)
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(OVER)

    assert not storage.exists(name)
    file = BankFile.objects.get()
    assert (bool(file.original), file.name, file.digest) == (False, "–", "0" * 64)


def test_a_voucher_goes_with_its_line(django_capture_on_commit_callbacks):
    voucher = Voucher(
        line=make_line(), name="lasku.pdf", digest="1",
        added_at=datetime(2027, 3, 6, tzinfo=UTC),
    )  # fmt: skip
    voucher.file.save("lasku.pdf", ContentFile(b"%PDF-1.7"), save=True)
    storage, name = voucher.file.storage, voucher.file.name

    with django_capture_on_commit_callbacks(execute=True):
        retention.run(STILL_KEPT)
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(OVER)

    assert not storage.exists(name)
    assert Voucher.objects.get().name == "–"


def test_a_repayment_that_still_waits_keeps_the_account_it_goes_to():
    register_workshop()
    at = datetime(2027, 3, 5, 9, tzinfo=UTC)
    payment = pay_by_bank(make_bill(), 2000, at=at)
    given = {"payment": payment, "payee_name": "Satu", "payee_iban": bank.PAYER_IBAN,
             "asked_at": at, "amount_cents": 100}  # fmt: skip
    waiting = Repayment.objects.create(**given)
    withdrawn = Repayment.objects.create(**given, withdrawn_at=at)

    retention.run(STILL_KEPT)
    withdrawn.refresh_from_db()
    assert withdrawn.payee_iban == bank.PAYER_IBAN
    retention.run(OVER)

    waiting.refresh_from_db()
    withdrawn.refresh_from_db()
    assert (waiting.payee_name, waiting.payee_iban) == ("Satu", bank.PAYER_IBAN)
    assert (withdrawn.payee_name, withdrawn.payee_iban) == ("–", "–")
