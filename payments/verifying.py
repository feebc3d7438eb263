"""The proof: every bill, receipt and balance is derived again, held against the rows.

Each check answers `Finding`s; none at all means that every euro is where it should be.
All is asked of the database in sums, so 100 000 bills take seconds. What the database
refuses by itself (docs/decisions/0011) is looked for all the same: rows may have come
past it, from a restore or by hand.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from association.formats import euros
from payments import clearing, journal
from payments.books import Books, FinancialYear
from payments.closing import add_up
from payments.holdings import holdings
from payments.models import (
    Account,
    Allocation,
    BankLine,
    BankStatement,
    Bill,
    ClosedYear,
    LineEntry,
    Payment,
    PaymentAttempt,
    Provider,
    Receipt,
    ReceiptSeries,
    TakenBack,
)
from payments.postings import of_books
from payments.stripe_client import is_live

Role = Account.Role


@dataclass(frozen=True)
class Finding:
    """`row` names what it is about; `words` say what is and what should be."""

    row: str
    words: str

    def __str__(self) -> str:
        return f"{self.row}: {self.words}"

    @property
    def key(self) -> str:
        """The same finding is the same key on another night."""
        return hashlib.sha256(str(self).encode()).hexdigest()


type Check = Callable[[], Iterator[Finding]]

_checks: dict[str, Check] = {}


def check(made: Check) -> Check:
    """Add a check to the proof."""
    _checks[made.__name__] = made
    return made


def register(name: str, made: Check) -> None:
    """The same for those of higher rooms, in `AppConfig.ready()`."""
    _checks[name] = made


def verify() -> Iterator[Finding]:
    for made in _checks.values():
        yield from made()


def should_be(what: str, wanted: int, found: int) -> str:
    return _("%(what)s should be %(wanted)s, is %(found)s.") % {
        "what": what,
        "wanted": euros(wanted),
        "found": euros(found),
    }


def named(row: Any) -> str:
    """As `payments.Payment 17 (pi_…)`: kind, number, and what people know it by."""
    return f"{row._meta.label} {row.pk} ({row})"


# --- bills and payments ---------------------------------------------------------------


@check
def money_of_a_payment() -> Iterator[Finding]:
    """No more on bills and accounts than came in and stayed; no more back than came."""
    payments: Any = Payment.objects.with_state()
    used = F("allocated_sum") + F("booked_sum")
    held = F("amount_cents") - F("taken_back_sum")
    for row in payments.filter(allocated_sum__lt=0):
        yield Finding(named(row), should_be(_("On bills"), 0, row.allocated_cents))
    for row in payments.annotate(used=used).filter(used__gt=held):
        most = row.amount_cents - row.taken_back_cents
        yield Finding(named(row), should_be(_("On bills"), most, row.used))
    wrong = Q(taken_back_sum__lt=0) | Q(taken_back_sum__gt=F("amount_cents"))
    for row in payments.filter(wrong):
        most = min(max(0, row.taken_back_cents), row.amount_cents)
        yield Finding(
            named(row), should_be(_("Given back"), most, row.taken_back_cents)
        )


@check
def money_on_a_bill() -> Iterator[Finding]:
    """Between nothing and what it asks, and of each payment nothing below nothing."""
    bills = Bill.objects.with_state()
    wrong = Q(paid_sum__lt=0) | Q(paid_sum__gt=F("amount_cents"))
    for bill in bills.filter(wrong):
        most = min(max(0, bill.paid_cents), bill.amount_cents)
        yield Finding(_named_bill(bill), should_be(_("Paid"), most, bill.paid_cents))
    pairs = Allocation.objects.order_by().values("payment", "bill")
    for pair in pairs.annotate(total=Sum("amount_cents")).filter(total__lt=0):
        bill = Bill.objects.get(pk=pair["bill"])
        words = should_be(_("Paid by payment %s") % pair["payment"], 0, pair["total"])
        yield Finding(_named_bill(bill), words)


def _named_bill(bill: Bill) -> str:
    """Without the payer: findings are mailed and printed."""
    return f"{bill._meta.label} {bill.pk} ({bill.reference})"


@check
def money_beside_its_bill() -> Iterator[Finding]:
    """What was paid for a bill does not lie beside it while it is open."""
    waiting = Payment.objects.unmatched().filter(
        mismatch="", attempt__bill__withdrawn_at=None
    )
    by_hand = waiting.filter(allocations__undoes__isnull=False)  # taken off it
    waiting = waiting.exclude(pk__in=by_hand.order_by().values("pk"))
    for row in waiting.select_related("attempt__bill"):
        bill = row.attempt.bill if row.attempt else None
        if bill is not None and bill.open_cents:
            lies = min(row.rest_cents, bill.open_cents)
            words = _("%(sum)s of it belong on the bill %(reference)s, which is open.")
            names = {"sum": euros(lies), "reference": bill.reference}
            yield Finding(named(row), words % names)


@check
def money_that_came_back() -> Iterator[Finding]:
    """What comes back had gone: a failed refund has its refund, a won dispute its
    dispute, and of no more than that."""
    back = {
        TakenBack.Kind.REFUND_FAILED: TakenBack.Kind.REFUND,
        TakenBack.Kind.DISPUTE_WON: TakenBack.Kind.DISPUTE,
    }
    for came, went in back.items():
        rows = TakenBack.objects.filter(kind=came).values("payment")
        gone = TakenBack.objects.filter(kind=went, payment=OuterRef("payment"))
        total = gone.order_by().values("payment").annotate(s=Sum("amount_cents"))
        sums = rows.order_by("payment").annotate(
            came=-Sum("amount_cents"), gone=Coalesce(Subquery(total.values("s")), 0)
        )
        for row in sums.filter(came__gt=F("gone")):
            name = f"{Payment._meta.label} {row['payment']}"
            yield Finding(name, should_be(str(came.label), row["gone"], row["came"]))


@check
def attempts_that_were_paid() -> Iterator[Finding]:
    """An attempt that ended as paid has a payment."""
    paid = PaymentAttempt.objects.filter(ended_as=PaymentAttempt.End.PAID)
    for attempt in paid.filter(payments=None):
        yield Finding(named(attempt), _("It was paid, and there is no payment of it."))


# --- receipts -------------------------------------------------------------------------


@check
def numbers_of_receipts() -> Iterator[Finding]:
    """1, 2, 3 … without a gap in each year, up to where the counter stands."""
    for series in ReceiptSeries.objects.order_by("name").annotate(
        count=Count("receipts"),
        first=Coalesce(Min("receipts__number"), 1),
        last=Coalesce(Max("receipts__number"), 0),
    ):
        counted: Any = series
        if counted.first == 1 and counted.count == counted.last == series.last_number:
            continue
        missing = _missing(series)
        words = _("%(last)d numbers were given, %(count)d receipts are there.")
        names = {"last": series.last_number, "count": counted.count}
        name = f"{series._meta.label} {series.name}"
        yield Finding(name, f"{words % names} {missing}".strip())


def _missing(series: ReceiptSeries) -> str:
    have = set(series.receipts.values_list("number", flat=True))
    gone = [each for each in range(1, series.last_number + 1) if each not in have]
    if not gone:
        return ""
    return _("Missing: %s.") % ", ".join(str(each) for each in gone[:10])


@check
def what_receipts_of_payments_say() -> Iterator[Finding]:
    """The payment's sum, or what of it was put on their bill when it came."""
    on_bill = Allocation.objects.filter(
        payment=OuterRef("payment"), bill=OuterRef("bill"), cause=None
    )
    total = on_bill.order_by().values("bill").annotate(s=Sum("amount_cents"))
    receipts = Receipt.objects.exclude(payment=None).exclude(
        amount_cents=F("payment__amount_cents")
    )
    wrong = receipts.annotate(put=Coalesce(Subquery(total.values("s")), 0)).exclude(
        amount_cents=F("put")
    )
    for row in wrong.select_related("series", "payment"):
        wanted = row.payment.amount_cents if row.payment else 0
        yield Finding(named(row), should_be(_("Its sum"), wanted, row.amount_cents))


