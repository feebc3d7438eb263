"""The mails about money, each in its reader's language."""

from datetime import date

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from accounts.emails import make_message
from payments.models import Bill, BooksDifference, Payment, Receipt
from payments.payee import payee
from payments.stripe_client import is_configured


def bill_address(bill: Bill) -> str:
    """The path of the bill in its payer's language."""
    with translation.override(bill.language):
        return bill.get_absolute_url()


def _paper_address(bill: Bill) -> str:
    with translation.override(bill.language):
        return reverse("payments:bill_pdf", args=[bill.token])


def _ways(bill: Bill) -> dict[str, object]:
    """What templates/emails/payments-bank and -ways tell: where the money goes."""
    known = payee()
    return {
        "payee": known,
        "barcode": known.barcode(bill),
        "pays_online": is_configured(),
    }


def bill(bill: Bill) -> EmailMultiAlternatives:
    """Here is what to pay, until when and where."""
    context = {
        "bill": bill,
        "address": bill_address(bill),
        "paper": _paper_address(bill),
        **_ways(bill),
    }
    return make_message("payments-bill", bill.payer_email, bill.language, context)


def reminder(bill: Bill, *, on: date) -> EmailMultiAlternatives:
    """What is open on that day, of what, and how to pay it."""
    context = {
        "bill": bill,
        "address": bill_address(bill),
        "days_left": (bill.due_on - on).days,
    }
    return make_message("payments-reminder", bill.payer_email, bill.language, context)


def receipt(receipt: Receipt) -> EmailMultiAlternatives:
    """Money has come, or has been sent back."""
    bill = receipt.bill
    with translation.override(bill.language):
        address = receipt.get_absolute_url()
    context = {"receipt": receipt, "bill": bill, "address": address}
    return make_message("payments-receipt", bill.payer_email, bill.language, context)


def planned_subject(bill: Bill) -> str:
    """What the list of outgoing mail calls a mail about the bill that is not written
    yet."""
    with translation.override(bill.language):
        return bill.title


def credit_used(bill: Bill, cents: int) -> EmailMultiAlternatives:
    """What had been paid too much was put on this bill."""
    context = {"bill": bill, "cents": cents, "address": bill_address(bill)}
    return make_message("payments-credit", bill.payer_email, bill.language, context)


def unmatched(payment: Payment, to: str, language: str) -> EmailMultiAlternatives:
    """To the treasurer: money came that belongs to no bill."""
    context = {"payment": payment, "address": reverse("payments_unmatched:index")}
    return make_message("payments-unmatched", to, language, context)


def books_differ(
    new: list[BooksDifference], to: str, language: str
) -> EmailMultiAlternatives:
    """To the treasurer: what the nightly proof has found."""
    context = {
        "differences": new[:20],
        "count": len(new),
        "address": reverse("treasurer:index"),
    }
    return make_message("payments-books-differ", to, language, context)
