"""Closing a financial year, and opening it again."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import history
from accounts.models import User
from association.formats import date_only
from payments import journal
from payments.books import Books, FinancialYear
from payments.journal import Posting
from payments.models import ClosedYear

CLOSED, OPENED = "books.closed", "books.opened"
WORDS = {
    CLOSED: gettext_lazy("Closed the books of a year"),
    OPENED: gettext_lazy("Opened the books of a year again"),
}


class ClosingError(Exception):
    """Why a year cannot be closed or opened. The message is for the treasurer."""


@dataclass
class Sums:
    """What a year comes to: added up posting by posting, with a digest over each."""

    vouchers: int = 0
    postings: int = 0
    cents: int = 0
    debited: Counter[int] = field(default_factory=Counter)
    credited: Counter[int] = field(default_factory=Counter)
    digest: str = ""

    @property
    def totals(self) -> dict[str, list[int]]:
        """By account: debited and credited, as JSON keeps it."""
        numbers = sorted(self.debited.keys() | self.credited.keys())
        return {str(one): [self.debited[one], self.credited[one]] for one in numbers}


def add_up(books: Books, year: FinancialYear) -> Sums:
    sums, digest = Sums(), hashlib.sha256()
    for posting in journal.postings(books, year):
        sums.vouchers = posting.voucher
        sums.postings += 1
        sums.cents += posting.cents
        sums.debited[posting.debit] += posting.cents
        sums.credited[posting.credit] += posting.cents
        digest.update(_line(posting).encode())
    sums.digest = digest.hexdigest()
    return sums


def years(books: Books, *, until: date) -> list[FinancialYear]:
    """The financial years that have something in them, the latest first."""
    first = journal.first_day(books)
    return books.years(min(first, until), until) if first else []


def _line(posting: Posting) -> str:
    """What a digest covers. Never changed: closed years could not be verified."""
    it = posting
    return (
        f"{it.voucher};{it.on.isoformat()};{it.kind.value};{it.debit};{it.credit};"
        f"{it.cents};{it.label};{it.row}\n"
    )


@transaction.atomic
def close_year(year: FinancialYear, *, by: User | None, at: datetime) -> ClosedYear:
    """Write down what the year comes to; from now on it stays so.

    Years are closed in their order, and when they have ended. Closed already is
    answered with what there is.
    """
    known = ClosedYear.objects.in_force().filter(starts_on=year.first).first()
    if known is not None:
        return known
    _refuse_closing(year, at)
    books = Books.current()
    sums = add_up(books, year)
    closed = ClosedYear.objects.create(
        starts_on=year.first,
        ends_on=year.last,
        mode=books.settings.mode,
        vouchers=sums.vouchers,
        postings=sums.postings,
        total_cents=sums.cents,
        totals=sums.totals,
        digest=sums.digest,
        closed_at=at,
        closed_by=by,
    )
    facts = {"year": year.name, "digest": sums.digest}
    history.write(CLOSED, closed, by=by, at=at, facts=facts)
    return closed


def _refuse_closing(year: FinancialYear, at: datetime) -> None:
    if year.ends_at > at:
        sentence = _("The year ends on %(day)s. It can be closed after that.")
        raise ClosingError(sentence % {"day": date_only(year.last)})
    for earlier in reversed(years(Books.current(), until=year.last)):
        closed = ClosedYear.objects.in_force().filter(starts_on=earlier.first)
        if earlier != year and not closed.exists():
            sentence = _("Close %(year)s first: its result is carried over.")
            raise ClosingError(sentence % {"year": earlier.name})


@transaction.atomic
def open_again(
    closed: ClosedYear, *, why: str, by: User | None, at: datetime
) -> ClosedYear:
    """Let the year change again, and keep who did so and why. The last one only: what
    has been carried over into a closed year stays."""
    closed = ClosedYear.objects.select_for_update().get(pk=closed.pk)
    if closed.opened_at is not None:
        return closed
    later = ClosedYear.objects.in_force().filter(starts_on__gt=closed.starts_on)
    if later.exists():
        raise ClosingError(_("A later year is closed already. Open that one first."))
    if not why.strip():
        raise ClosingError(_("Write why the year is opened again."))
    closed.opened_at, closed.opened_by, closed.opened_why = at, by, why.strip()
    closed.save(update_fields=["opened_at", "opened_by", "opened_why"])
    facts = {"digest": closed.digest}
    personal = {"why": closed.opened_why}
    history.write(OPENED, closed, by=by, at=at, facts=facts, personal=personal)
    return closed
