"""The money in the admin: to look at and to export, for whoever may."""

import pytest
from django.test import Client
from django.utils import timezone

from demo.life.money import pay, pay_again
from payments.models import Bill, Payment
from tests.support.accounts import make_user
from tests.support.payments import make_bill
from tests.support.queries import queries_of

LISTS = [
    "payments_bills", "payments_received", "payments_unmatched", "stripe_events",
    "payments_disputes", "payments_payouts", "stripe_movements",
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def treasurer(db):
    client = Client()
    client.force_login(make_user("eeva@esimerkki.example", "treasurer"))
    return client


def make_paid_twice(number: int) -> Bill:
    bill = make_bill(str(number))
    pay(bill, at=timezone.now())
    pay_again(bill, at=timezone.now())
    return bill


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_there_when_it_is_empty(treasurer, name):
    assert treasurer.get(f"/admin/{name}/").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_a_board_member_without_the_treasurers_role_sees_no_money(db, client, name):
    client.force_login(make_user("satu@esimerkki.example", "board"))

    assert client.get(f"/admin/{name}/").status_code in {302, 403, 404}


@pytest.mark.parametrize("name", LISTS[:3])
def test_lists_ask_the_database_as_often_for_twenty_as_for_one(treasurer, name):
    def ask() -> None:
        assert treasurer.get(f"/admin/{name}/").status_code == 200

    make_paid_twice(0)
    ask()
    for_one = queries_of(ask)
    for number in range(1, 20):
        make_paid_twice(number)

    assert queries_of(ask) == for_one <= 20


def test_a_bill_is_found_by_its_reference_number(treasurer):
    bill, other = make_bill("1"), make_bill("2", payer=None)

    html = treasurer.get(f"/admin/payments_bills/?q={bill.reference}").content.decode()

    assert bill.reference_grouped in html
    assert other.reference_grouped not in html


@pytest.mark.parametrize(
    ("state", "count"), [("open", 1), ("paid", 1), ("overdue", 0), ("withdrawn", 0)]
)
def test_bills_are_narrowed_by_their_state(treasurer, state, count):
    bills = [make_bill("1"), make_bill("2")]
    pay(bills[1], at=timezone.now())

    html = treasurer.get(f"/admin/payments_bills/?state={state}").content.decode()

    assert sum(bill.reference_grouped in html for bill in bills) == count


def test_a_bills_page_shows_the_money_on_it_and_its_receipt(treasurer):
    bill = make_paid_twice(1)

    url = f"/admin/payments_bills/inspect/{bill.pk}/"
    html = treasurer.get(url).content.decode()

    assert Payment.objects.first().provider_id in html
    assert bill.receipts.first().full_number in html


def test_a_payments_page_says_on_which_bill_it_is_or_why_on_none(treasurer):
    make_paid_twice(1)
    first, second = Payment.objects.order_by("pk")

    pages = [
        treasurer.get(f"/admin/payments_received/inspect/{row.pk}/").content.decode()
        for row in (first, second)
    ]

    assert "Työpaja 1" in pages[0]
    assert "20,00\xa0€ ei ole millään laskulla" in pages[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_lists_can_be_taken_along(treasurer, kind):
    make_paid_twice(1)

    response = treasurer.get(f"/admin/payments_bills/?export={kind}")

    assert response.status_code == 200
    assert b"".join(response.streaming_content if response.streaming else [b"x"])


@pytest.mark.parametrize("action", ["add", "edit/1", "delete/1"])
def test_nobody_changes_money_in_the_admin(treasurer, action):
    make_bill()

    assert treasurer.get(f"/admin/payments_bills/{action}/").status_code == 404


def test_money_on_no_bill_waits_on_the_front_page(treasurer):
    make_paid_twice(1)

    assert "millään laskulla" in treasurer.get("/admin/").content.decode()


def test_my_page_shows_my_bills_and_nobody_elses(db, client):
    make_bill("1")
    client.force_login(make_user("satu@esimerkki.example"))
    mine = client.get("/oma-sivu/").content.decode()
    client.force_login(make_user("toinen@esimerkki.example"))
    others = client.get("/oma-sivu/").content.decode()

    assert "Työpaja 1" in mine
    assert "Työpaja 1" not in others
