"""Where the money is: by the books, and by those who keep it for us."""

from dataclasses import dataclass

from django.db.models import Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import TimedRun
from association import formats
from payments import clearing
from payments.books import Books
from payments.models import BankLine, BankStatement, StripeMovement
from payments.stripe_client import is_live


@dataclass(frozen=True)
class Holding:
    """`books_cents` by our rows; `theirs_cents` as told by who keeps it, None when they
    have told nothing yet. Where the two differ, `todo` at `url` is what to do."""

    key: str
    title: str | Promise
    books_cents: int
    theirs_cents: int | None
    told_by: str | Promise
    told_on: str
    todo: str | Promise
    url: str

    @property
    def difference_cents(self) -> int:
        return 0 if self.theirs_cents is None else self.books_cents - self.theirs_cents

    @property
    def is_right(self) -> bool:
        return self.difference_cents == 0


def holdings(books: Books) -> list[Holding]:
    """Bank and Stripe, asked in sums: `verify_books` proves that the journal says the
    same."""
    return [bank(books), stripe(books)]


def stripe(books: Books) -> Holding:
    """Our payments less refunds, fees and payouts, beside Stripe's own movements."""
    run = TimedRun.objects.filter(name="reconcile-stripe").first()
    began = books.settings.opening_stripe_cents
    moved = StripeMovement.objects.filter(livemode=is_live(), currency="eur")
    theirs = moved.aggregate(sum=Sum("net_cents"))["sum"]
    return Holding(
        key="stripe",
        title=_("At Stripe"),
        books_cents=began + clearing.our_cents(),
        theirs_cents=None if theirs is None else began + theirs,
        told_by=_("By Stripe's own account"),
        told_on=formats.moment(run.ran_at) if run else "",
        todo=_("See what Stripe has told"),
        url=reverse("stripe_events:index"),
    )


def bank(books: Books) -> Holding:
    """What was there at first and all lines since, beside the last statement. Lines
    that are younger than it are left out."""
    last = BankStatement.objects.order_by("-ends_on", "-pk").first()
    lines = BankLine.objects.leaves()
    if last is not None:
        lines = lines.filter(booked_on__lte=last.ends_on)
    began = books.settings.opening_bank_cents
    return Holding(
        key="bank",
        title=_("In the bank"),
        books_cents=began + lines.aggregate(sum=Sum("amount_cents", default=0))["sum"],
        theirs_cents=last.closing_cents if last else None,
        told_by=_("By the last statement"),
        told_on=formats.date_only(last.ends_on) if last else "",
        todo=_("Is a statement missing, or the opening balance?"),
        url=reverse("books:index"),
    )
