"""What a financial year came to: income and expenses, balances, bills.

The yearly account of simple bookkeeping (Associations Act 37 a §), and what an
accountant carries over where somebody else keeps the books.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from payments import journal, purposes
from payments.books import Books, FinancialYear
from payments.models import Account, Allocation, Bill


@dataclass(frozen=True)
class AccountSum:
    """`cents` as people read it: income and debts are not below zero for being so."""

    account: Account
    cents: int


@dataclass(frozen=True)
class BillSum:
    """Bills of one purpose that were made in the year, as they stood at its end."""

    name: str
    count: int
    asked: int
    withdrawn: int
    paid: int

    @property
    def open(self) -> int:
        return self.asked - self.withdrawn - self.paid


@dataclass(frozen=True)
class YearSummary:
    year: FinancialYear
    income: list[AccountSum]
    expenses: list[AccountSum]
    assets: list[AccountSum]
    debts: list[AccountSum]
    earlier_cents: int
    bills: list[BillSum]

    @property
    def income_cents(self) -> int:
        return sum(row.cents for row in self.income)

    @property
    def expense_cents(self) -> int:
        return sum(row.cents for row in self.expenses)

    @property
    def result_cents(self) -> int:
        return self.income_cents - self.expense_cents

    @property
    def asset_cents(self) -> int:
        return sum(row.cents for row in self.assets)

    @property
    def debt_cents(self) -> int:
        return sum(row.cents for row in self.debts)

    @property
    def own_cents(self) -> int:
        """What is ours: earlier years and this one. Assets less debts, again."""
        return self.earlier_cents + self.result_cents


def summary(books: Books, year: FinancialYear) -> YearSummary:
    """A few sums by the database, however many the rows."""
    of_year = _by_account(journal.turnovers(books, year.first, year.last))
    before = _by_account(journal.turnovers(books, None, year.first - timedelta(days=1)))
    accounts = list(Account.objects.order_by("number"))
    kind = Account.Kind
    held = {one.number: before[one.number] + of_year[one.number] for one in accounts}
    earlier = sum(
        before[one.number]
        for one in accounts
        if one.is_result or one.kind == kind.EQUITY
    ) + sum(of_year[one.number] for one in accounts if one.kind == kind.EQUITY)
    return YearSummary(
        year=year,
        income=_rows(accounts, of_year, kind.INCOME, sign=-1),
        expenses=_rows(accounts, of_year, kind.EXPENSE),
        assets=_rows(accounts, held, kind.ASSET),
        debts=_rows(accounts, held, kind.LIABILITY, sign=-1),
        earlier_cents=-earlier,
        bills=_bills(year),
    )


def _by_account(moved: journal.Turnovers) -> journal.Balances:
    found = journal.Balances()
    for (debit, credit), cents in moved.items():
        found[debit] += cents
        found[credit] -= cents
    return found


def _rows(
    accounts: list[Account], sums: dict[int, int], kind: str, *, sign: int = 1
) -> list[AccountSum]:
    return [
        AccountSum(one, sign * sums[one.number])
        for one in accounts
        if one.kind == kind and sums[one.number]
    ]


def _bills(year: FinancialYear) -> list[BillSum]:
    end = year.ends_at
    then = Q(payment__paid_at__lt=end) & (Q(cause=None) | Q(cause__happened_at__lt=end))
    of_bill = Allocation.objects.filter(then, bill=OuterRef("pk")).order_by()
    total = of_bill.values("bill").annotate(total=Sum("amount_cents")).values("total")
    bills = Bill.objects.filter(created_at__gte=year.starts_at, created_at__lt=end)
    gone = Q(withdrawn_at__lt=end)
    sums = (
        bills.annotate(paid=Coalesce(Subquery(total), 0))
        .order_by()
        .values("purpose")
        .annotate(
            count=Count("pk"),
            asked=Sum("amount_cents"),
            put=Sum("paid"),
            gone=Sum(F("amount_cents") - F("paid"), filter=gone, default=0),
        )
    )
    names = dict(purposes.names())
    return [
        BillSum(
            name=names.get(row["purpose"], row["purpose"]),
            count=row["count"],
            asked=row["asked"],
            withdrawn=row["gone"],
            paid=row["put"],
        )
        for row in sums.order_by("purpose")
    ]
