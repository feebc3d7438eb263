"""A file that somebody chose: what it is, and what it tells."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from association.identifiers import compact
from payments.bank import camt, table
from payments.bank.facts import BankFileError, EntryFacts, LeftOut, StatementFacts
from payments.bank.table import Table
from payments.models import BankFile, CsvFormat
from payments.payee import payee

LARGEST_BYTES = 300 * 1024 * 1024
CHUNK = 1 << 20


@dataclass(frozen=True)
class ChosenFile:
    """What has been chosen; `columns` is empty unless it is a table that we know."""

    source: IO[bytes]
    name: str
    size: int
    digest: str
    format: BankFile.Format
    account: str
    table: Table | None = None
    columns: Mapping[str, str] | None = None

    def told(self) -> Iterator[StatementFacts | EntryFacts | LeftOut]:
        self.source.seek(0)
        if self.table is not None:
            return table.read(self.source, self.table, self.columns or {}, self.account)
        return camt.read(self.source)

    @property
    def needs_columns(self) -> bool:
        """Whether somebody must first say which column of the table is which."""
        return self.table is not None and not table.is_complete(
            self.columns or {}, self.table
        )


def choose(
    source: IO[bytes], name: str, columns: Mapping[str, str] | None = None
) -> ChosenFile:
    """Look at a file; BankFileError says why nothing can be taken in of it."""
    account = our_account()
    size, digest = _measure(source)
    source.seek(0)
    start = source.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    source.seek(0)
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        found = camt.format_of(source)
        return ChosenFile(source, name, size, digest, found, account)
    seen = table.look_at(source)
    if columns is None:
        columns = known_columns(seen)
    csv = BankFile.Format.CSV
    return ChosenFile(source, name, size, digest, csv, account, seen, columns)


def known_columns(seen: Table) -> dict[str, str]:
    """As somebody said last time, otherwise as the headings let us guess."""
    known = CsvFormat.objects.filter(heading=seen.key).first()
    return known.columns if known else table.guess(seen)


def our_account() -> str:
    """The association's IBAN; BankFileError when nobody has told it yet."""
    account = compact(payee().iban)
    if not account:
        raise BankFileError(
            _("Write the association's bank account (IBAN) in its settings first.")
        )
    return account


def _measure(source: IO[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    source.seek(0)
    while chunk := source.read(CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if size > LARGEST_BYTES:
            raise BankFileError(
                _(
                    "The file is too big (over 300 MB). Fetch a shorter time from the "
                    "bank, a month for example."
                )
            )
    if not size:
        raise BankFileError(_("The file is empty."))
    return size, digest.hexdigest()
