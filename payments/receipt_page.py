"""A receipt as a page: the words kept with it, in the reader's language.

The paper (payments/papers.py) is made of the same sentences.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from association import formats
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
    def title(self) -> str:
        kind = gettext("Refund") if self.receipt.is_refund else gettext("Receipt")
        return f"{kind} {self.receipt.full_number}"

    @property
    def lead(self) -> str:
        words = (
            gettext("%(sum)s has been sent back the way it was paid.")
            if self.receipt.is_refund
            else gettext("%(sum)s has been paid. Thank you.")
        )
        return words % {"sum": formats.euros(self.receipt.amount_cents)}

    @property
    def rest(self) -> str:
        """That some of the payment was more than its bill asked."""
        cents = self.text["rest_cents"]
        if not cents or self.receipt.is_refund:
            return ""
        words = gettext(
            "%(sum)s of this was more than the bill asked. It is yours: the treasurer "
            "puts it on your next bill or sends it back."
        )
        return words % {"sum": formats.euros(cents)}

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

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Name and value of each fact, in the order of page and paper."""
        text, receipt, payee = self.text, self.receipt, self.payee
        sum_ = gettext("Sent back") if receipt.is_refund else gettext("Sum")
        return [
            (gettext("For"), _joined(text["title"], text["note"])),
            (gettext("Payer"), text["payer"]),
            (sum_, formats.euros(receipt.amount_cents)),
            (
                gettext("Paid"),
                _joined(formats.moment(self.paid_at), str(self.method)),
            ),
            (gettext("Reference number"), formats.in_fives(text["reference"])),
            (gettext("Receipt given"), formats.moment(receipt.issued_at)),
            (gettext("Payee"), _joined(payee["name"], payee["business_id"])),
            (gettext("Number of the payment"), text["provider_id"]),
        ]


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))


def receipt_page(receipt: Receipt) -> ReceiptPage:
    return ReceiptPage(receipt, receipt.text)
