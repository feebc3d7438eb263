"""Makers of what a bank tells: rows for tests, and whole files made to the documented
shape of camt.053, camt.054 and OP's table. No file of a real bank is among them."""

from datetime import date
from typing import Any

from django.utils import timezone

from payments.models import BankFile, BankLine

IBAN = "FI2112345600000785"


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
        "booked_on": date(2027, 1, 12), "amount_cents": 2000, **fields,
    }  # fmt: skip
    return BankLine.objects.create(
        file=fields.pop("file", None) or make_file(), **values
    )
