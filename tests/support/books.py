"""Makers of money rows for tests of the books, dated as one likes."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from payments import receipts
from payments.allocating import allocate
from payments.books import Books
from payments.journal import Posting, postings
from payments.models import Bill, ClosedYear, Payment


def moment(day: str, clock: str = "12.00") -> datetime:
    """`14.12.2026` at noon, or at another time of Helsinki."""
    naive = datetime.strptime(f"{day} {clock}", "%d.%m.%Y %H.%M")  # noqa: DTZ007
    return timezone.make_aware(naive)


def make_payment(bill: Bill | None = None, *, paid: str, **fields: Any) -> Payment:
    """Money that came, put on the bill as far as it is open, in one transaction."""
    at = moment(paid) if isinstance(paid, str) else paid
    values = {
        "provider": "stripe", "provider_id": f"pi_{Payment.objects.count() + 1}",
        "amount_cents": 2000, "currency": "eur", "paid_at": at,
        "recorded_at": at + timedelta(minutes=1), "livemode": False, **fields,
    }  # fmt: skip
    payment = Payment.objects.create(**values)
    if bill is not None:
        allocate(payment, bill, at=payment.recorded_at)
        receipts.give_for_payment(payment, bill, at=payment.recorded_at)
    return payment


def make_closed_year(first: date = date(2019, 1, 1), **fields: Any) -> ClosedYear:
    """A calendar year that was closed with nothing in it, unless said otherwise."""
    values = {
        "starts_on": first, "ends_on": date(first.year, 12, 31), "mode": "cash",
        "vouchers": 0, "postings": 0, "total_cents": 0, "totals": {}, "digest": "0",
        "closed_at": timezone.now(), **fields,
    }  # fmt: skip
    return ClosedYear.objects.create(**values)


def journal_of(day: str, books: Books | None = None) -> list[Posting]:
    """The journal of the financial year that the day is in."""
    books = books or Books.current()
    return list(postings(books, books.year_of(moment(day).date())))


def moves(rows: list[Posting]) -> list[tuple[int, int, int]]:
    return [(row.debit, row.credit, row.cents) for row in rows]