@check
def what_receipts_of_refunds_say() -> Iterator[Finding]:
    receipts = Receipt.objects.exclude(refund=None).exclude(
        amount_cents=F("refund__amount_cents")
    )
    for row in receipts.select_related("series", "refund"):
        wanted = row.refund.amount_cents if row.refund else 0
        yield Finding(named(row), should_be(_("Its sum"), wanted, row.amount_cents))


@check
def payments_without_receipt() -> Iterator[Finding]:
    """Whatever was put on a bill when it came has a receipt."""
    at_once = Allocation.objects.filter(
        cause=None, created_at=F("payment__recorded_at"), payment__receipts=None
    )
    rows = Payment.objects.filter(mismatch="")
    for row in rows.filter(pk__in=at_once.values("payment")):
        yield Finding(named(row), _("There is no receipt of it."))


# --- the bank -------------------------------------------------------------------------


@check
def lines_of_the_bank() -> Iterator[Finding]:
    """A line is never counted twice: what is made of it is at most the line."""
    lines: Any = BankLine.objects.annotate(
        paid=_sum(Payment.objects.filter(bank_line=OuterRef("pk")), "bank_line"),
        back=_sum(TakenBack.objects.filter(bank_line=OuterRef("pk")), "bank_line"),
        put=_sum(
            LineEntry.objects.filter(line=OuterRef("pk"), line__payment=None), "line"
        ),
    ).annotate(made=F("paid") - F("back") + F("put"))
    wrong = (
        Q(amount_cents__gt=0, made__gt=F("amount_cents"))
        | Q(amount_cents__gt=0, made__lt=0)
        | Q(amount_cents__lt=0, made__lt=F("amount_cents"))
        | Q(amount_cents__lt=0, made__gt=0)
    )
    for line in lines.filter(wrong):
        words = should_be(_("Made of it"), line.amount_cents, line.made)
        yield Finding(named(line), words)
    for row in Payment.objects.exclude(bank_line=None).exclude(
        amount_cents=F("bank_line__amount_cents")
    ):
        wanted = row.bank_line.amount_cents if row.bank_line else 0
        yield Finding(named(row), should_be(_("Its sum"), wanted, row.amount_cents))


