"""Closing a financial year: afterwards it stays as it was read."""

from datetime import date

import pytest

from payments import closing
from payments.books import Books
from payments.closing import ClosingError, close_year, open_again
from payments.models import Bookkeeping, ClosedYear, RowIsFinal
from tests.support.books import journal_of, make_payment, moment, moves
from tests.support.payments import make_bill

pytestmark = pytest.mark.django_db

STRIPE, UNKNOWN = 1900, 2910


def year(first: date = date(2026, 1, 1)):
    return Books.current().year_of(first)


@pytest.fixture
def bill():
    bill = make_bill("1", at=moment("10.12.2026"))
    make_payment(bill, paid="12.12.2026")
    return bill


def close(at: str = "15.1.2027", **which) -> ClosedYear:
    return close_year(year(**which), by=None, at=moment(at))


def test_a_closed_year_has_its_sums_and_a_digest(bill):
    closed = close()

    assert (closed.vouchers, closed.postings, closed.total_cents) == (2, 2, 4000)
    assert closed.totals == {
        "1700": [2000, 2000], "1900": [2000, 0], "3900": [0, 2000],
    }  # fmt: skip
    assert len(closed.digest) == 64


def test_closing_twice_is_one_closing(bill):
    assert close() == close("16.1.2027")


def test_what_comes_later_though_dated_in_the_year_is_posted_when_it_came(bill):
    closed = close()
    make_payment(paid="30.12.2026", mismatch="no_bill", recorded_at=moment("2.2.2027"))

    assert closing.add_up(Books.current(), year()).digest == closed.digest
    rows = journal_of("1.1.2027")
    assert moves(rows) == [(STRIPE, UNKNOWN, 2000)]
    assert rows[0].on == date(2027, 2, 2)


def test_what_came_before_the_closing_is_in_the_year(bill):
    make_payment(paid="30.12.2026", mismatch="no_bill", recorded_at=moment("5.1.2027"))

    assert close().postings == 3


def test_a_setting_changed_later_does_not_change_a_closed_year(bill):
    closed = close()
    Bookkeeping(mode="cash", first_month=7).save()

    books = Books.current().as_closed(closed)

    assert closing.add_up(books, books.year_of(date(2026, 5, 1))).digest == (
        closed.digest
    )


def test_a_year_that_goes_on_is_not_closed(bill):
    with pytest.raises(ClosingError, match=r"päättyy 31\.12\.2026"):
        close("31.12.2026")


def test_years_are_closed_in_their_order(bill):
    make_bill("2", at=moment("3.3.2027"))

    with pytest.raises(ClosingError, match="2026"):
        close("15.1.2028", first=date(2027, 1, 1))

    close("15.1.2028")
    close("15.1.2028", first=date(2027, 1, 1))


def test_opened_again_it_leaves_a_trace_and_takes_what_was_late(bill):
    closed = close()
    make_payment(paid="30.12.2026", mismatch="no_bill", recorded_at=moment("2.2.2027"))

    open_again(closed, why="Tiliote puuttui", by=None, at=moment("3.2.2027"))
    again = close("4.2.2027")

    assert again.postings == 3
    closed.refresh_from_db()
    assert closed.opened_why == "Tiliote puuttui"
    assert ClosedYear.objects.count() == 2


def test_a_year_is_opened_only_for_a_reason_and_the_last_one_first(bill):
    make_bill("2", at=moment("3.3.2027"))
    first, _second = close("15.1.2028"), close("15.1.2028", first=date(2027, 1, 1))

    with pytest.raises(ClosingError):
        open_again(first, why="x", by=None, at=moment("3.2.2028"))
    with pytest.raises(ClosingError):
        open_again(_second, why=" ", by=None, at=moment("3.2.2028"))


def test_e3_a_closed_year_is_never_changed_or_deleted(bill):
    closed = close()
    for change in (
        closed.delete,
        lambda: closed.save(update_fields=["digest"]),
        lambda: ClosedYear.objects.update(digest="x"),
    ):
        with pytest.raises(RowIsFinal):
            change()
