"""In which way the books are read: the mode, the financial years, what is closed.

A `Books` is all that the journal depends on besides the rows. Closed years keep theirs,
so that they can be derived again as they were after a setting has changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    Expression,
    F,
    IntegerField,
    Q,
    When,
)
from django.db.models.functions import ExtractYear
from django.db.models.lookups import Exact
from django.utils import timezone

from payments.models import Bookkeeping, ClosedYear, Payment, Provider


@dataclass(frozen=True)
class FinancialYear:
    """Both days included."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """`2027`, or `2027–2028` where it is not the calendar year."""
        if self.first.year == self.last.year:
            return str(self.first.year)
        return f"{self.first.year}–{self.last.year}"

    @property
    def slug(self) -> str:
        """The month it begins in, as in an address: `2027-01`."""
        return f"{self.first:%Y-%m}"

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is no longer in it."""
        return midnight(self.last + timedelta(days=1))

    @property
    def contains(self) -> Q:
        """For rows with `moment`."""
        return Q(moment__gte=self.starts_at, moment__lt=self.ends_at)


def midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


@dataclass(frozen=True)
class Closing:
    """A year that is closed: what is recorded later comes into no year before
    `ends_at`."""

    last: date
    ends_at: datetime
    closed_at: datetime


@dataclass(frozen=True)
class Books:
    """`settings` as they hold; `closings` of the years that are closed now."""

    settings: Bookkeeping
    closings: tuple[Closing, ...]
    livemode: bool

    @classmethod
    def current(cls) -> "Books":
        return cls(Bookkeeping.current(), tuple(_closings()), _is_real())

    def as_closed(self, year: ClosedYear) -> "Books":
        """The same in the way in which that year was closed."""
        was = Bookkeeping(
            first_month=year.starts_on.month,
            mode=year.mode,
            opening_on=self.settings.opening_on,
            opening_bank_cents=self.settings.opening_bank_cents,
            opening_stripe_cents=self.settings.opening_stripe_cents,
        )
        return Books(was, self.closings, self.livemode)

    @property
    def is_cash(self) -> bool:
        return self.settings.is_cash

    def year_of(self, on: date) -> FinancialYear:
        first = self.settings.year_start(on)
        return FinancialYear(first, _year_later(first) - timedelta(days=1))

    def years(self, first: date, last: date) -> list[FinancialYear]:
        """The financial years from one day to another, the latest first."""
        found = [self.year_of(last)]
        while found[-1].first > first:
            found.append(self.year_of(found[-1].first - timedelta(days=1)))
        return found

    @property
    def moment(self) -> Expression:
        """When a row is in the books: when it `happened`, unless its year had been
        closed before the row was `recorded`; then when it was recorded."""
        late = [
            When(
                recorded__gt=each.closed_at, happened__lt=each.ends_at, then="recorded"
            )
            for each in self.closings
        ]
        return Case(*late, default=F("happened"), output_field=DateTimeField())

    def late(self, happened: str, recorded: str, *, by_day: bool = False) -> Q:
        """Rows that were recorded when their year had been closed; with `by_day`,
        `happened` is a date."""
        found = Q(pk__in=[])
        for each in self.closings:
            end = (
                {f"{happened}__lte": each.last}
                if by_day
                else {f"{happened}__lt": each.ends_at}
            )
            found |= Q(**{f"{recorded}__gt": each.closed_at}, **end)
        return found

    def other_year(self, one: str, other: str) -> Expression:
        """Whether two moments are in two financial years."""
        same: Any = Exact(self._year(one), self._year(other))
        return Case(When(same, then=False), default=True, output_field=BooleanField())

    def _year(self, moment: str) -> Expression:
        before: Any = When(
            **{f"{moment}__month__lt": self.settings.first_month}, then=1
        )
        is_earlier = Case(before, default=0, output_field=IntegerField())
        return ExtractYear(moment) - is_earlier


def _year_later(first: date) -> date:
    return first.replace(year=first.year + 1)


def _is_real() -> bool:
    """Whether money of Stripe's is real: once some was, its test money no longer
    counts, whatever key is set today."""
    real = Payment.objects.filter(provider=Provider.STRIPE, livemode=True)
    return real.exclude(mismatch=Payment.Mismatch.MODE).exists()


def _closings() -> Iterator[Closing]:
    for row in ClosedYear.objects.in_force():
        year = FinancialYear(row.starts_on, row.ends_on)
        yield Closing(year.last, year.ends_at, row.closed_at)
