"""What a bank's file tells, whatever its kind: plain facts, nothing of the database."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

# More than this is no line of a small association, but a sum read wrongly.
LARGEST_CENTS = 2_000_000_000


class BankFileError(Exception):
    """A file of which nothing is taken in. The message is shown to the treasurer."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)


@dataclass(frozen=True)
class Remittance:
    """One thing a payment is for: its reference, and cents where they are told."""

    reference: str
    cents: int | None = None


@dataclass(frozen=True)
class DetailFacts:
    """One payment within an entry. Cents have a sign: minus leaves the account."""

    amount_cents: int
    archive_id: str = ""
    counterparty: str = ""
    counterparty_iban: str = ""
    remittances: tuple[Remittance, ...] = ()
    message: str = ""
    instructed: str = ""
    ids: tuple[str, ...] = ()
    raw: str = ""

    @property
    def tells_something(self) -> bool:
        """Who paid or what for; a lump of many payments says neither."""
        return bool(self.counterparty or self.remittances or self.message)


@dataclass(frozen=True)
class EntryFacts:
    """One booked entry of an account, with the payments that it is the sum of."""

    archive_id: str
    amount_cents: int
    booked_on: date
    valued_on: date | None = None
    is_reversal: bool = False
    description: str = ""
    details: tuple[DetailFacts, ...] = ()
    raw: str = ""


@dataclass(frozen=True)
class LeftOut:
    """An entry that is not booked money: its sum and the bank's word for its state."""

    amount: str
    state: str
    words: str = ""


@dataclass(frozen=True)
class StatementFacts:
    """The head of a statement. Balances are told by camt.053 alone."""

    account: str
    number: str
    starts_on: date | None = None
    ends_on: date | None = None
    opening_cents: int | None = None
    closing_cents: int | None = None
