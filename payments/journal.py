"""The journal, derived from the money rows and from nothing else.

Nothing here is stored: each posting follows from a row that is only ever added, so the
books cannot say other than the rows (docs/decisions/0011). Each posting debits one
account and credits one other by the same cents: balanced by construction.

Order: by moment, kind and row. Vouchers are numbered in it, from 1 in each financial
year, without gaps. Until the year is closed a row that comes late (a bank file of last
month) takes its place by date and those after it move; what never changes is the name
of the row, which each posting carries. When the year has been closed, neither does.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum
from django.utils import timezone

from payments.books import Books, FinancialYear, midnight
from payments.models import Account, Bookkeeping
from payments.postings import Kind, Role, Side, Source, sources

CHUNK = 2000

# moment, kind, row of the event, model and row, debit, credit, cents, label
type Line = tuple[datetime, int, int, str, int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Posting:
    """`cents` from the account `credit` to the account `debit` (their numbers).

    `voucher` is shared by the postings of one event; `row` is what it comes from, as
    `payments.Payment 17`, and `label` what people know it by.
    """

    voucher: int
    on: date
    kind: Kind
    debit: int
    credit: int
    cents: int
    label: str
    row: str


Turnovers = Counter[tuple[int, int]]
Balances = Counter[int]


def postings(books: Books, year: FinancialYear) -> Iterator[Posting]:
    """The journal of a financial year, a row at a time: memory does not grow with it.

    PostgreSQL reads by server-side cursors, SQLite by chunks.
    """
    chart = _Chart()
    streams = [_stream(source, books, year, chart) for source in sources(books)]
    in_order = heapq.merge(_opening(books, year, chart), *streams)
    voucher, last = 0, None
    for moment, kind, event, model, pk, *sides, cents, label in in_order:
        if (moment, kind, event) != last:
            voucher, last = voucher + 1, (moment, kind, event)
        debit, credit = sides
        yield Posting(
            voucher=voucher,
            on=timezone.localdate(moment),
            kind=Kind(kind),
            debit=debit,
            credit=credit,
            cents=cents,
            label=label,
            row=f"{model} {pk}" if pk else model,
        )


def turnovers(books: Books, since: date | None, until: date) -> Turnovers:
    """How many cents went from which account to which, from one day to another (both
    included; `since` None is from the beginning), added up by the database."""
    chart = _Chart()
    within = Q(moment__lt=midnight(until + timedelta(days=1)))
    if since is not None:
        within &= Q(moment__gte=midnight(since))
    found: Turnovers = Counter()
    for debit, credit, cents in _opening_sums(books, since, until, chart):
        found[debit, credit] += cents
    for source in sources(books):
        rows = source.rows.annotate(moment=books.moment).filter(within)
        for *facts, plus, minus in _added_up(rows, source.facts):
            debit, credit = (chart[side] for side in source.sides(*facts))
            found[debit, credit] += plus
            found[credit, debit] -= minus
    return +found


def _added_up(rows: QuerySet[Any], facts: tuple[str, ...]) -> Any:
    """A row for each combination of facts; one row where a source has none."""
    sums = {
        "plus": Sum("cents", filter=Q(cents__gt=0), default=0),
        "minus": Sum("cents", filter=Q(cents__lt=0), default=0),
    }
    if not facts:
        return [tuple(rows.aggregate(**sums).values())]
    return rows.order_by().values_list(*facts).annotate(**sums)


def balances(books: Books, *, until: date) -> Balances:
    """What each account holds when that day has ended: debit above zero, credit below.

    Income and expenses of all years are in it, as if none had ended.
    """
    found = Balances()
    for (debit, credit), cents in turnovers(books, None, until).items():
        found[debit] += cents
        found[credit] -= cents
    return found


def first_day(books: Books) -> date | None:
    """The day of the first posting, or none."""
    firsts = [
        source.rows.aggregate(first=Min("happened"))["first"]
        for source in sources(books)
    ]
    days = [timezone.localdate(each) for each in firsts if each]
    return min([*days, *filter(None, [books.settings.opening_on])], default=None)


class _Chart:
    """Numbers of accounts by their role; a number is itself."""

    def __init__(self) -> None:
        rows = Account.objects.exclude(role=None).values_list("role", "number")
        self._numbers: dict[str, int] = dict(rows)  # type: ignore[arg-type]

    def __getitem__(self, side: Side) -> int:
        return side if isinstance(side, int) else self._numbers[side]


def _stream(
    source: Source, books: Books, year: FinancialYear, chart: _Chart
) -> Iterator[Line]:
    rows = source.rows.annotate(moment=books.moment).filter(year.contains)
    columns = ("moment", "voucher", "pk", "cents", "label", *source.facts)
    ordered = rows.exclude(cents=0).order_by("moment", "voucher", "pk")
    model, kind = source.model, int(source.kind)
    for moment, event, pk, cents, label, *facts in ordered.values_list(
        *columns
    ).iterator(CHUNK):
        debit, credit = (chart[side] for side in source.sides(*facts))
        if cents < 0:
            debit, credit = credit, debit
        yield moment, kind, event, model, pk, debit, credit, abs(cents), label


def _opening(books: Books, year: FinancialYear, chart: _Chart) -> Iterator[Line]:
    """What there was on the day from which on everything is in here."""
    on = books.settings.opening_on
    if on is None or not year.first <= on <= year.last:
        return
    for role, cents in _opening_cents(books):
        sides = (chart[role], chart[Role.EQUITY])
        debit, credit = sides if cents > 0 else reversed(sides)
        model = Bookkeeping._meta.label
        yield midnight(on), Kind.OPENING, 0, model, 0, debit, credit, abs(cents), ""


def _opening_sums(
    books: Books, since: date | None, until: date, chart: _Chart
) -> Iterator[tuple[int, int, int]]:
    on = books.settings.opening_on
    if on is None or on > until or (since is not None and on < since):
        return
    for *_rest, debit, credit, cents, _label in _opening(
        books, books.year_of(on), chart
    ):
        yield debit, credit, cents


def _opening_cents(books: Books) -> list[tuple[str, int]]:
    was = books.settings
    found = [
        (Role.BANK, was.opening_bank_cents),
        (Role.STRIPE, was.opening_stripe_cents),
    ]
    return [(role, cents) for role, cents in found if cents]
