"""What a bank tells, for tests and benches: its rows, and files taken in."""

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from association.models import AssociationSettings
from demo.bank_files import DAY, IBAN
from payments.bank.accounting import add_voucher
from payments.bank.importing import Report, take_in
from payments.bank.paying import payment_of
from payments.bank.reading import choose
from payments.bank.returning import ask_repayment
from payments.models import (
    Account,
    BankFile,
    BankLine,
    BankStatement,
    LineRule,
    Repayment,
    Voucher,
)

PAYER_IBAN = "FI1410093000123458"


def make_file(**fields: Any) -> BankFile:
    values = {
        "name": "tiliote.xml", "format": "camt053", "account": IBAN, "size": 1,
        "digest": f"{BankFile.objects.count():064}", "imported_at": timezone.now(),
        **fields,
    }  # fmt: skip
    return BankFile.objects.create(**values)


def make_line(**fields: Any) -> BankLine:
    count = BankLine.objects.count()
    values = {
        "account": IBAN, "key": f"ARCH{count}", "archive_id": f"ARCH{count}",
        "booked_on": DAY, "amount_cents": 2000, **fields,
    }  # fmt: skip
    if "file" not in values:
        values["file"] = make_file()
    return BankLine.objects.create(**values)


def make_statement(**fields: Any) -> BankStatement:
    values = {
        "file": make_file(), "account": IBAN, "number": "1", "opening_cents": 0,
        "closing_cents": 2000, "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 1, 31), **fields,
    }  # fmt: skip
    return BankStatement.objects.create(**values)


def make_voucher(line: BankLine) -> Voucher:
    paper = SimpleUploadedFile("kuitti.pdf", b"%PDF-1.4 kuitti")
    return add_voucher(line, paper, by=None, at=timezone.now())


def make_repayment(line: BankLine | None = None, cents: int = 500) -> Repayment:
    """A task: so much of what the line brought is paid back to who sent it."""
    line = line or make_line(amount_cents=2500, counterparty="Satu Harju")
    return ask_repayment(
        payment_of(line, at=timezone.now()),
        cents,
        name=line.counterparty,
        iban=PAYER_IBAN,
        at=timezone.now(),
    )


def make_rule(account: Account | None = None, **fields: Any) -> LineRule:
    account = account or Account.objects.for_lines().filter(kind="expense")[0]
    values = {"sign": "out", "counterparty": "Kahvila", "account": account, **fields}
    return LineRule.objects.create(**values)


def use_account(iban: str = IBAN) -> None:
    """The association's account is this one."""
    row = AssociationSettings.load()
    row.iban = iban
    row.save()


def take(content: bytes, name: str = "tiliote.xml", **given: Any) -> Report:
    """Take a file in as the treasurer does."""
    chosen = choose(BytesIO(content), name, given.pop("columns", None))
    _file, report = take_in(chosen, by=None, at=timezone.now(), **given)
    return report
