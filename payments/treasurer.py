"""The treasurer's page: is every euro accounted for, and if not, what is to be done.

Each `Matter` is something that should be nothing: how much of it there is, since when,
and the one place where it is dealt with. The page is green when all of them are zero.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Min, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.bank import lines
from payments.models import (
    BooksDifference,
    Dispute,
    Payment,
    PaymentAttempt,
    Repayment,
    StripeEvent,
)


@dataclass(frozen=True)
class State:
    """`cents` is None where no sum is meant; `since` is the oldest."""

    count: int
    cents: int | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Matter:
    """`look(at)` asks the database once. `url` is shown to holders of `permission`."""

    key: str
    title: str | Promise
    todo: str | Promise
    look: Callable[[datetime], State]
    url: Callable[[], str]
    permission: str = "payments.view_payment"


@dataclass(frozen=True)
class Waiting:
    """A matter as it stands at a moment."""

    matter: Matter
    state: State
    days: int

    @property
    def url(self) -> str:
        return self.matter.url()

    @property
    def is_right(self) -> bool:
        return self.state.count == 0


_matters: dict[str, Matter] = {}


def register(matter: Matter) -> None:
    _matters[matter.key] = matter


def look_at_all(at: datetime) -> list[Waiting]:
    """All matters: those that wait first, the longest waiting at the top."""
    found = [_look(matter, at) for matter in _matters.values()]
    return sorted(found, key=lambda each: (each.is_right, -each.days))


def _look(matter: Matter, at: datetime) -> Waiting:
    state = matter.look(at)
    days = (at - state.since).days if state.since and state.count else 0
    return Waiting(matter, state, max(0, days))


# --- those of this room ---------------------------------------------------------------


def unmatched(_at: datetime) -> State:
    return _rests(~Q(mismatch=""))


def credits_of_payers(_at: datetime) -> State:
    """What is to be paid back has been decided: it waits as a repayment."""
    decided = Repayment.objects.waiting().order_by().values("payment")
    return _rests(Q(mismatch="") & ~Q(pk__in=decided))


def _rests(which: Q) -> State:
    rows = Payment.objects.unmatched().order_by().filter(which)
    found = rows.aggregate(
        count=Count("pk"), cents=Sum("rest", default=0), since=Min("paid_at")
    )
    return State(found["count"], found["cents"], found["since"])


def failed_events(_at: datetime) -> State:
    found = (
        StripeEvent.objects.failed()
        .order_by()
        .aggregate(count=Count("pk"), since=Min("received_at"))
    )
    return State(found["count"], None, found["since"])


def open_attempts(at: datetime) -> State:
    found = (
        PaymentAttempt.objects.left_open(at)
        .order_by()
        .aggregate(
            count=Count("pk"),
            cents=Sum("amount_cents", default=0),
            since=Min("created_at"),
        )
    )
    return State(found["count"], found["cents"], found["since"])


def disputes(_at: datetime) -> State:
    found = (
        Dispute.objects.open()
        .order_by()
        .aggregate(
            count=Count("pk"),
            cents=Sum("amount_cents", default=0),
            since=Min("opened_at"),
        )
    )
    return State(found["count"], found["cents"], found["since"])


def repayments(_at: datetime) -> State:
    found = (
        Repayment.objects.waiting()
        .order_by()
        .aggregate(
            count=Count("pk"),
            cents=Sum("amount_cents", default=0),
            since=Min("asked_at"),
        )
    )
    return State(found["count"], found["cents"], found["since"])


def unexplained_lines(_at: datetime) -> State:
    """Lines of the bank that are no payment, nothing given back and on no account."""
    rows = lines.waiting()
    found = rows.order_by().aggregate(
        count=Count("pk"),
        cents=Sum("amount_cents", default=0),
        since=Min("booked_on"),
    )
    return State(found["count"], found["cents"], _morning(found["since"]))


def _morning(day: date | None) -> datetime | None:
    """When a day began here: what the bank tells has a day and no hour."""
    if day is None:
        return None
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def differences(_at: datetime) -> State:
    found = (
        BooksDifference.objects.open()
        .order_by()
        .aggregate(count=Count("pk"), since=Min("found_at"))
    )
    return State(found["count"], None, found["since"])


def register_all() -> None:
    unmatched_list = "payments_unmatched:index"
    for matter in (
        Matter(
            key="differences",
            title=_("Differences that the nightly proof found"),
            todo=_("See which rows"),
            look=differences,
            url=lambda: reverse("treasurer:index") + "#differences",
            permission="payments.view_books",
        ),
        Matter(
            key="unmatched",
            title=_("Money that nobody knows what it is for"),
            todo=_("Put it where it belongs"),
            look=unmatched,
            url=lambda: reverse(unmatched_list) + "?why=unknown",
        ),
        Matter(
            key="credits",
            title=_("Paid too much: to give back or to keep for the next bill"),
            todo=_("Decide of each"),
            look=credits_of_payers,
            url=lambda: reverse(unmatched_list) + "?why=credit",
        ),
        Matter(
            key="lines",
            title=_("Lines of the bank that nobody has explained"),
            todo=_("Say what each is"),
            look=unexplained_lines,
            url=lambda: reverse("bank_lines:index") + "?state=waiting",
            permission="payments.view_bankline",
        ),
        Matter(
            key="repayments",
            title=_("Money to be paid back from the bank"),
            todo=_("Pay each in the bank"),
            look=repayments,
            url=lambda: reverse("bank_repayments:index") + "?state=waiting",
            permission="payments.view_repayment",
        ),
        Matter(
            key="disputes",
            title=_("Payers who have asked their bank for the money back"),
            todo=_("Answer at Stripe in time"),
            look=disputes,
            url=lambda: reverse("payments_disputes:index"),
            permission="payments.view_dispute",
        ),
        Matter(
            key="events",
            title=_("Events of Stripe that failed here"),
            todo=_("See what failed"),
            look=failed_events,
            url=lambda: reverse("stripe_events:index") + "?state=failed",
            permission="payments.view_stripeevent",
        ),
        Matter(
            key="attempts",
            title=_("Payments begun over ten minutes ago and still open"),
            todo=_("See whose"),
            look=open_attempts,
            url=lambda: reverse("payments_bills:index") + "?state=begun",
            permission="payments.view_bill",
        ),
    ):
        register(matter)
