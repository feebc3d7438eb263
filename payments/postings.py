"""What each money row is in the books: which account gets it and which gives it.

The rules of double entry of an association (Accounting Act 2:2, Associations Act
37 a §). When income is written down as billed (accrual), a bill makes a claim and
income, and a payment ends the claim; when as paid (cash), a bill is nothing yet, and a
payment is income. Money that is on no bill waits on an account of its own, so nothing
that came in is left out.

Each rule is a `Source`: a query and what its rows mean. The journal reads a source row
by row, totals let the database add it up; so the two cannot differ in what they mean.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerChoices,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from payments import purposes
from payments.books import Books
from payments.models import (
    Account,
    Allocation,
    BankLine,
    Bill,
    Fee,
    LineEntry,
    Payment,
    Payout,
    PayoutStep,
    Provider,
    StripeMovement,
    TakenBack,
)
from payments.models.payout import CAME_BACK

Role = Account.Role

# An account, by its role or by its number.
type Side = str | int
type Sides = tuple[Side, Side]

CURRENCY = "eur"

# Money of another kind is kept as a row, but is not ours to count.
NOT_MONEY = (Payment.Mismatch.CURRENCY, Payment.Mismatch.MODE)


class Kind(IntegerChoices):
    """What happened; on one moment in this order."""

    OPENING = 0, _("Opening balance")
    BILL = 1, _("Bill")
    WITHDRAWAL = 2, _("Bill withdrawn")
    PAYMENT = 3, _("Payment")
    ALLOCATION = 4, _("Payment put on a bill")
    TAKEN_BACK = 5, _("Money given back")
    FEE = 6, _("Fee of Stripe")
    PAYOUT = 7, _("Payout of Stripe")
    PAYOUT_BACK = 8, _("Payout that came back")
    MOVEMENT = 9, _("Other movement at Stripe")
    LINE = 10, _("Bank")


@dataclass(frozen=True)
class Source:
    """`rows` have `happened`, `recorded`, `voucher` (the row of the event, whose
    postings share a number), `cents` and `label`; `sides(*facts)` answers which account
    is debited and which credited, the other way round where cents are below zero."""

    kind: Kind
    rows: QuerySet[Any]
    facts: tuple[str, ...]
    sides: Callable[..., Sides]

    @property
    def model(self) -> str:
        return str(self.rows.model._meta.label)


def sources(books: Books) -> Iterator[Source]:
    """Every rule that holds for books kept in this way."""
    if not books.is_cash:
        yield _bills()
        yield _withdrawals(books)
    yield _payments(books)
    yield _put_on_bills_at_once(books)
    yield _put_on_bills_later(books)
    yield _taken_back(books)
    yield _taken_off_bills(books)
    yield _fees(books)
    yield _payouts(books)
    yield _payouts_back(books)
    yield _other_movements(books)
    yield _lines(books)
    yield _entries(books)


def income_of(purpose: str) -> str:
    return purposes.income_roles().get(purpose, Role.OTHER_INCOME)


def _bills() -> Source:
    return Source(
        Kind.BILL,
        Bill.objects.annotate(
            happened=F("created_at"),
            recorded=F("created_at"),
            voucher=F("pk"),
            cents=F("amount_cents"),
            label=F("reference"),
        ),
        ("purpose",),
        lambda purpose: (Role.RECEIVABLE, income_of(purpose)),
    )


def _withdrawals(books: Books) -> Source:
    """What was still open is no income; or it is lost, if that year is another."""
    paid = _sum(
        Allocation.objects.filter(
            bill=OuterRef("pk"), created_at__lte=OuterRef("withdrawn_at")
        ),
        by="bill",
    )
    return Source(
        Kind.WITHDRAWAL,
        Bill.objects.filter(withdrawn_at__isnull=False).annotate(
            happened=F("withdrawn_at"),
            recorded=F("withdrawn_at"),
            voucher=F("pk"),
            cents=F("amount_cents") - paid,
            label=F("reference"),
            is_lost=books.other_year("created_at", "withdrawn_at"),
        ),
        ("purpose", "is_lost"),
        lambda purpose, is_lost: (_given_up(purpose, is_lost), Role.RECEIVABLE),
    )


def _given_up(purpose: str, is_lost: bool) -> str:  # noqa: FBT001 - a fact of the row
    return Role.LOST_DUES if is_lost else income_of(purpose)


# --- payments -------------------------------------------------------------------------


def of_books(books: Books, payment: str = "") -> Q:
    """Euros, and of Stripe's money only real money, where there is some."""
    not_money = Q(**{f"{payment}mismatch__in": NOT_MONEY})
    in_mode = Q(**{f"{payment}livemode": books.livemode})
    return (Q(**{f"{payment}provider": Provider.BANK}) | in_mode) & ~not_money


