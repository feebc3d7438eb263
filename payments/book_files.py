"""The books as files: the journal, and the general ledger by account.

CSV as a Finnish spreadsheet opens it by itself: semicolons, a decimal comma, UTF-8 that
says so at its beginning. What somebody wrote is no formula (accounts/exporting.py).
Names of people are in none of it: a row leads to them for whoever may see it.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.exporting import as_text
from association.formats import date_only
from payments import journal
from payments.books import Books, FinancialYear
from payments.journal import Posting
from payments.models import Account


def euros_in_cell(cents: int) -> str:
    """`1234,50`: a number that a spreadsheet reckons with."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole},{rest:02}"


def journal_rows(books: Books, year: FinancialYear) -> Iterator[list[Any]]:
    """A heading, a row for each posting, and the sum."""
    names = _names()
    yield [
        _("Voucher"), _("Date"), _("Event"), _("What"), _("Debit"), _("Debit account"),
        _("Credit"), _("Credit account"), _("Euros"), _("Row"),
    ]  # fmt: skip
    total = 0
    for it in journal.postings(books, year):
        total += it.cents
        yield [
            it.voucher, date_only(it.on, language="fi"), it.kind.label,
            as_text(it.label), it.debit, names[it.debit], it.credit, names[it.credit],
            euros_in_cell(it.cents), it.row,
        ]  # fmt: skip
    yield ["", "", _("Together"), "", "", "", "", "", euros_in_cell(total), ""]


def ledger_rows(books: Books, year: FinancialYear) -> Iterator[list[Any]]:
    """Account after account: what it held, each posting, what it holds.

    The journal is read once for each account that has something on it, so that memory
    does not grow with the year.
    """
    yield [
        _("Account"), _("Name"), _("Date"), _("Voucher"), _("Event"), _("What"),
        _("Other account"), _("Debit"), _("Credit"), _("Balance"),
    ]  # fmt: skip
    moved = journal.turnovers(books, year.first, year.last)
    used = {number for pair in moved for number in pair}
    before = balances_before(books, year)
    for account in Account.objects.order_by("number"):
        opening = 0 if account.is_result else before[account.number]
        if account.number in used or opening:
            yield from _account_rows(books, year, account, opening)


def _account_rows(
    books: Books, year: FinancialYear, account: Account, opening: int
) -> Iterator[list[Any]]:
    own = [account.number, as_text(account.name)]
    held = opening
    if not account.is_result:
        yield [*own, date_only(year.first, language="fi"), "", _("Opening balance"), "",
               "", "", "", euros_in_cell(held)]  # fmt: skip
    for it in of_account(books, year, account):
        is_debit = it.debit == account.number
        held += it.cents if is_debit else -it.cents
        cell = euros_in_cell(it.cents)
        yield [
            *own, date_only(it.on, language="fi"), it.voucher, it.kind.label,
            as_text(it.label), it.credit if is_debit else it.debit,
            cell if is_debit else "", "" if is_debit else cell, euros_in_cell(held),
        ]  # fmt: skip


def of_account(
    books: Books, year: FinancialYear, account: Account
) -> Iterator[Posting]:
    number = account.number
    for posting in journal.postings(books, year):
        if number in {posting.debit, posting.credit}:
            yield posting


def balances_before(books: Books, year: FinancialYear) -> journal.Balances:
    """What the accounts held in the morning of the first day."""
    return journal.balances(books, until=year.first - timedelta(days=1))


def _names() -> dict[int, str]:
    return {one.number: str(as_text(one.name)) for one in Account.objects.all()}