@check
def payments_that_no_bank_told_of() -> Iterator[Finding]:
    for row in Payment.objects.filter(provider=Provider.BANK, bank_line=None):
        yield Finding(named(row), _("No line of the bank tells of it."))


@check
def parts_of_lumps() -> Iterator[Finding]:
    """The single payments of a lump are together the lump."""
    lumps = BankLine.objects.filter(parts__isnull=False)
    sums: Any = lumps.annotate(told=Sum("parts__amount_cents"))
    for lump in sums.exclude(told=F("amount_cents")):
        words = should_be(_("Its parts"), lump.amount_cents, lump.told)
        yield Finding(named(lump), words)


@check
def statements_of_the_bank() -> Iterator[Finding]:
    """What was there before, the lines, and what was there after; statement by
    statement, without a hole between them."""
    own = BankLine.objects.filter(statement=OuterRef("pk"), part_of=None)
    statements = BankStatement.objects.annotate(moved=_sum(own, "statement"))
    last: dict[str, BankStatement] = {}
    for row in statements.order_by("account", "ends_on", "starts_on", "pk"):
        wanted = row.closing_cents - row.opening_cents
        if row.moved != wanted:
            yield Finding(named(row), should_be(_("Its lines"), wanted, row.moved))
        before = last.get(row.account)
        if before is not None and before.closing_cents != row.opening_cents:
            words = should_be(
                _("Balance before"), before.closing_cents, row.opening_cents
            )
            yield Finding(named(row), words)
        last[row.account] = row


@check
def balances_of_who_keeps_it() -> Iterator[Finding]:
    """Bank and Stripe hold what the books say."""
    for one in holdings(Books.current()):
        if not one.is_right:
            words = should_be(str(one.title), one.theirs_cents or 0, one.books_cents)
            yield Finding(one.key, words)


def _sum(rows: QuerySet[Any], by: str) -> Coalesce:
    sums = rows.order_by().values(by).annotate(total=Sum("amount_cents"))
    return Coalesce(Subquery(sums.values("total")), 0)


# --- the books ------------------------------------------------------------------------


@check
def balances_of_the_books() -> Iterator[Finding]:
    """The journal's balances are what the rows add up to when asked another way."""
    books = Books.current()
    today = timezone.localdate()
    held = journal.balances(books, until=today.replace(year=today.year + 1))
    numbers = dict(Account.objects.exclude(role=None).values_list("role", "number"))
    for role, wanted in _wanted(books):
        found = held[numbers[role]]
        if found != wanted:
            name = f"{Account._meta.label} {numbers[role]}"
            yield Finding(name, should_be(_("Balance"), wanted, found))


def _wanted(books: Books) -> Iterator[tuple[str, int]]:
    was = books.settings
    if books.livemode == is_live():
        yield Role.STRIPE, was.opening_stripe_cents + clearing.our_cents()
    lines = BankLine.objects.leaves().aggregate(sum=Sum("amount_cents", default=0))
    yield Role.BANK, was.opening_bank_cents + lines["sum"]
    payments: Any = Payment.objects.with_state().filter(of_books(books), mismatch="")
    left = F("amount_cents") - F("taken_back_sum") - F("allocated_sum")
    rest = payments.aggregate(sum=Sum(left - F("booked_sum"), default=0))
    yield Role.MEMBER_CREDIT, -rest["sum"]
    if not books.is_cash:
        yield Role.RECEIVABLE, _still_asked(books)


def _still_asked(books: Books) -> int:
    standing = Bill.objects.filter(withdrawn_at=None)
    put = Allocation.objects.filter(of_books(books, "payment__"))
    asked = standing.aggregate(sum=Sum("amount_cents", default=0))["sum"]
    paid = put.filter(bill__withdrawn_at=None).aggregate(
        sum=Sum("amount_cents", default=0)
    )["sum"]
    return int(asked - paid)


@check
def closed_years() -> Iterator[Finding]:
    """Each closed year is still, posting by posting, what it was when it was closed."""
    books = Books.current()
    for closed in ClosedYear.objects.in_force():
        year = FinancialYear(closed.starts_on, closed.ends_on)
        sums = add_up(books.as_closed(closed), year)
        if sums.digest == closed.digest:
            continue
        name = f"{closed._meta.label} {year.name}"
        yield Finding(name, _("It is no longer what it was when it was closed."))
        for number, was in closed.totals.items():
            now = sums.totals.get(number, [0, 0])
            if now != was:
                account = f"{name}, {number}"
                words = should_be(_("Balance"), was[0] - was[1], now[0] - now[1])
                yield Finding(account, words)