def _flag(when: Q) -> Any:
    return Case(When(when, then=True), default=False, output_field=BooleanField())


def _from(place: str, is_late: bool) -> str:  # noqa: FBT001 - a fact of the row
    """Where money of the bank or Stripe is. A bank line that was explained when its
    year had been closed already lies there on the account of what is not known."""
    if is_late and place == Provider.BANK:
        return Role.UNIDENTIFIED
    return Role.BANK if place == Provider.BANK else Role.STRIPE


def _payments(books: Books) -> Source:
    """What of the money was put on no bill when it came."""
    at_once = Allocation.objects.filter(
        payment=OuterRef("pk"),
        cause=None,
        amount_cents__gt=0,
        created_at=OuterRef("recorded_at"),
        bill__created_at__lte=OuterRef("paid_at"),
    )
    return Source(
        Kind.PAYMENT,
        Payment.objects.filter(of_books(books)).annotate(
            happened=F("paid_at"),
            recorded=F("recorded_at"),
            voucher=F("pk"),
            cents=F("amount_cents") - _sum(at_once, by="payment"),
            label=F("provider_id"),
            is_late=_flag(books.late("paid_at", "recorded_at")),
        ),
        ("provider", "is_late", "mismatch"),
        lambda place, is_late, mismatch: (_from(place, is_late), _waits_on(mismatch)),
    )


def _waits_on(mismatch: str) -> str:
    return Role.UNIDENTIFIED if mismatch else Role.MEMBER_CREDIT


# Put on its bill in the transaction that recorded the payment: one voucher.
AT_ONCE = Q(
    cause=None,
    amount_cents__gt=0,
    created_at=F("payment__recorded_at"),
    bill__created_at__lte=F("payment__paid_at"),
)


def _allocations(books: Books) -> QuerySet[Allocation]:
    """With what their bill says of them: a claim, income, or given up already."""
    return Allocation.objects.filter(of_books(books, "payment__")).annotate(
        cents=F("amount_cents"),
        is_claim=Case(
            When(bill__withdrawn_at__lt=F("created_at"), then=False),
            default=not books.is_cash,
            output_field=BooleanField(),
        ),
        is_lost=_is_lost(books),
    )


def _is_lost(books: Books) -> Any:
    if books.is_cash:
        return Value(False, output_field=BooleanField())  # noqa: FBT003
    return books.other_year("bill__created_at", "bill__withdrawn_at")


OF_BILL = ("bill__purpose", "is_claim", "is_lost")


def _for_bill(purpose: str, is_claim: bool, is_lost: bool) -> str:  # noqa: FBT001
    return Role.RECEIVABLE if is_claim else _given_up(purpose, is_lost)


def _put_on_bills_at_once(books: Books) -> Source:
    return Source(
        Kind.PAYMENT,
        _allocations(books)
        .filter(AT_ONCE)
        .annotate(
            happened=F("payment__paid_at"),
            recorded=F("payment__recorded_at"),
            voucher=F("payment"),
            label=F("payment__provider_id"),
            is_late=_flag(books.late("payment__paid_at", "payment__recorded_at")),
        ),
        ("payment__provider", "is_late", *OF_BILL),
        lambda place, is_late, *bill: (_from(place, is_late), _for_bill(*bill)),
    )


