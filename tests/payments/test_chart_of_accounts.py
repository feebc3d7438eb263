"""The chart of accounts and the settings of the books."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from payments import purposes
from payments.models import Account, Bookkeeping
from tests.support.accounts import make_user

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/settings/payments/bookkeeping/"


@pytest.fixture
def treasurer(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client = Client()
    client.force_login(make_user("eeva@esimerkki.example", "treasurer"))
    return client


def test_each_role_that_is_posted_to_has_its_account():
    for role in Account.Role:
        assert Account.objects.with_role(role).is_active


def test_the_income_of_each_purpose_has_an_account():
    for role in purposes.income_roles().values():
        assert Account.objects.with_role(role).kind == "income"


def test_a_bank_line_is_put_on_no_account_that_rows_keep_already():
    offered = set(Account.objects.for_lines().values_list("role", flat=True))

    assert not offered & {"bank", "stripe", "receivable", "member_credit"}
    assert {"fees", "dues_income", None} <= offered


@pytest.mark.parametrize(
    "fields",
    [{"number": 99}, {"number": 3000}, {"kind": "money"}, {"role": "bank"}],
)
def test_the_database_refuses_an_account_that_cannot_be(fields):
    values = {"number": 4960, "name_fi": "x", "kind": "expense", **fields}
    with transaction.atomic(), pytest.raises(IntegrityError):
        Account.objects.create(**values)


def test_the_treasurer_adds_an_account_and_later_only_its_name_changes(treasurer):
    treasurer.post(
        "/admin/book_accounts/new/",
        {"number": "4950", "kind": "expense", "name_fi": "Kahvit", "is_active": "on"},
    )
    account = Account.objects.get(number=4950)

    treasurer.post(
        f"/admin/book_accounts/edit/{account.pk}/",
        {"number": "1", "kind": "income", "name_fi": "Tarjoilut", "is_active": "on"},
    )

    account.refresh_from_db()
    assert (account.number, account.kind) == (4950, "expense")
    assert account.name == "Tarjoilut"


def test_an_account_number_of_two_digits_is_answered_with_a_sentence(treasurer):
    words = {"number": "12", "kind": "expense", "name_fi": "Kahvit"}

    html = treasurer.post("/admin/book_accounts/new/", words).content.decode()

    assert "nelinumeroinen" in html


def test_an_account_the_code_posts_to_stays_in_use(treasurer):
    fees = Account.objects.with_role("fees")

    treasurer.post(f"/admin/book_accounts/edit/{fees.pk}/", {"name_fi": "Kulut"})

    fees.refresh_from_db()
    assert (fees.is_active, fees.name) == (True, "Kulut")


def test_the_books_are_kept_by_calendar_year_and_bills_unless_said_otherwise():
    books = Bookkeeping.current()

    assert not Bookkeeping.objects.exists()
    assert (books.is_cash, books.year_start(date(2027, 5, 3))) == (
        False, date(2027, 1, 1),
    )  # fmt: skip


def test_a_financial_year_may_begin_in_july():
    books = Bookkeeping(first_month=7)

    assert books.year_start(date(2027, 6, 30)) == date(2026, 7, 1)
    assert books.year_start(date(2027, 7, 1)) == date(2027, 7, 1)


def test_the_treasurer_writes_the_opening_balances_in_euros(treasurer):
    page = treasurer.get(SETTINGS, follow=True)
    words = {
        "mode": "cash", "first_month": "7", "opening_on": "1.1.2027",
        "bank_euros": "1234,56", "stripe_euros": "-1,00",
    }  # fmt: skip

    treasurer.post(page.request["PATH_INFO"], words)

    books = Bookkeeping.objects.get()
    assert (books.opening_bank_cents, books.opening_stripe_cents) == (123456, -100)
    assert (books.is_cash, books.opening_on) == (True, date(2027, 1, 1))


def test_a_balance_without_its_day_is_asked_for_the_day(treasurer):
    page = treasurer.get(SETTINGS, follow=True)
    words = {"mode": "accrual", "first_month": "1", "bank_euros": "5"}

    html = treasurer.post(page.request["PATH_INFO"], words).content.decode()

    assert "jona nämä saldot" in html
    assert Bookkeeping.current().opening_cents == 0
