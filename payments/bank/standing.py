"""Where a bank line stands, in the words of a list: what it is on, or how long it has
waited."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from association import formats
from payments.models import Allocation, BankLine, Bill, LineEntry, Payment, TakenBack


def with_standing(lines: QuerySet[BankLine]) -> QuerySet[BankLine]:
    """With all that `standing` reads, in as many questions for one line as for many."""
    return lines.select_related("payment").prefetch_related(
        "entries__account",
        "taken_back",
        "payment__taken_back",
        "payment__allocations__bill",
    )


def standing(line: BankLine, on: date) -> str:
    """`Laskulla: Satu Harju`, `Tilillä 4200 Tilat`, `Odottaa, 3 päivää` …"""
    return "; ".join(_parts(line, on)) or _("Explained")


def _parts(line: BankLine, on: date) -> Iterator[str]:
    payment: Payment | None = getattr(line, "payment", None)
    if payment is not None:
        for bill in bills_under(payment.allocations.all()):
            yield _("On the bill of %(payer)s") % {"payer": bill.payer_name}
        if payment.taken_back_cents:
            yield _("Given back or cancelled")
    for entry in live(line.entries.all()):
        yield _("On the account %(account)s") % {"account": entry.account}
    if sum(row.amount_cents for row in line.taken_back.all()):
        yield _("Repayment or cancellation")
    rest = line.rest_cents
    if payment is not None and rest:
        yield _("%(sum)s on no bill") % {"sum": formats.euros(rest)}
    elif rest:
        yield waits(line, on)


def waits(line: BankLine, on: date) -> str:
    age = days(line.age_days(on))
    if is_lump(line):
        return _("Sum of several, details missing: %(age)s") % {"age": age}
    return _("Waits: %(age)s") % {"age": age}


def days(count: int) -> str:
    """How old something is: `tänään`, `1 päivä`, `12 päivää`."""
    if count < 1:
        return _("today")
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def is_lump(line: BankLine) -> bool:
    """Money that came without a word of whose: its payments come in a camt.054."""
    return line.is_income and not line.has_details and not line.counterparty


def live(entries: "QuerySet[LineEntry]") -> list[LineEntry]:
    """Those that nobody has undone, of rows already read."""
    undone = {row.undoes_id for row in entries}
    return [row for row in entries if row.undoes_id is None and row.pk not in undone]


def bills_under(allocations: "QuerySet[Allocation]") -> list[Bill]:
    """Bills on which something of the payment still lies, of rows already read."""
    lies: Counter[Bill] = Counter()
    for row in allocations:
        lies[row.bill] += row.amount_cents
    return [bill for bill, cents in lies.items() if cents > 0]


def lines_in_state(state: str) -> QuerySet[BankLine]:
    """Of the filter of the list; `waiting` is lines.waiting()."""
    lines = BankLine.objects.all()
    match state:
        case "bill":
            return lines.filter(payment__allocations__amount_cents__gt=0)
        case "account":
            entries = LineEntry.objects.live()
            return lines.filter(pk__in=entries.order_by().values("line"))
        case "back":
            rows = TakenBack.objects.filter(undone_by=None, bank_line__isnull=False)
            rows = rows.exclude(kind=TakenBack.Kind.UNDONE)
            return lines.filter(pk__in=rows.order_by().values("bank_line"))
        case "income":
            return lines.filter(amount_cents__gt=0)
        case _:
            return lines.filter(amount_cents__lt=0)