def _put_on_bills_later(books: Books) -> Source:
    """From what waited, or back to there. It counts from when there were both money
    and bill, so that the treasurer's sorting in January is of the year it is about."""
    since: Any = Greatest("payment__paid_at", "bill__created_at")
    return Source(
        Kind.ALLOCATION,
        _allocations(books)
        .filter(~AT_ONCE, cause=None)
        .annotate(
            happened=F("payment__paid_at") if books.is_cash else since,
            recorded=F("created_at"),
            voucher=F("pk"),
            label=F("bill__reference"),
        ),
        ("payment__mismatch", *OF_BILL),
        lambda mismatch, *bill: (_waits_on(mismatch), _for_bill(*bill)),
    )


# --- money that leaves again ----------------------------------------------------------


def _left_by(row: str = "") -> Any:
    """Through the bank, if a line of it tells so; else the way the payment came."""
    return Case(
        When(**{f"{row}bank_line__isnull": False}, then=Value(str(Provider.BANK))),
        default=F(f"{row}payment__provider"),
        output_field=CharField(),
    )


def _taken_back(books: Books) -> Source:
    """What of it had been on no bill."""
    off_bills = Allocation.objects.filter(cause=OuterRef("pk"))
    return Source(
        Kind.TAKEN_BACK,
        TakenBack.objects.filter(of_books(books, "payment__")).annotate(
            happened=F("happened_at"),
            recorded=F("recorded_at"),
            voucher=F("pk"),
            cents=F("amount_cents") + _sum(off_bills, by="cause"),
            label=F("provider_id"),
            left_by=_left_by(),
            is_late=_flag(books.late("happened_at", "recorded_at")),
        ),
        ("left_by", "is_late", "payment__mismatch"),
        lambda place, is_late, mismatch: (_waits_on(mismatch), _from(place, is_late)),
    )


def _taken_off_bills(books: Books) -> Source:
    """The rest of it, which opened bills again (or covered them again)."""
    return Source(
        Kind.TAKEN_BACK,
        _allocations(books)
        .filter(cause__isnull=False)
        .annotate(
            happened=F("cause__happened_at"),
            recorded=F("cause__recorded_at"),
            voucher=F("cause"),
            label=F("cause__provider_id"),
            left_by=_left_by("cause__"),
            is_late=_flag(books.late("cause__happened_at", "cause__recorded_at")),
        ),
        ("left_by", "is_late", *OF_BILL),
        lambda place, is_late, *bill: (_from(place, is_late), _for_bill(*bill)),
    )


# --- what lies at Stripe --------------------------------------------------------------


def _fees(books: Books) -> Source:
    moved = StripeMovement.objects.filter(provider_id=OuterRef("provider_id"))
    strange = StripeMovement.objects.exclude(currency=CURRENCY).values("provider_id")
    noted: Any = Coalesce(Subquery(moved.values("recorded_at")[:1]), "happened_at")
    of_ours = Q(payment=None) | of_books(books, "payment__")
    return Source(
        Kind.FEE,
        Fee.objects.filter(of_ours)
        .exclude(provider_id__in=strange)
        .annotate(
            happened=F("happened_at"),
            recorded=noted,
            voucher=F("pk"),
            cents=F("amount_cents"),
            label=F("provider_id"),
        ),
        (),
        lambda: (Role.FEES, Role.STRIPE),
    )


def _payouts(books: Books) -> Source:
    """On its way to the bank, whose line takes it from there."""
    return Source(
        Kind.PAYOUT,
        Payout.objects.filter(livemode=books.livemode, currency=CURRENCY).annotate(
            happened=F("made_at"),
            recorded=F("recorded_at"),
            voucher=F("pk"),
            cents=F("amount_cents"),
            label=F("provider_id"),
        ),
        (),
        lambda: (Role.TRANSIT, Role.STRIPE),
    )


