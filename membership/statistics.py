"""What the annual report tells of members and dues, year by year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from association.plots import Plot, Series
from membership.models import Due, Kind, Membership
from payments.models import Bill

MOST_YEARS = 10
MOST_MUNICIPALITIES = 15


@dataclass(frozen=True)
class Home:
    """A municipality, how many members live there, and their share in a hundred."""

    name: str
    number: int
    percent: int


@dataclass(frozen=True)
class Statistics:
    on: date
    members: Plot
    changes: Plot
    paid: Plot
    homes: list[Home]

    @property
    def plots(self) -> list[Plot]:
        return [self.members, self.changes, self.paid]


def statistics(on: date) -> Statistics:
    """As of that day; earlier years as of their last day."""
    years = years_until(on)
    return Statistics(
        on, members_by_kind(years, on), changes(years), paid_share(years), homes(on)
    )


def years_until(on: date) -> list[int]:
    first = Membership.objects.aggregate(first=Min("starts_on"))["first"]
    earliest = first.year if first else on.year
    return list(range(max(earliest, on.year - MOST_YEARS + 1), on.year + 1))


def members_by_kind(years: list[int], on: date) -> Plot:
    days = {year: min(date(year, 12, 31), on) for year in years}
    counts = {
        f"in_{year}": Count(
            "pk", filter=Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))
        )
        for year, day in days.items()
    }
    rows: Iterable[dict[str, Any]] = (
        Membership.objects.order_by().values("kind").annotate(**counts)  # type: ignore[assignment]
    )
    found = {row["kind"]: [row[f"in_{year}"] for year in years] for row in rows}
    series = [
        Series(kind.label, found[kind]) for kind in Kind if any(found.get(kind, ()))
    ]
    return Plot(
        "members",
        gettext_lazy("Members at the end of the year"),
        gettext_lazy("Year"),
        [str(year) for year in years],
        series,
    )


def changes(years: list[int]) -> Plot:
    """Whose kind of membership changed has neither joined nor left that day."""
    same = Membership.objects.filter(member=OuterRef("member")).exclude(
        pk=OuterRef("pk")
    )
    joined = Membership.objects.exclude(
        Exists(same.filter(ends_on=OuterRef("starts_on")))
    )
    ended = Membership.objects.exclude(ends_on=None)
    left = ended.exclude(Exists(same.filter(starts_on=OuterRef("ends_on"))))
    return Plot(
        "changes",
        gettext_lazy("Joined and left"),
        gettext_lazy("Year"),
        [str(year) for year in years],
        [
            Series(gettext_lazy("Joined"), in_years(joined, "starts_on", years)),
            Series(gettext_lazy("Left"), in_years(left, "ends_on", years)),
        ],
    )


def in_years(rows: QuerySet[Membership], day: str, years: list[int]) -> list[int]:
    found = (
        rows.order_by().annotate(year=ExtractYear(day)).values("year")
        .annotate(number=Count("pk"))
    )  # fmt: skip
    numbers = {row["year"]: row["number"] for row in found}
    return [numbers.get(year, 0) for year in years]


def paid_share(years: list[int]) -> Plot:
    """Of the dues that were asked for and not withdrawn, so many in a hundred."""
    asked = Due.objects.filter(bill__withdrawn_at=None)
    paid = asked.filter(bill__in=Bill.objects.covered().order_by().values("pk"))
    of_all, of_paid = by_year(asked), by_year(paid)
    return Plot(
        "paid",
        gettext_lazy("Dues that are paid, in a hundred"),
        gettext_lazy("Year of the due"),
        [str(year) for year in years],
        [Series(gettext_lazy("Paid"), [share(of_paid[y], of_all[y]) for y in years])],
        unit=" %",
    )


def by_year(dues: QuerySet[Due]) -> Counter[int]:
    rows = dues.order_by().values("year").annotate(number=Count("pk"))
    return Counter({row["year"]: row["number"] for row in rows})


def share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def homes(on: date) -> list[Home]:
    """Where members live: the most common, then all the others together."""
    home = "member__municipality__"
    rows = (
        Membership.objects.on(on).order_by()
        .values(key=F(f"{home}key_fi"), name=F(f"{home}name_fi"))
        .annotate(number=Count("pk")).order_by("-number", "key")
    )  # fmt: skip
    numbers = [(row["name"], row["number"]) for row in rows]
    rest = sum(number for _name, number in numbers[MOST_MUNICIPALITIES:])
    shown = numbers[:MOST_MUNICIPALITIES] + ([(_("Others"), rest)] if rest else [])
    whole = sum(number for _name, number in numbers)
    return [Home(name, number, share(number, whole)) for name, number in shown]
