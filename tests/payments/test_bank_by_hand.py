"""What the treasurer says of a line, and takes back again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from demo.bank_files import camt053, paid
from payments.bank import accounting, paying, returning, suggesting
from payments.bank.lines import ExplainingError, waiting
from payments.billing import Payer
from payments.models import (
    Account,
    Allocation,
    BankLine,
    Bill,
    LineEntry,
    LineRule,
    Payment,
    Repayment,
    TakenBack,
    Voucher,
)
from tests.support.bank import PAYER_IBAN, make_line, take, use_account
from tests.support.payments import TOLD, make_bill

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def open_cents(bill):
    return Bill.objects.get(pk=bill.pk).open_cents


def expenses():
    return Account.objects.for_lines().filter(kind="expense").first()


def test_d3_assigned_by_hand_and_taken_off_again(bill):
    line = make_line()

    row = paying.assign(line, bill, by=None, at=NOW)
    assert open_cents(bill) == 0
    assert not waiting().exists()

    undone = paying.unassign(row, by=None, at=NOW)
    assert paying.unassign(row, by=None, at=NOW) == undone
    assert (undone.amount_cents, undone.undoes) == (-2000, row)
    assert open_cents(bill) == 2000
    assert [one.rest_cents for one in Payment.objects.unmatched()] == [2000]
    assert TOLD == [("covered", "1"), ("reopened", "1")]


def test_a_line_is_split_over_bills(bill):
    other = make_bill("2", amount_cents=3000)
    line = make_line(amount_cents=5000)

    paying.assign(line, bill, by=None, at=NOW)
    paying.assign(line, other, by=None, at=NOW)

    assert (open_cents(bill), open_cents(other)) == (0, 0)
    with pytest.raises(ExplainingError):
        paying.assign(line, make_bill("3"), by=None, at=NOW)


def test_money_that_left_pays_no_bill(bill):
    with pytest.raises(ExplainingError):
        paying.assign(make_line(amount_cents=-2000), bill, by=None, at=NOW)

    assert not Allocation.objects.exists()


def test_a_suggestion_is_shown_and_not_applied(bill):
    same = make_line(counterparty="HARJU SATU", booked_on=timezone.localdate())
    wrong = make_line(counterparty="Olli Oja", booked_on=timezone.localdate())

    assert [one.bill for one in suggesting.bills_for(same)] == [bill]
    assert suggesting.bills_for(wrong) == []
    assert open_cents(bill) == 2000


def test_an_expense_has_its_account_and_can_be_undone():
    line = make_line(amount_cents=-4500)

    entry = accounting.book(line, expenses(), by=None, at=NOW, note="vuokra")
    assert not waiting().exists()

    accounting.unbook(entry, by=None, at=NOW)
    accounting.unbook(entry, by=None, at=NOW)
    assert [one.pk for one in waiting()] == [line.pk]
    assert sum(row.amount_cents for row in LineEntry.objects.all()) == 0


def test_no_more_than_the_line_goes_on_accounts():
    line = make_line(amount_cents=-4500)
    accounting.book(line, expenses(), by=None, at=NOW, cents=-4000)

    for cents in (-501, 500):
        with pytest.raises(ExplainingError):
            accounting.book(line, expenses(), by=None, at=NOW, cents=cents)


def test_what_was_paid_too_much_may_be_a_gift(bill):
    use_account()
    take(camt053([paid(2500, "A1", reference=bill.reference)]))
    line = BankLine.objects.get()
    gifts = Account.objects.for_lines().filter(kind="income").first()

    accounting.book(line, gifts, by=None, at=NOW)

    assert LineEntry.objects.get().amount_cents == 500
    assert not Payment.objects.unmatched().exists()


def test_a_rule_does_the_same_the_next_time():
    use_account()
    line = make_line(amount_cents=-1200, counterparty="Kuntosali Oy")
    accounting.make_rule(line, expenses(), "salivuokra", by=None)
    accounting.make_rule(line, expenses(), "salivuokra", by=None)

    report = take(
        camt053(
            [
                paid(-1300, "B1", name="KUNTOSALI OY"),
                paid(1300, "B2", name="Kuntosali Oy"),
            ]
        )
    )

    assert LineRule.objects.count() == 1
    assert report.done == {"rule": 1}
    entry = LineEntry.objects.get()
    assert (entry.amount_cents, entry.note, entry.line.key) == (
        -1300,
        "salivuokra",
        "B1",
    )


def test_a_payment_is_paid_back_by_bank_and_the_task_is_done(bill):
    use_account()
    take(camt053([paid(2000, "A1", reference=bill.reference)]))
    payment = Payment.objects.get()
    task = returning.ask_repayment(payment, 2000, name="Satu", iban=PAYER_IBAN, at=NOW)
    again = returning.ask_repayment(payment, 2000, name="Satu", iban=PAYER_IBAN, at=NOW)
    assert again == task
    with pytest.raises(ExplainingError):
        returning.ask_repayment(payment, 1, name="Satu", iban=PAYER_IBAN, at=NOW)

    row = returning.record(
        make_line(amount_cents=-2000), payment, kind=TakenBack.Kind.REFUND, at=NOW
    )
    assert open_cents(bill) == 2000
    assert not Repayment.objects.waiting().exists()

    returning.undo(row, by=None, at=NOW)
    assert open_cents(bill) == 0
    assert list(Repayment.objects.waiting()) == [task]


def test_a_voucher_is_kept_once():
    line = make_line()
    for _ in range(2):
        paper = SimpleUploadedFile("kuitti.pdf", b"%PDF-1.4")
        accounting.add_voucher(line, paper, by=None, at=NOW)

    assert Voucher.objects.get().name == "kuitti.pdf"


def test_the_payer_of_a_name_with_no_words_is_no_suggestion():
    make_bill("9", payer=Payer("–", "x@esimerkki.example"))

    assert suggesting.bills_for(make_line(counterparty="–")) == []