def _payouts_back(books: Books) -> Source:
    """What the bank sent back lies at Stripe again. Cancelled, it may also have failed:
    it comes back once."""
    earlier = PayoutStep.objects.filter(
        payout=OuterRef("payout"), status__in=CAME_BACK, pk__lt=OuterRef("pk")
    )
    return Source(
        Kind.PAYOUT_BACK,
        PayoutStep.objects.filter(
            ~Exists(earlier),
            status__in=CAME_BACK,
            payout__livemode=books.livemode,
            payout__currency=CURRENCY,
        ).annotate(
            happened=F("noted_at"),
            recorded=F("noted_at"),
            voucher=F("payout"),
            cents=F("payout__amount_cents"),
            label=F("payout__provider_id"),
        ),
        (),
        lambda: (Role.STRIPE, Role.TRANSIT),
    )


def _other_movements(books: Books) -> Source:
    """What no other row of ours tells of, and money exchanged on its way."""
    moved = StripeMovement.objects.filter(livemode=books.livemode, currency=CURRENCY)
    exchanged = moved.exclude(payment=None).exclude(payment__currency=CURRENCY)
    strange = Q(pk__in=moved.without_row().order_by().values("pk"))
    return Source(
        Kind.MOVEMENT,
        moved.filter(strange | Q(pk__in=exchanged.order_by().values("pk"))).annotate(
            happened=F("happened_at"),
            recorded=F("recorded_at"),
            voucher=F("pk"),
            cents=F("amount_cents"),
            label=F("provider_id"),
        ),
        (),
        lambda: (Role.STRIPE, Role.UNIDENTIFIED),
    )


# --- what lies in the bank ------------------------------------------------------------


def _lines(books: Books) -> Source:
    """What of a line is not explained by a payment, money given back or an entry.

    A lump whose single payments came when its year had been closed stays in that year
    as it was, and they are taken from there.
    """
    late_part = books.late("booked_on", "file__imported_at", by_day=True)
    parts = BankLine.objects.filter(~late_part, part_of=OuterRef("pk"))
    return Source(
        Kind.LINE,
        BankLine.objects.filter(
            ~Exists(parts), ~(late_part & Q(part_of__isnull=False))
        ).annotate(
            happened=_as_moment("booked_on"),
            recorded=F("file__imported_at"),
            voucher=F("pk"),
            cents=F("amount_cents") - _explained(books),
            label=F("archive_id"),
        ),
        (),
        lambda: (Role.BANK, Role.UNIDENTIFIED),
    )


def _explained(books: Books) -> Any:
    """What of it was explained before its year was closed."""
    payments = Payment.objects.filter(
        ~books.late("paid_at", "recorded_at"), bank_line=OuterRef("pk")
    )
    gone = TakenBack.objects.filter(
        ~books.late("happened_at", "recorded_at"), bank_line=OuterRef("pk")
    )
    entries = LineEntry.objects.filter(
        ~books.late("line__booked_on", "created_at", by_day=True),
        line=OuterRef("pk"),
        line__payment=None,
    )
    return (
        _sum(payments, by="bank_line")
        - _sum(gone, by="bank_line")
        + _sum(entries, by="line")
    )


def _entries(books: Books) -> Source:
    """What a line is by hand or by rule; of a payment's line, from where it waited."""
    is_late = books.late("line__booked_on", "created_at", by_day=True)
    return Source(
        Kind.LINE,
        LineEntry.objects.annotate(
            happened=_as_moment("line__booked_on"),
            recorded=F("created_at"),
            voucher=F("line"),
            cents=F("amount_cents"),
            label=F("line__archive_id"),
            is_late=_flag(is_late),
        ),
        ("line__payment__mismatch", "is_late", "account__number"),
        lambda mismatch, is_late, account: (
            _from(Provider.BANK, is_late) if mismatch is None else _waits_on(mismatch),
            account,
        ),
    )


def _as_moment(day: str) -> Cast:
    """A day of the bank as the moment it begins (UTC: in Helsinki the same day)."""
    return Cast(day, DateTimeField())


def _sum(rows: QuerySet[Any], *, by: str) -> Coalesce:
    """The sum of the rows of one `by`, as a subquery."""
    sums = rows.order_by().values(by).annotate(total=Sum("amount_cents"))
    return Coalesce(Subquery(sums.values("total")), 0)
