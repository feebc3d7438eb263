"""The treasurer's page, the books and their files."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from demo.life.money import pay, pay_again
from payments.models import (
    Account,
    Bookkeeping,
    BooksDifference,
    ClosedYear,
    StripeEvent,
)
from tests.support.accounts import make_user
from tests.support.books import make_payment, moment
from tests.support.payments import make_bill
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

PAGE, YEAR = "/admin/treasurer/", "/admin/books/2026-01/"


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(f"{role}@esimerkki.example", role))
    return client


@pytest.fixture
def treasurer():
    return signed_in("treasurer")


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_is_green_when_nothing_waits(treasurer):
    bill = make_bill(at=timezone.now())
    pay(bill, at=timezone.now())

    html = read(treasurer, PAGE)

    assert "books-word--good" in html
    assert "Jokainen euro on paikallaan" in html


def test_what_waits_has_its_sum_its_age_and_one_thing_to_do(treasurer):
    long_ago = timezone.now() - timedelta(days=12)
    bill = make_bill(at=long_ago)
    pay(bill, at=long_ago)
    pay_again(bill, at=long_ago)

    html = read(treasurer, PAGE)

    assert "books-word--wait" in html
    assert "12 päivää" in html
    assert "20,00\xa0€" in html
    assert "/admin/payments_unmatched/?why=credit" in html


def test_each_matter_is_counted(treasurer):
    now = timezone.now()
    make_payment(paid=now, mismatch="no_bill")
    StripeEvent.objects.create(
        id="evt_1", type="charge.refunded", created_at=now, received_at=now, failures=1
    )
    BooksDifference.objects.create(
        key="x", words="payments.Bill 7: väärin", found_at=now
    )

    html = read(treasurer, PAGE)

    assert "payments.Bill 7: väärin" in html
    for address in ("?why=unknown", "?state=failed", "#differences"):
        assert address in html


def test_the_board_sees_the_page_without_doors_that_are_closed_to_it():
    make_payment(paid=timezone.now(), mismatch="no_bill")

    html = read(signed_in("board"), PAGE)

    assert "books-word--wait" in html
    assert "?why=unknown" not in html


def test_the_auditor_sees_the_books_and_closes_nothing():
    make_payment(make_bill(at=moment("10.12.2025")), paid="12.12.2025")
    auditor = signed_in("auditor")

    assert "Sulje vuosi" not in read(auditor, "/admin/books/2025-01/")
    assert auditor.post("/admin/books/2025-01/close/").status_code in {302, 403}
    assert not ClosedYear.objects.exists()


@pytest.mark.parametrize("url", [PAGE, "/admin/books/", YEAR, f"{YEAR}journal.csv"])
def test_an_editor_sees_no_books(url):
    assert signed_in("editor").get(url).status_code in {302, 403, 404}


def test_the_page_asks_as_often_for_twenty_bills_as_for_one(treasurer):
    def fill(number: int) -> None:
        bill = make_bill(str(number), purpose="due", facts={"year": 2026})
        pay(bill, at=timezone.now())
        pay_again(bill, at=timezone.now())

    fill(0)
    read(treasurer, PAGE)
    for_one = queries_of(lambda: read(treasurer, PAGE))
    for number in range(1, 20):
        fill(number)

    assert queries_of(lambda: read(treasurer, PAGE)) == for_one <= 40


def test_dues_are_drawn_and_written_by_year(treasurer):
    bills = [make_bill(str(n), purpose="due", facts={"year": 2026}) for n in range(4)]
    pay(bills[0], at=timezone.now())

    html = read(treasurer, PAGE)

    assert "25 %" in html
    assert 'width="150"' in html
    for sum_ in ("80,00\xa0€", "20,00\xa0€", "60,00\xa0€"):
        assert sum_ in html


# --- the year ------------------------------------------------------------------------


@pytest.fixture
def year():
    """2026: two bills, one paid and one too much; 500 there when it began."""
    Bookkeeping(opening_on=date(2026, 1, 1), opening_bank_cents=50000).save()
    first = make_bill("1", at=moment("10.3.2026"))
    make_bill("2", at=moment("11.3.2026"), purpose="due", facts={"year": 2026})
    make_payment(first, paid="12.3.2026", amount_cents=2500)


def test_the_summary_has_income_balances_and_what_is_open(treasurer, year):
    html = read(treasurer, YEAR)

    for words in ("Jäsenmaksut", "Muut tuotot", "Pankkitili", "Laskusaamiset"):
        assert words in html
    for sum_ in ("40,00", "545,00", "500,00", "540,00"):
        assert sum_ in html


def rows_of(client: Client, name: str) -> list[list[str]]:
    response = client.get(f"{YEAR}{name}.csv")
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response["Content-Disposition"]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def cents(cell: str) -> int:
    return round(float(cell.replace(",", ".") or 0) * 100)


def test_e5_the_journals_sums_are_the_ledgers(treasurer, year):
    _heading, *rows, total = rows_of(treasurer, "journal")
    _head, *ledger = rows_of(treasurer, "ledger")

    assert sum(cents(row[8]) for row in rows) == cents(total[8])
    for account in Account.objects.all():
        number = str(account.number)
        debit = sum(cents(row[8]) for row in rows if row[4] == number)
        credit = sum(cents(row[8]) for row in rows if row[6] == number)
        own = [row for row in ledger if row[0] == number]
        assert sum(cents(row[7]) for row in own) == debit
        assert sum(cents(row[8]) for row in own) == credit
        if own:
            assert cents(own[-1][9]) == debit - credit


def test_e5_kept_by_payment_the_journal_lists_by_the_day_of_payment(treasurer, year):
    Bookkeeping.objects.update(mode="cash")

    _heading, opening, *rows, _total = rows_of(treasurer, "journal")

    assert opening[8] == "500,00"
    assert [(row[1], row[8]) for row in rows] == [
        ("12.3.2026", "20,00"), ("12.3.2026", "5,00"),
    ]  # fmt: skip


def test_what_somebody_wrote_is_no_formula_in_the_file(treasurer, year):
    Account.objects.filter(number=3900).update(name_fi='=HYPERLINK("x")')

    rows = rows_of(treasurer, "journal")

    assert any(cell == '\'=HYPERLINK("x")' for row in rows for cell in row)
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_no_name_of_a_payer_is_in_the_files(treasurer, year):
    for name in ("journal", "ledger"):
        assert "Harju" not in str(rows_of(treasurer, name))


def test_an_account_shows_what_it_held_after_each_posting(treasurer, year):
    html = read(treasurer, f"{YEAR}1910/")

    assert "Pankkitili" in html
    assert "500,00\xa0€" in html


def test_the_treasurer_closes_a_year_and_opens_it_with_a_reason(treasurer):
    make_payment(make_bill(at=moment("10.12.2025")), paid="12.12.2025")
    url = "/admin/books/2025-01/"

    assert "Sulje vuosi 2025" in read(treasurer, url)
    treasurer.post(f"{url}close/")
    assert ClosedYear.objects.in_force().count() == 1
    treasurer.post(f"{url}open/", {"why": ""})
    assert ClosedYear.objects.in_force().count() == 1
    treasurer.post(f"{url}open/", {"why": "Kuitti puuttui"})

    assert not ClosedYear.objects.in_force().exists()
    assert "Kuitti puuttui" in read(treasurer, "/admin/books/")


@pytest.mark.parametrize("slug", ["2026-02", "2026-13", "x", "99999-01"])
def test_a_year_that_is_none_is_not_found(treasurer, slug):
    assert treasurer.get(f"/admin/books/{slug}/").status_code == 404
