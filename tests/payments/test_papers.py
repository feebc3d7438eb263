"""Bill and receipt on paper: one sheet, the page's own words, codes that are read."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone, translation
from django.utils.html import strip_tags

from association.models import AssociationSettings
from demo.life.money import pay, pay_again
from payments import purposes
from payments.billing import Payer, withdraw_bill
from payments.models import Allocation, Bill, Payment, Receipt
from payments.purposes import Purpose
from payments.taking_back import record_refund
from tests.support.papers import catalog_of, codes_on, pages_of, tags_of, words_of
from tests.support.payments import make_bill, refund_facts

NOW = timezone.now()
LONG = " ".join(["Vanhempainyhdistystoiminnan"] * 25)


@pytest.fixture(autouse=True)
def us(db):
    us = AssociationSettings.current()
    us.name = "Mentorit ry"
    us.iban, us.bic = "FI3715903000000776", "NDEAFIHH"
    us.contact_email = "mentorit@esimerkki.example"
    us.save()
    title = Purpose(key="titled", title=lambda bill: bill.facts["title"])
    purposes.register(title)
    return us


def part_paid(bill: Bill) -> None:
    payment = Payment.objects.create(
        provider="bank", provider_id=f"a{bill.pk}", amount_cents=500, currency="eur",
        paid_at=NOW, recorded_at=NOW, livemode=False, method="bank",
    )  # fmt: skip
    Allocation.objects.create(
        payment=payment, bill=bill, amount_cents=500, created_at=NOW
    )


def paid_twice(bill: Bill) -> None:
    pay(bill, at=NOW)
    pay_again(bill, at=NOW + timedelta(hours=1))


STATES = {
    "open": lambda _bill: None,
    "partly paid": part_paid,
    "paid": lambda bill: pay(bill, at=NOW),
    "paid too much": paid_twice,
    "withdrawn": lambda bill: withdraw_bill(bill, at=NOW),
}


def paper_of(client, bill: Bill, language: str = "fi") -> bytes:
    response = client.get(paper_path(bill, language))
    assert response["Content-Type"] == "application/pdf"
    return response.content


def paper_path(bill: Bill, language: str = "fi") -> str:
    name = {"fi": "lasku", "sv": "faktura", "en": "bill"}[language]
    return f"{path_of(bill, language)}{name}.pdf"


def path_of(bill: Bill, language: str) -> str:
    with translation.override(language):
        return bill.get_absolute_url()


def plain(text: str) -> str:
    """Words without the spaces and boxes between them."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("state", STATES)
def test_the_paper_says_what_the_page_says(client, stand_in, bill, state, language):
    STATES[state](bill)
    html = client.get(path_of(bill, language)).content.decode()
    main = html.split("<main")[1].split("</main>")[0]
    page = plain(unescape(strip_tags(main)))

    paper = paper_of(client, bill, language)

    assert catalog_of(paper)["/Lang"] == language
    for tag in ("h1", "h2", "dt", "dd", "th", "td"):
        for part in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", main, re.DOTALL):
            words = plain(unescape(strip_tags(part)))
            assert words in plain(words_of(paper)), words
    address = "http" + words_of(paper).partition("http")[2].partition("/ ")[0]
    for word in words_of(paper).replace(address, "").split():
        assert word in {"Mentorit", "ry", "/", "·"} or word in page, word


@pytest.mark.parametrize("state", ["open", "partly paid"])
def test_a4_a_phone_reads_the_paper_as_the_bill(client, bill, state):
    STATES[state](bill)
    bill = Bill.objects.get(pk=bill.pk)
    cents = bill.open_cents

    codes = codes_on(paper_of(client, bill))

    digits = f"43715903000000776{cents:08}000{bill.reference:0>20}270129"
    assert digits in codes
    [qr] = codes - {digits}
    assert qr.split("\n")[6:8] == [
        "FI3715903000000776",
        f"EUR{cents // 100}.{cents % 100:02}",
    ]


@pytest.mark.parametrize("state", ["paid", "paid too much", "withdrawn"])
def test_what_is_not_to_be_paid_has_no_codes_on_paper(client, bill, state):
    STATES[state](bill)

    assert codes_on(paper_of(client, bill)) == set()


