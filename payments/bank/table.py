"""Reading a bank's table (CSV). Which column is which is told once for each bank.

Known from the start are OP's headings. Written in UTF-8 or ISO-8859-1, with sums as
"30,00" or "-1 234.50" and days as 31.1.2027 or 2027-01-31. The archive id is needed:
without it, two equal payments of one day could not be told apart.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.bank.facts import (
    LARGEST_CENTS,
    BankFileError,
    DetailFacts,
    EntryFacts,
    Remittance,
    StatementFacts,
)

# Ours, whether it is needed, and how banks' headings for it begin.
COLUMNS: dict[str, tuple[str | Promise, bool, tuple[str, ...]]] = {
    "booked_on": (
        gettext_lazy("Booking day"),
        True,
        ("kirjauspäivä", "kirjauspvm", "bokningsdag", "booking date", "pvm"),
    ),
    "amount": (
        gettext_lazy("Sum"),
        True,
        ("määrä", "summa", "belopp", "amount"),
    ),
    "archive_id": (
        gettext_lazy("Archive id"),
        True,
        ("arkistointitunnus", "arkistotunnus", "arkiverings", "archiv"),
    ),
    "counterparty": (
        gettext_lazy("Payer or payee"),
        False,
        ("saaja/maksaja", "maksaja/saaja", "saaja / maksaja", "mottagare", "payee"),
    ),
    "reference": (
        gettext_lazy("Reference number"),
        False,
        ("viite", "referens", "reference"),
    ),
    "message": (gettext_lazy("Message"), False, ("viesti", "meddelande", "message")),
    "description": (
        gettext_lazy("Kind of entry"),
        False,
        ("selitys", "förklaring", "tapahtumalaji", "explanation"),
    ),
    "counterparty_iban": (
        gettext_lazy("Their account"),
        False,
        ("saajan tili", "mottagarens konto", "tilinumero"),
    ),
    "valued_on": (
        gettext_lazy("Value day"),
        False,
        ("arvopäivä", "valutadag", "value date"),
    ),
}
NEEDED = [name for name, (_label, is_needed, _starts) in COLUMNS.items() if is_needed]
CHUNK = 1 << 16
DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y")


@dataclass(frozen=True)
class Table:
    """A table's heading row, and how its letters and columns are parted."""

    encoding: str
    delimiter: str
    headings: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for each table of one bank."""
        return hashlib.sha256("\x1f".join(self.headings).encode()).hexdigest()


def look_at(source: IO[bytes]) -> Table:
    """The heading row; BankFileError when it is no table."""
    encoding = _encoding(source)
    source.seek(0)
    line = source.readline(CHUNK).decode(encoding).strip()
    delimiter = max(";\t,", key=line.count)
    headings = tuple(
        one.strip() for one in next(csv.reader([line], delimiter=delimiter))
    )
    if len(headings) < len(NEEDED) or "\0" in line or not line.isprintable():
        raise BankFileError(
            _(
                "The file is neither an account statement in XML (camt.053, camt.054) "
                "nor a table (CSV) with a heading row. Choose one of these in the bank."
            )
        )
    return Table(encoding, delimiter, headings)


def guess(table: Table) -> dict[str, str]:
    """Which of their headings is which of our columns, as far as the names tell."""
    found: dict[str, str] = {}
    for name, (_label, _is_needed, starts) in COLUMNS.items():
        for heading in table.headings:
            if heading.casefold().startswith(starts) and heading not in found.values():
                found[name] = heading
                break
    return found


def is_complete(columns: Mapping[str, str], table: Table) -> bool:
    """Whether all that is needed is named, by headings that the table has."""
    named = all(columns.get(name) for name in NEEDED)
    return named and set(columns.values()) <= {"", *table.headings}


def read(
    source: IO[bytes], table: Table, columns: Mapping[str, str], account: str
) -> Iterator[StatementFacts | EntryFacts]:
    """One head without balances, then an entry for each row."""
    source.seek(0)
    # Not closed with the generator: the file is the caller's.
    text = io.TextIOWrapper(source, encoding=table.encoding, newline="")
    try:
        yield StatementFacts(account=account, number="")
        rows = csv.reader(text, delimiter=table.delimiter)
        next(rows)
        places = {
            name: table.headings.index(heading)
            for name, heading in columns.items()
            if heading
        }
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                yield _entry(row, places, number)
    except csv.Error as error:
        raise BankFileError(
            _("The table is broken: %(error)s.") % {"error": error}
        ) from error
    finally:
        text.detach()


def _entry(row: list[str], places: Mapping[str, int], number: int) -> EntryFacts:
    def cell(name: str) -> str:
        place = places.get(name)
        if place is None or place >= len(row):
            return ""
        return " ".join(row[place].replace("\0", " ").split())

    cents = _cents(cell("amount"), number)
    archive_id = cell("archive_id")
    if not archive_id:
        raise _refused(number, _("the archive id is missing"))
    reference = cell("reference")
    one = DetailFacts(
        amount_cents=cents,
        counterparty=cell("counterparty"),
        counterparty_iban=cell("counterparty_iban").partition(" ")[0],
        remittances=(Remittance(reference),) if reference.strip("0") else (),
        message=cell("message"),
    )
    return EntryFacts(
        archive_id=archive_id,
        amount_cents=cents,
        booked_on=_day(cell("booked_on"), number),
        valued_on=_day(value, number) if (value := cell("valued_on")) else None,
        description=cell("description"),
        details=(one,) if one.tells_something else (),
        raw=";".join(row).replace("\0", " "),
    )


def _encoding(source: IO[bytes]) -> str:
    """UTF-8 if it can be read so to the end, otherwise ISO-8859-1."""
    source.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := source.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "utf-8-sig"


def _cents(text: str, number: int) -> int:
    plain = text.replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    plain = plain.removesuffix("€").removesuffix("EUR")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        cents = Decimal(plain) * 100
        if cents != cents.to_integral_value() or not abs(cents) <= LARGEST_CENTS:
            raise InvalidOperation
    except InvalidOperation:
        words = _("“%(sum)s” is not a sum of money") % {"sum": text[:40]}
        raise _refused(number, words) from None
    return int(cents)


def _day(text: str, number: int) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    raise _refused(number, _("“%(day)s” is not a day") % {"day": text[:40]})


def _refused(number: int, words: str) -> BankFileError:
    return BankFileError(
        _("Row %(number)d of the table: %(words)s. Nothing was taken in.")
        % {"number": number, "words": words}
    )
