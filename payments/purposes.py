"""What bills are for: whoever asks for a bill says here how it is called and wants
to hear when it has been covered or is open again.

`payments` knows no dues and no fees of events; their apps register in
`AppConfig.ready()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from payments.models.bill import Bill

type Words = Callable[["Bill"], str]
type Spared = Callable[[Iterable["Bill"], date], set[int]]
type Heard = Callable[["Bill", datetime], None]


def _no_words(_bill: "Bill") -> str:
    return ""


def _nothing(_bill: "Bill", _at: datetime) -> None:
    pass


def _nobody(_bills: Iterable["Bill"], _on: date) -> set[int]:
    return set()


@dataclass(frozen=True)
class Purpose:
    """A kind of bill. `title` and `note` answer in the language that is active.

    `covered` and `reopened` are called inside the transaction that records the money:
    what they write is saved with it or not at all. They ask no network.
    `income_role` is the role of the account its income belongs to (Account.Role).

    `is_reminded` says whether payers are reminded of what is open; `spared` answers of
    some open bills the keys of those whose payer is left alone on that day.
    """

    key: str
    title: Words
    covered: Heard = _nothing
    reopened: Heard = _nothing
    note: Words = _no_words
    name: str | Promise = ""
    income_role: str = "other_income"
    is_reminded: bool = False
    spared: Spared = _nobody


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    _purposes[purpose.key] = purpose


def find(key: str) -> Purpose:
    """The purpose of that key; LookupError when no app has registered it."""
    try:
        return _purposes[key]
    except KeyError:
        raise LookupError(f"No app has registered the purpose {key!r}.") from None


def names() -> list[tuple[str, str]]:
    """Keys with the names that the admin shows."""
    return [(key, str(each.name or key)) for key, each in sorted(_purposes.items())]


def reminded() -> list[Purpose]:
    """Those whose payers are reminded."""
    return [each for each in _purposes.values() if each.is_reminded]


def title(bill: "Bill") -> str:
    known = _purposes.get(bill.purpose)
    return known.title(bill) if known else bill.purpose


def note(bill: "Bill") -> str:
    known = _purposes.get(bill.purpose)
    return known.note(bill) if known else ""


def income_roles() -> dict[str, str]:
    """The role of the income account of each purpose that an app has registered."""
    return {key: each.income_role for key, each in _purposes.items()}