@pytest.mark.parametrize(
    ("title", "payer"),
    [
        ("Jäsenmaksu 2027", "Satu Harju"),
        (LONG[:600], "Maximiliana-Wilhelmiina von und zu " * 5),
        ("x" * 600, "ä" * 200),
        ("王 " * 300, "Emmi 😀 Жанна"),
        ('#panic("x") $1$ "\\', "<script>alert(1)</script>\0"),
    ],
    ids=["usual", "long", "one word", "other alphabets", "odd signs"],
)
def test_the_bill_is_always_one_page_and_its_codes_are_read(client, title, payer):
    late = timezone.localdate() - timedelta(days=1)
    bill = make_bill(
        purpose="titled",
        payer=Payer(payer[:200].replace("\0", ""), "satu@esimerkki.example"),
        facts={"title": title},
        due_on=late,
    )
    part_paid(bill)

    paper = paper_of(client, bill)

    assert len(pages_of(paper)) == 1
    assert len(codes_on(paper)) == 2


def test_both_codes_and_the_table_are_told_to_who_cannot_see_them(client, bill):
    tags = tags_of(paper_of(client, bill))

    told = [tag["/Alt"] for tag in tags if tag["/S"] == "/Figure"]
    assert told == [
        "Laskun maksutiedot QR-koodina",
        "Sama koodi viivoina",
    ]
    headings = [tag["/S"] for tag in tags if tag["/S"] in {"/H1", "/H2", "/H3"}]
    assert headings == ["/H1", "/H2", "/H2"]
    assert [tag["/S"] for tag in tags].count("/TH") == 2


def test_the_papers_button_leads_to_the_page(client, stand_in, bill):
    paper = paper_of(client, bill)

    assert b"/URI" in paper
    assert plain(bill.get_absolute_url()) in plain(words_of(paper))


def test_a_bill_has_the_same_bytes_until_something_changes(client, bill):
    first = paper_of(client, bill)
    assert paper_of(client, bill) == first

    part_paid(bill)
    assert paper_of(client, bill) != first


@pytest.mark.parametrize("path", ["/lasku/x/lasku.pdf", "/kuitti/x/kuitti.pdf"])
def test_a_guessed_paper_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_nobody_keeps_a_paper(client, bill):
    response = client.get(paper_path(bill))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    named = f'inline; filename="lasku-{bill.reference}.pdf"'
    assert response["Content-Disposition"] == named


def receipt_paper(client, receipt: Receipt) -> bytes:
    return client.get(f"{receipt.get_absolute_url()}kuitti.pdf").content


def test_a_receipt_on_paper_has_the_rows_of_its_page(client, bill):
    pay(bill, at=NOW)
    receipt = Receipt.objects.get()
    html = client.get(receipt.get_absolute_url()).content.decode()

    words = plain(words_of(receipt_paper(client, receipt)))

    for part in re.findall(r"<d[dt]>(.*?)</d[dt]>", html):
        assert plain(unescape(strip_tags(part))) in words
    assert f"Kuitti{receipt.full_number}" in words


def test_a_receipt_on_paper_stays_byte_by_byte_what_it_was(client, bill, us):
    pay(bill, at=NOW)
    receipt = Receipt.objects.get()
    before = receipt_paper(client, receipt)
    bill = Bill.objects.get()
    bill.payer_name = "Satu Uusinimi"
    bill.save(update_fields=["payer_name"])
    us.name, us.iban = "Uusi nimi ry", "FI5810171000000122"
    us.save()

    assert receipt_paper(client, receipt) == before


def test_a_refunds_receipt_says_that_the_money_went_back(client, bill):
    payment = pay(bill, at=NOW)
    refund = refund_facts(payment, at=NOW, amount_cents=1500)
    record_refund(refund, at=NOW)
    receipt = Receipt.objects.get(refund__isnull=False)

    words = plain(words_of(receipt_paper(client, receipt)))

    assert f"Palautus{receipt.full_number}" in words
    assert plain("15,00\xa0€ on palautettu") in words


@pytest.mark.parametrize("others", [0, 5])
def test_a_paper_asks_the_database_as_often_whatever_has_been_paid(
    client, bill, others, django_assert_num_queries
):
    for _ in range(others):
        part_paid_a_little(bill)

    client.get(paper_path(make_bill("2")))  # the process knows when pages change

    with django_assert_num_queries(7 if others else 6):
        client.get(paper_path(bill))


def part_paid_a_little(bill: Bill) -> None:
    number = Payment.objects.count()
    payment = Payment.objects.create(
        provider="bank", provider_id=f"b{number}", amount_cents=100, currency="eur",
        paid_at=NOW, recorded_at=NOW, livemode=False, method="bank",
    )  # fmt: skip
    Allocation.objects.create(
        payment=payment, bill=bill, amount_cents=100, created_at=NOW
    )
