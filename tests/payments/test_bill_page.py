"""The bill's own page: one next step in every state, and nothing told to strangers."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from association.models import AssociationSettings
from demo.life.money import pay, pay_again
from payments.billing import withdraw_bill
from payments.models import Receipt
from tests.support.payments import make_bill


@pytest.fixture(autouse=True)
def us(db):
    us = AssociationSettings.current()
    us.name = "Mentorit ry"
    us.iban, us.bic = "FI3715903000000776", "NDEAFIHH"
    us.contact_email = "mentorit@esimerkki.example"
    us.save()


def html_of(client, bill, query: str = "") -> str:
    response = client.get(bill.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_open_bill_has_one_next_step_and_the_bank_details(client, stand_in, bill):
    html = html_of(client, bill)

    assert html.count("btn--next") == 1
    assert "Maksa 20,00\xa0€" in html
    for words in ("FI37 1590 3000 0007 76", bill.reference_grouped, "Satu Harju"):
        assert words in html


def test_the_virtual_bar_code_is_there_to_copy(client, bill):
    digits = f"4371590300000077600002000000{bill.reference:0>20}270129"

    assert digits in html_of(client, bill)


def test_a_paid_bill_asks_nothing_and_leads_to_its_receipt(client, bill):
    pay(bill, at=timezone.now())

    html = html_of(client, bill)

    assert "Maksa 20,00" not in html
    assert Receipt.objects.get().get_absolute_url() in html


def test_a_withdrawn_bill_says_that_it_need_not_be_paid(client, bill):
    withdraw_bill(bill, at=timezone.now())

    html = html_of(client, bill)

    assert "btn--next" not in html
    assert "ei tarvitse maksaa" in html


def test_an_overdue_bill_says_so_without_blame(client):
    bill = make_bill(due_on=timezone.localdate() - timedelta(days=1))

    assert "Eräpäivä on mennyt" in html_of(client, bill)


def test_a_bill_paid_twice_shows_what_is_over(client, bill):
    pay(bill, at=timezone.now())
    pay_again(bill, at=timezone.now())

    assert "20,00\xa0€ maksettiin liikaa" in html_of(client, bill)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_is_in_the_language_of_its_address(client, bill, language):
    with translation.override(language):
        path = bill.get_absolute_url()

    assert f'lang="{language}"' in client.get(path).content.decode()


@pytest.mark.parametrize("state", ["nonsense", "<script>", "%00", "x" * 5000])
def test_an_unknown_state_in_the_address_shows_nothing(client, bill, state):
    html = html_of(client, bill, f"?state={state}")

    assert "notice" not in html.split("<main")[1].split("</main>")[0]


def test_the_address_is_told_to_nobody(client, bill):
    response = client.get(bill.get_absolute_url())

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]


def test_a_guessed_bill_is_not_found(client):
    for token in ("x", "0" * 32, "a" * 3000):
        assert client.get(f"/lasku/{token}/").status_code == 404


def test_only_stripe_and_we_may_be_sent_the_form(client, bill):
    policy = client.get(bill.get_absolute_url())["Content-Security-Policy"]

    assert "form-action 'self' https://checkout.stripe.com" in policy


def test_without_stripe_the_bank_transfer_is_the_way_to_pay(client, bill):
    html = html_of(client, bill)

    assert "btn--next" not in html
    assert "Maksa tilisiirtona" in html


def test_who_asks_how_to_pay_is_told_and_led_to_their_bills(client):
    html = client.get("/maksaminen/").content.decode()

    assert "MobilePay" in html
    assert 'class="btn btn--next" href="/oma-sivu/"' in html
