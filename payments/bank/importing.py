"""Taking a bank's file in: whole in one transaction, or nothing of it.

Each euro is counted once however often and in whatever order files come (placing.py);
what can be recognised is explained at once (recognising.py), the rest waits with its
age. Memory does not grow with the file: its entries are taken in by the batch.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import history
from accounts.models import User
from association import formats
from payments.bank import recognising
from payments.bank.facts import BankFileError, EntryFacts, LeftOut, StatementFacts
from payments.bank.placing import place
from payments.bank.reading import ChosenFile
from payments.models import BankFile, BankStatement, CsvFormat

BATCH = 500
NAMED = 20  # of what was left out, so many are named


@dataclass
class Report:
    """What a file had, and what became of it. Kept with the file as its `facts`."""

    entries: int = 0
    new: int = 0
    known: int = 0
    came_cents: int = 0
    went_cents: int = 0
    first_day: str = ""
    last_day: str = ""
    done: Counter[str] = field(default_factory=Counter)
    left_out: list[list[str]] = field(default_factory=list)
    left_out_count: int = 0
    gaps: list[list[Any]] = field(default_factory=list)
    statements: int = 0
    explained_lumps: list[str] = field(default_factory=list)
    is_again: bool = False

    def count_day(self, day: date) -> None:
        text = day.isoformat()
        self.first_day = min(self.first_day or text, text)
        self.last_day = max(self.last_day, text)

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "done": dict(self.done)}


def take_in(
    chosen: ChosenFile, *, by: User | None, at: datetime, original: str = ""
) -> tuple[BankFile, Report]:
    """Take the file in; the same one again changes nothing.

    BankFileError, with a sentence for the treasurer, when nothing was taken in.
    """
    if chosen.needs_columns:
        raise BankFileError(_("Say which column of the table is which."))
    with transaction.atomic():
        again = BankFile.objects.filter(account=chosen.account, digest=chosen.digest)
        if known := again.first():
            return known, Report(is_again=True, known=known.facts.get("entries", 0))
        file = BankFile.objects.create(
            name=chosen.name[:200],
            format=chosen.format,
            account=chosen.account,
            digest=chosen.digest,
            size=chosen.size,
            original=original,
            imported_at=at,
            imported_by=by,
        )
        report = _Import(file, at).run(chosen)
        file.facts = report.as_json()
        file.save(update_fields=["facts"])
        if chosen.table is not None:
            remembered = CsvFormat.objects.filter(heading=chosen.table.key).first()
            format_ = remembered or CsvFormat(heading=chosen.table.key)
            format_.remember(dict(chosen.columns or {}), at)
        facts = {"format": file.format, "new": report.new, "known": report.known}
        history.write("bank.brought_in", file, by=by, at=at, facts=facts)
    return file, report


def preview(chosen: ChosenFile, *, at: datetime) -> Report:
    """What taking the file in would do: it is done, and all of it is undone."""
    with transaction.atomic():
        _file, report = take_in(chosen, by=None, at=at)
        transaction.set_rollback(True)
    return report


class _Import:
    def __init__(self, file: BankFile, at: datetime) -> None:
        self.file, self.at = file, at
        self.report = Report()
        self.batch: list[EntryFacts] = []
        self.facts: StatementFacts | None = None
        self.statement: BankStatement | None = None
        self.sum_cents = 0

    def run(self, chosen: ChosenFile) -> Report:
        for told in chosen.told():
            match told:
                case StatementFacts():
                    self.end_statement()
                    self.begin_statement(told)
                case LeftOut():
                    self.leave_out(told)
                case EntryFacts():
                    self.take(told)
        self.end_statement()
        if self.facts is None:
            raise BankFileError(_("The file has no statement in it."))
        return self.report

    def begin_statement(self, facts: StatementFacts) -> None:
        self.facts, self.sum_cents, self.statement = facts, 0, None
        if facts.account != self.file.account:
            raise BankFileError(
                _(
                    "The file is of the account %(theirs)s. The association's account "
                    "is %(ours)s. Nothing was taken in."
                )
                % {"theirs": facts.account or "?", "ours": self.file.account}
            )
        if self.file.format == BankFile.Format.CAMT_053:
            self.statement = _statement(facts, self.file)
            self.report.statements += 1
            if gap := self.statement.gap_cents():
                self.report.gaps.append([facts.number, gap])

    def take(self, entry: EntryFacts) -> None:
        cents = entry.amount_cents
        self.sum_cents += cents
        self.report.entries += 1
        self.report.count_day(entry.booked_on)
        self.batch.append(entry)
        if len(self.batch) >= BATCH:
            self.write()

    def leave_out(self, told: LeftOut) -> None:
        self.report.left_out_count += 1
        if len(self.report.left_out) < NAMED:
            self.report.left_out.append([told.amount, told.state, told.words])

    def write(self) -> None:
        placed = place(self.batch, self.file, self.statement)
        self.batch.clear()
        report = self.report
        report.new += len(placed.leaves)
        report.known += placed.known
        report.explained_lumps += placed.explained_lumps
        for line in placed.leaves:
            if line.is_income:
                report.came_cents += line.amount_cents
            else:
                report.went_cents -= line.amount_cents
        report.done.update(recognising.recognise(placed.leaves, at=self.at))

    def end_statement(self) -> None:
        if self.facts is None:
            return
        self.write()
        facts = self.facts
        if facts.opening_cents is None or facts.closing_cents is None:
            return  # only a camt.053 tells balances; it was asked for them
        should_be = facts.opening_cents + self.sum_cents
        if should_be != facts.closing_cents:
            raise BankFileError(
                _(
                    "The statement %(number)s does not add up: %(opening)s and its "
                    "entries make %(sum)s, but it ends with %(closing)s. Nothing was "
                    "taken in: fetch the file again."
                )
                % {
                    "number": facts.number,
                    "opening": formats.euros(facts.opening_cents),
                    "sum": formats.euros(should_be),
                    "closing": formats.euros(facts.closing_cents),
                }
            )


def _statement(facts: StatementFacts, file: BankFile) -> BankStatement:
    """The row of a statement, made unless it is there."""
    if facts.opening_cents is None or facts.closing_cents is None:
        raise BankFileError(
            _("The statement %(number)s has no balances, so it cannot be checked.")
            % {"number": facts.number}
        )
    if facts.starts_on is None or facts.ends_on is None or not facts.number:
        raise BankFileError(_("A statement in the file has no number or no days."))
    row, is_new = BankStatement.objects.get_or_create(
        account=facts.account,
        number=facts.number[:70],
        ends_on=facts.ends_on,
        defaults={
            "file": file,
            "starts_on": min(facts.starts_on, facts.ends_on),
            "opening_cents": facts.opening_cents,
            "closing_cents": facts.closing_cents,
        },
    )
    balances = (row.opening_cents, row.closing_cents)
    if not is_new and balances != (facts.opening_cents, facts.closing_cents):
        raise BankFileError(
            _("The statement %(number)s was taken in before with other balances.")
            % {"number": facts.number}
        )
    return row
