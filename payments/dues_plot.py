"""Dues asked, paid and open by financial year, as bars and as a table."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from payments import purposes
from payments.books import Books, FinancialYear
from payments.models import Account, Allocation, Bill

YEARS = 5
WIDE = 600  # of the drawing's own units


@dataclass(frozen=True)
class Bar:
    """Dues of bills made in one year: what of them is paid and open today, in cents."""

    year: FinancialYear
    paid: int
    open: int
    scale: int

    @property
    def asked(self) -> int:
        return self.paid + self.open

    @property
    def percent(self) -> int:
        return self.paid * 100 // self.asked if self.asked else 0

    @property
    def paid_width(self) -> int:
        return self._width(self.paid)

    @property
    def open_width(self) -> int:
        return self._width(self.open)

    def _width(self, cents: int) -> int:
        return round(cents * WIDE / self.scale) if self.scale else 0


def bars(books: Books, *, on: date) -> list[Bar]:
    """A bar for each of the last years that has any, the latest first: two questions.

    Bills that were withdrawn are neither paid nor open.
    """
    years = _last_years(books, on)
    bills = Bill.objects.filter(purpose__in=_dues(), withdrawn_at=None).order_by()
    put = Allocation.objects.filter(
        bill__purpose__in=_dues(), bill__withdrawn_at=None
    ).order_by()
    asked = bills.aggregate(**_sums(years, "created_at"))
    paid = put.aggregate(**_sums(years, "bill__created_at"))
    most = max(asked.values(), default=0)
    return [
        Bar(year, paid[key], asked[key] - paid[key], most)
        for year, key in ((year, _key(year)) for year in years)
        if asked[key]
    ]


def _last_years(books: Books, on: date) -> list[FinancialYear]:
    first = on.replace(day=1, year=on.year - YEARS + 1)
    return books.years(first, on)[:YEARS]


def _dues() -> list[str]:
    roles = purposes.income_roles()
    return [key for key, role in roles.items() if role == Account.Role.DUES_INCOME]


def _sums(years: list[FinancialYear], made: str) -> dict[str, Sum]:
    return {
        _key(year): Sum(
            "amount_cents",
            filter=Q(**{f"{made}__gte": year.starts_at, f"{made}__lt": year.ends_at}),
            default=0,
        )
        for year in years
    }


def _key(year: FinancialYear) -> str:
    return f"from_{year.first:%Y_%m}"
