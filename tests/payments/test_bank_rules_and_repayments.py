"""The treasurer's rules for bank lines, and what is to be paid back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import HistoryEntry
from association import formats
from demo.bank_files import camt053, paid
from payments import crediting, treasurer
from payments.bank import accounting, returning
from payments.bank.lines import ExplainingError, waiting
from payments.models import Account, BankLine, LineEntry, LineRule, Payment, Repayment
from tests.support.accounts import make_user
from tests.support.bank import (
    PAYER_IBAN,
    make_line,
    make_repayment,
    make_rule,
    take,
    use_account,
)
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def eeva(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client = Client()
    client.force_login(make_user("eeva@esimerkki.example", "treasurer"))
    return client


def expenses():
    return Account.objects.for_lines().filter(kind="expense").first()


def given(rule, **fields):
    return {
        "sign": rule.sign, "counterparty": rule.counterparty, "text": rule.text,
        "account": rule.account_id, "note": rule.note, "is_active": "on", **fields,
    }  # fmt: skip


def explained(rule, count):
    for _one in range(count):
        accounting.book_by_rule(make_line(amount_cents=-100), rule, at=NOW)


# --- rules


def test_the_rules_say_how_many_lines_each_has_explained(eeva):
    rule = make_rule()
    explained(rule, 3)
    accounting.unbook(LineEntry.objects.first(), by=None, at=NOW)

    html = eeva.get("/admin/bank_rules/").content.decode()

    assert "Kahvila" in html
    assert "<td>\n    2\n</td>" in html.replace("<td >", "<td>")


def test_a_rule_that_is_switched_off_explains_nothing(eeva):
    use_account()
    rule = make_rule()

    eeva.post(f"/admin/bank_rules/edit/{rule.pk}/", given(rule, is_active=""))

    assert not LineRule.objects.get().is_active
    assert take(camt053([paid(-100, "A1", name="Kahvila")])).done == {}


def test_a_rule_that_looks_at_nothing_is_refused_and_keeps_what_was_typed(eeva):
    rule = make_rule()

    answer = eeva.post(
        f"/admin/bank_rules/edit/{rule.pk}/", given(rule, counterparty="", note="uusi")
    )

    html = answer.content.decode()
    assert "muuten sääntö koskisi kaikkia rivejä" in html
    assert 'value="uusi"' in html
    assert LineRule.objects.get().counterparty == "Kahvila"


def test_a_rule_is_deleted_and_what_it_explained_stays(eeva):
    rule = make_rule()
    explained(rule, 2)
    url = f"/admin/bank_rules/delete/{rule.pk}/"
    assert "Se on selittänyt 2 riviä" in eeva.get(url).content.decode()

    eeva.post(url)

    assert not LineRule.objects.exists()
    assert [row.rule for row in LineEntry.objects.all()] == [None, None]
    assert not waiting().exists()


def test_a_rule_written_by_hand_has_its_maker(eeva):
    rule = make_rule()

    eeva.post("/admin/bank_rules/new/", given(rule, counterparty="Kirjasto"))

    made = LineRule.objects.get(counterparty="Kirjasto")
    assert made.made_by is not None


@pytest.mark.parametrize("name", ["bank_rules", "bank_repayments"])
def test_the_lists_ask_as_often_for_many_rows_as_for_one(eeva, name):
    def make():
        explained(make_rule(), 2)
        make_repayment()
        task = make_repayment()
        line = make_line(amount_cents=-500)
        returning.record(line, task.payment, kind="refund", at=NOW)

    def ask():
        assert eeva.get(f"/admin/{name}/").status_code == 200

    make()
    ask()
    for_one = queries_of(ask)
    for _more in range(5):
        make()

    assert queries_of(ask) == for_one <= 20


# --- repayments


def overpaid(bill):
    use_account()
    take(
        camt053(
            [
                paid(
                    2500,
                    "A1",
                    reference=bill.reference,
                    name="Satu Harju",
                    iban=PAYER_IBAN,
                )
            ]
        )
    )
    return Payment.objects.get()


def send_back_url(payment):
    return reverse("bank_send_back", args=[payment.pk])


def test_too_much_by_bank_is_asked_back_with_the_account_it_came_from(eeva, bill):
    payment = overpaid(bill)
    pages = [
        reverse("payments_received:inspect", args=[payment.pk]),
        reverse("payments_bills:inspect", args=[bill.pk]),
        reverse("bank_lines:inspect", args=[payment.bank_line_id]),
    ]
    assert all(
        send_back_url(payment) in eeva.get(one).content.decode() for one in pages
    )
    html = eeva.get(send_back_url(payment)).content.decode()
    assert 'value="5,00"' in html
    assert f'value="{formats.in_fours(PAYER_IBAN)}"' in html

    for _twice in range(2):
        eeva.post(
            send_back_url(payment),
            {"euros": "5,00", "name": "Satu Harju", "iban": PAYER_IBAN},
        )

    task = Repayment.objects.get()
    assert (task.amount_cents, task.payee_iban) == (500, PAYER_IBAN)
    assert HistoryEntry.objects.filter(verb="repayment.asked").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"iban": "FI00 1234"}, "IBAN"),
        ({"euros": "25,01"}, "enintään 25,00"),
        ({"euros": "-1"}, "enintään 25,00"),
        ({"name": ""}, "pakollinen"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_asked(
    eeva, bill, wrong, words
):
    payment = overpaid(bill)
    typed = {"euros": "5,00", "name": "Satu", "iban": PAYER_IBAN, "reason": "liikaa"}

    answer = eeva.post(send_back_url(payment), {**typed, **wrong})

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert 'value="liikaa"' in answer.content.decode()
    assert not Repayment.objects.exists()


def test_the_treasurers_page_leads_to_the_list_and_the_credit_is_decided(eeva, bill):
    payment = overpaid(bill)
    assert crediting.credits_of(bill).exists()
    make_repayment(payment.bank_line)

    found = {one.matter.key: one for one in treasurer.look_at_all(NOW)}

    assert found["repayments"].state.cents == 500
    assert found["repayments"].url == "/admin/bank_repayments/?state=waiting"
    assert found["credits"].is_right
    assert not crediting.credits_of(bill).exists()


def test_the_list_has_payee_account_sum_and_age(eeva):
    make_repayment()

    html = eeva.get("/admin/bank_repayments/?state=waiting").content.decode()

    for words in (
        "Satu Harju", formats.in_fours(PAYER_IBAN), "5,00\xa0€", "Odottaa: tänään",
        "w-clipboard#copy",
    ):  # fmt: skip
        assert words in html


def test_a_withdrawn_repayment_waits_no_more_and_the_credit_is_back(eeva, bill):
    task = make_repayment(overpaid(bill).bank_line)
    url = reverse("bank_repayments:inspect", args=[task.pk])

    for _twice in range(2):
        eeva.post(url)

    assert not Repayment.objects.waiting().exists()
    assert crediting.credits_of(bill).exists()
    assert HistoryEntry.objects.filter(verb="repayment.withdrawn").count() == 1


def test_the_line_that_pays_it_is_met_by_itself_and_shown(eeva, bill):
    task = make_repayment(overpaid(bill).bank_line)
    other = paid(-500, "B2", name="Satu Harju", iban="FI2112345600000785")

    ours = paid(-500, "B1", name="Satu Harju", iban=PAYER_IBAN)
    report = take(camt053([ours, other], number="2"))

    line = BankLine.objects.get(key="B1")
    assert report.done == {"repaid": 1}
    assert list(waiting()) == [BankLine.objects.get(key="B2")]
    assert not Repayment.objects.waiting().exists()
    html = eeva.get(reverse("bank_repayments:inspect", args=[task.pk])).content.decode()
    assert reverse("bank_lines:inspect", args=[line.pk]) in html
    with pytest.raises(ExplainingError):
        returning.withdraw_repayment(task, by=None, at=NOW)


def test_money_of_nobody_we_know_is_no_likely_repayment(bill):
    overpaid(bill)

    assert not returning.candidates(
        make_line(amount_cents=-500, counterparty="Kahvila")
    )
    assert returning.candidates(make_line(amount_cents=-500, counterparty="Satu Harju"))


def test_a_repayment_asked_long_ago_says_how_long(eeva):
    task = make_repayment()
    later = timezone.now() + timedelta(days=3)

    found = {one.matter.key: one for one in treasurer.look_at_all(later)}

    assert found["repayments"].days == 3
    assert task in Repayment.objects.waiting()
