"""A receipt as a page: the words kept with it, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.models import Receipt

METHODS: dict[str, str | Promise] = {
    "card": _("card"),
    "mobilepay": "MobilePay",
    "bank": _("bank transfer"),
}


@dataclass(frozen=True)
class ReceiptPage:
    receipt: Receipt
    text: dict[str, Any]

    @property
    def method(self) -> str | Promise:
        return METHODS.get(self.text["method"], "")

    @property
    def paid_at(self) -> datetime:
        return datetime.fromisoformat(self.text["paid_at"])

    @property
    def payee(self) -> dict[str, str]:
        known: dict[str, str] = self.text["payee"]
        return known


def receipt_page(receipt: Receipt) -> ReceiptPage:
    return ReceiptPage(receipt, receipt.text)
