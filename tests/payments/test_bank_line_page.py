"""The list of bank lines and the page of one: what is known, what to do, what was."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from demo.bank_files import camt053, paid
from payments import treasurer
from payments.bank import accounting, paying
from payments.models import (
    Account,
    Allocation,
    BankLine,
    Bill,
    LineEntry,
    LineRule,
    Voucher,
)
from tests.support.accounts import make_user
from tests.support.bank import make_line, make_voucher, take, use_account
from tests.support.payments import make_bill
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def eeva(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client = Client()
    client.user = make_user("eeva@esimerkki.example", "treasurer")
    client.force_login(client.user)
    return client


def page_of(line):
    return reverse("bank_lines:inspect", args=[line.pk])


def html_of(client, line):
    return client.get(page_of(line)).content.decode()


def expenses():
    return Account.objects.for_lines().filter(kind="expense").first()


def paper(name="kuitti.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4")


def test_the_title_says_who_how_much_and_when(eeva):
    line = make_line(counterparty="Satu Harju")

    title = html_of(eeva, line).partition("<title>")[2].partition("</title>")[0]
    assert title.strip().startswith("Satu Harju, +20,00\xa0€, 12.1.2027")


def test_what_the_bank_left_empty_is_not_listed(eeva):
    line = make_line(counterparty="Satu Harju", reference="13")

    html = html_of(eeva, line)

    assert "<dt>Kirjauspäivä</dt>" in html
    assert "<dt>Viitenumero</dt><dd>13</dd>" in html
    assert not any(
        f"<dt>{word}" in html for word in ("Arvopäivä", "Viesti", "Varattu", "Tiliote")
    )


def test_a_suggestion_is_a_card_and_its_button_puts_the_line_on_the_bill(eeva, bill):
    line = make_line(counterparty="HARJU SATU", booked_on=TODAY)
    html = html_of(eeva, line)
    assert "Kohdista tälle laskulle" in html
    assert html.index("Kohdista tälle laskulle") < html.index("<details>")

    answer = eeva.post(page_of(line), {"verb": "bill", "reference": bill.reference})

    assert (answer.status_code, answer["Location"]) == (302, page_of(line))
    assert Bill.objects.get(pk=bill.pk).open_cents == 0
    assert "Kaikki on selvitetty." in html_of(eeva, line)


def test_a_mistake_in_a_form_stays_beside_its_field_with_what_was_typed(eeva):
    line = make_line(amount_cents=-4500, counterparty="Kahvila")

    answer = eeva.post(
        page_of(line),
        {"verb": "book", "note": "kahvit", "again": "on", "voucher": paper("x.exe")},
    )

    html = answer.content.decode()
    assert answer.status_code == 400
    assert "Valitse tili." in html
    assert "Valitse PDF tai kuva." in html
    assert 'value="kahvit"' in html
    assert "<details open>" in html
    assert not LineEntry.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reference": ""}, "Kirjoita laskun viitenumero."),
        ({"reference": "1232"}, "Tällä viitenumerolla ei ole laskua."),
        ({"reference": "{own}", "euros": "99"}, "enintään 20,00"),
    ],
)
def test_a_bill_that_cannot_be_paid_so_is_said_in_the_form(eeva, bill, given, words):
    line = make_line()
    given = {name: text.format(own=bill.reference) for name, text in given.items()}

    answer = eeva.post(page_of(line), {"verb": "bill", **given})

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert (
        f'value="{given["reference"]}"' in answer.content.decode()
        or not given["reference"]
    )
    assert not Allocation.objects.exists()


def test_account_note_voucher_and_rule_in_one_go(eeva):
    line = make_line(amount_cents=-4500, counterparty="Kahvila")

    eeva.post(
        page_of(line),
        {
            "verb": "book", "account": expenses().pk, "note": "kahvit",
            "again": "on", "voucher": paper(),
        },
    )  # fmt: skip

    assert LineEntry.objects.get().account == expenses()
    assert LineRule.objects.get().counterparty == "Kahvila"
    assert Voucher.objects.get().line == line
    html = html_of(eeva, line)
    assert "kuitti.pdf" in html
    assert html.count('type="file"') == 1


def test_with_nothing_to_know_the_next_line_by_nothing_is_done(eeva):
    line = make_line(amount_cents=-4500)

    answer = eeva.post(
        page_of(line), {"verb": "book", "account": expenses().pk, "again": "on"}
    )

    assert answer.status_code == 400
    assert not LineEntry.objects.exists()


def test_what_was_said_of_the_last_like_it_is_proposed(eeva):
    before = make_line(amount_cents=-4500, counterparty="Kahvila")
    accounting.book(before, expenses(), by=None, at=NOW, note="kahvit")
    came = make_line(amount_cents=4500, counterparty="Kahvila")
    went = make_line(amount_cents=-100, counterparty="Kahvila")

    assert 'value="kahvit"' in html_of(eeva, went)
    assert 'value="kahvit"' not in html_of(eeva, came)


@pytest.mark.parametrize("form", ["book", "voucher"])
def test_one_place_for_the_voucher_and_not_two(eeva, form):
    line = make_line(amount_cents=-4500)
    if form == "voucher":
        accounting.book(line, expenses(), by=None, at=NOW)

    assert html_of(eeva, line).count('type="file"') == 1


def test_what_was_said_is_undone_and_both_are_in_its_story(eeva, bill):
    line = make_line(counterparty="Satu Harju")
    row = paying.assign(line, bill, by=eeva.user, at=NOW)

    for _twice in range(2):
        eeva.post(page_of(line), {"verb": "off-bill", "row": row.pk})

    html = html_of(eeva, line)
    assert Bill.objects.get(pk=bill.pk).open_cents == 2000
    assert "Kohdistettiin laskulle, maksaja Satu Harju" in html
    assert "Otettiin pois laskulta, maksaja Satu Harju" in html
    assert str(eeva.user) in html


@pytest.mark.parametrize("verb", ["", "nothing", "off-bill", "unbook", "back"])
def test_a_button_that_names_nothing_does_nothing(eeva, verb):
    line = make_line()

    answer = eeva.post(page_of(line), {"verb": verb, "row": "x"}, follow=True)

    assert answer.status_code == 200
    assert not LineEntry.objects.exists()


def test_who_may_not_match_sees_no_buttons_and_does_nothing(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client, line = Client(), make_line()
    client.force_login(make_user("satu@esimerkki.example", "board"))

    answer = client.post(page_of(line), {"verb": "book", "account": expenses().pk})

    assert answer.status_code in {302, 403, 404}
    assert not LineEntry.objects.exists()


def test_the_list_says_where_each_line_stands(eeva, bill):
    use_account()
    old = TODAY - timedelta(days=12)
    take(camt053([paid(2500, "A1", reference=bill.reference)], starts=old, ends=old))
    make_line(amount_cents=-100, counterparty="Odottava", booked_on=old)
    make_line(counterparty="Tänään tullut", booked_on=TODAY)
    make_line(counterparty="Eilen tullut", booked_on=TODAY - timedelta(days=1))
    make_line(has_details=False, booked_on=TODAY)
    booked = make_line(amount_cents=-4500)
    accounting.book(booked, expenses(), by=None, at=NOW)

    html = eeva.get("/admin/bank_lines/").content.decode()

    for words in (
        "Laskulla: Satu Harju; 5,00\xa0€ ei millään laskulla",
        "Odottaa: 12 päivää",
        "Odottaa: tänään",
        "Odottaa: 1 päivä\n",
        "erittely puuttuu: tänään",
        f"Tilillä {expenses()}",
    ):
        assert words in html


def test_the_newest_stand_first_and_of_those_that_wait_the_oldest(eeva):
    for days in (3, 1, 2):
        day = TODAY - timedelta(days=days)
        make_line(counterparty=f"{days} sitten", booked_on=day)

    def order(query):
        html = eeva.get(f"/admin/bank_lines/{query}").content.decode()
        return sorted("123", key=lambda days: html.index(f"{days} sitten"))

    assert order("") == ["1", "2", "3"]
    assert order("?state=waiting") == ["3", "2", "1"]
    assert order("?state=waiting&ordering=-booked_on") == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("state", "found"),
    [("bill", "Ahola"), ("account", "Berg"), ("waiting", "Cajander")],
)
def test_lines_are_narrowed_by_where_they_stand(eeva, bill, state, found):
    names = ["Ahola", "Berg", "Cajander"]
    lines = [make_line(counterparty=name) for name in names]
    paying.assign(lines[0], bill, by=None, at=NOW)
    accounting.book(lines[1], expenses(), by=None, at=NOW)

    html = eeva.get(f"/admin/bank_lines/?state={state}").content.decode()

    assert [name for name in names if name in html] == [found]


def make_explained(number):
    line = make_line(counterparty="Satu Harju", booked_on=TODAY)
    paying.assign(line, make_bill(str(number)), by=None, at=NOW)
    accounting.book(make_line(amount_cents=-100), expenses(), by=None, at=NOW)
    make_line(counterparty="Odottava", booked_on=TODAY)


def test_the_list_asks_the_database_as_often_for_many_lines_as_for_few(eeva):
    def ask():
        assert eeva.get("/admin/bank_lines/").status_code == 200

    make_explained(0)
    ask()
    for_few = queries_of(ask)
    for number in range(1, 8):
        make_explained(number)

    assert queries_of(ask) == for_few <= 22


def test_the_page_asks_as_often_for_a_line_on_many_bills_as_for_one_on_two(eeva):
    def ask(line):
        assert eeva.get(page_of(line)).status_code == 200

    def on_bills(first, count):
        line = make_line(amount_cents=100_000, counterparty="Satu Harju")
        for number in range(first, first + count):
            paying.assign(line, make_bill(str(number)), by=None, at=NOW)
            accounting.book(line, expenses(), by=None, at=NOW, cents=100)
        make_voucher(line)
        return line

    few, many = on_bills(0, 2), on_bills(10, 6)
    ask(few)

    assert queries_of(lambda: ask(many)) == queries_of(lambda: ask(few)) <= 36


def test_a_line_has_waited_since_its_booking_day_and_not_since_its_import():
    make_line(booked_on=TODAY - timedelta(days=9))

    [waiting] = [one for one in treasurer.look_at_all(NOW) if one.matter.key == "lines"]

    assert waiting.days == 9
    assert BankLine.objects.get().file.imported_at.date() >= TODAY - timedelta(days=1)
