"""What the page of a bill tells: its state, and what happened just now.

The paper (payments/papers.py) is made of the same sentences.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from association import formats
from association.addresses import absolute
from payments import codes
from payments.checkout import SMALLEST_CENTS
from payments.crediting import credits_of
from payments.models import Allocation, Bill, Payment, PaymentAttempt, Receipt
from payments.payee import Payee, payee
from payments.stripe_client import is_configured


@dataclass(frozen=True)
class Notice:
    """One thing to know, in plain words."""

    kind: str
    title: str | Promise
    text: str | Promise


# The query `state` names one of these; whatever else it says is not shown.
NOTICES = {
    "not-paid": Notice(
        "",
        _("You came back without paying"),
        _("Nothing has been charged. You can pay whenever it suits you."),
    ),
    "declined": Notice(
        "warn",
        _("The bank declined the payment"),
        _(
            "Nothing has been charged. Try again, with another card or MobilePay, "
            "or pay by bank transfer."
        ),
    ),
    "waiting": Notice(
        "",
        _("We are waiting to hear about your payment"),
        _(
            "If you have paid, you need not do anything: this page and an e-mail "
            "will tell when the payment has come. Do not pay again yet."
        ),
    ),
    "no-paper": Notice(
        "warn",
        _("The PDF could not be made just now"),
        _("Everything is on this page too. Try again in a moment."),
    ),
    "unavailable": Notice(
        "warn",
        _("The payment service does not answer just now"),
        _(
            "Nothing has been charged. Try again in a moment, or pay by bank "
            "transfer with the details below."
        ),
    ),
}
CLOSED = Notice(
    "",
    _("The earlier payment page has closed"),
    _("It was open for a day and nothing was charged. You can begin anew."),
)


@dataclass(frozen=True)
class BillPage:
    bill: Bill
    today: date
    notice: Notice | None
    payee: Payee
    receipts: list[Receipt]
    parts: list[tuple[str, int]]
    overpaid_cents: int

    @property
    def is_open(self) -> bool:
        return self.bill.withdrawn_at is None and not self.bill.is_covered

    @property
    def is_paid(self) -> bool:
        return self.bill.withdrawn_at is None and self.bill.is_covered

    @property
    def can_pay_online(self) -> bool:
        is_enough = self.bill.open_cents >= SMALLEST_CENTS
        return self.is_open and is_enough and is_configured()

    @property
    def is_overdue(self) -> bool:
        return self.bill.is_overdue(self.today)

    @property
    def lead(self) -> str:
        """Who pays, what for and until when; or that nobody need pay any more."""
        bill = self.bill
        if bill.withdrawn_at is not None:
            return gettext("This bill has been withdrawn. You need not pay it.")
        if self.is_paid:
            thanks = gettext("%(payer)s. The bill is paid, thank you.")
            return thanks % {"payer": bill.payer_name}
        due = gettext("Due date %(day)s.") % {"day": formats.day(bill.due_on)}
        known = [
            f"{words}." for words in (bill.payer_name, capfirst(bill.note)) if words
        ]
        return " ".join([*known, due])

    @property
    def shown_cents(self) -> int:
        """The big sum: what is to be paid, or was."""
        return self.bill.open_cents if self.is_open else self.bill.amount_cents

    @property
    def partly_paid(self) -> str:
        bill = self.bill
        if not (self.is_open and bill.is_partly_paid):
            return ""
        return gettext("%(paid)s of %(amount)s has been paid already.") % {
            "paid": formats.euros(bill.paid_cents),
            "amount": formats.euros(bill.amount_cents),
        }

    @property
    def pay_words(self) -> str:
        sum_ = formats.euros(self.bill.open_cents)
        return gettext("Pay %(sum)s") % {"sum": sum_}

    @property
    def bank_title(self) -> str:
        if self.can_pay_online:
            return gettext("Or pay by bank transfer")
        return gettext("Pay by bank transfer")

    @property
    def overpaid_title(self) -> str:
        if self.is_open:
            return gettext("Money is on its way to this bill")
        return gettext("You have a credit")

    @property
    def overpaid(self) -> str:
        """That the payer has a credit, and what becomes of it."""
        if not self.overpaid_cents:
            return ""
        words = (
            gettext(
                "%(sum)s has come that is not on this bill yet: the treasurer is "
                "looking into it. You need not do anything."
            )
            if self.is_open
            else gettext(
                "%(sum)s was paid too much. It is yours: the treasurer puts it on your "
                "next bill or sends it back. You need not do anything."
            )
        )
        return words % {"sum": formats.euros(self.overpaid_cents)}

    @property
    def barcode(self) -> str:
        return self.payee.barcode(self.bill) if self.is_open else ""

    @property
    def qr_text(self) -> str:
        """What the QR code says; empty where the account is not told in full."""
        bill, payee = self.bill, self.payee
        if not (self.is_open and payee.name and payee.iban and payee.bic):
            return ""
        return codes.qr_text(
            name=payee.name,
            iban=payee.iban,
            bic=payee.bic,
            cents=bill.open_cents,
            reference=bill.reference_rf,
            due_on=bill.due_on,
        )

    @property
    def receipt_url(self) -> str:
        """The receipt of the payment that stands."""
        payments = [row for row in self.receipts if not row.is_refund]
        return payments[-1].get_absolute_url() if payments else ""

    @property
    def address(self) -> str:
        return absolute(self.bill.get_absolute_url())


def bill_page(bill: Bill, *, state: str, today: date) -> BillPage:
    """The facts of the page. `state` is what the way here says has just happened."""
    is_open = bill.withdrawn_at is None and not bill.is_covered
    over = credits_of(bill)
    return BillPage(
        bill=bill,
        today=today,
        notice=_notice(bill, state) if is_open or state == "no-paper" else None,
        payee=payee(),
        receipts=list(bill.receipts.select_related("series").order_by("issued_at")),
        parts=_parts(bill) if is_open else [],
        overpaid_cents=sum(payment.rest_cents for payment in over),
    )


def _parts(bill: Bill) -> list[tuple[str, int]]:
    """What the sum to pay is made of: the bill, less each payment with its day."""
    paid: dict[Payment, int] = {}
    rows = Allocation.objects.filter(bill=bill).select_related("payment")
    for row in rows if bill.paid_cents else ():
        paid[row.payment] = paid.get(row.payment, 0) + row.amount_cents
    words = gettext("Paid %(day)s")
    return [
        (bill.title, bill.amount_cents),
        *(
            (words % {"day": formats.day(payment.paid_at)}, -cents)
            for payment, cents in paid.items()
            if cents
        ),
    ]


def _notice(bill: Bill, state: str) -> Notice | None:
    if state in NOTICES:
        return NOTICES[state]
    last = bill.attempts.first()
    if last is not None and last.ended_as == PaymentAttempt.End.EXPIRED:
        return CLOSED
    return None
