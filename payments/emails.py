"""The mails about money, each in its reader's language."""

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from accounts.emails import make_message
from payments.models import Bill, Payment, Receipt


def bill_address(bill: Bill) -> str:
    """The path of the bill in its payer's language."""
    with translation.override(bill.language):
        return bill.get_absolute_url()


def bill(bill: Bill) -> EmailMultiAlternatives:
    """Here is what to pay, until when and where."""
    context = {"bill": bill, "address": bill_address(bill)}
    return make_message("payments-bill", bill.payer_email, bill.language, context)


def receipt(receipt: Receipt) -> EmailMultiAlternatives:
    """Money has come, or has been sent back."""
    bill = receipt.bill
    with translation.override(bill.language):
        address = receipt.get_absolute_url()
    context = {"receipt": receipt, "bill": bill, "address": address}
    return make_message("payments-receipt", bill.payer_email, bill.language, context)


def unmatched(payment: Payment, to: str, language: str) -> EmailMultiAlternatives:
    """To the treasurer: money came that belongs to no bill."""
    context = {"payment": payment, "address": reverse("payments_unmatched:index")}
    return make_message("payments-unmatched", to, language, context)
