"""Bills and receipts as papers: the sentences of their pages, on a sheet to print."""

from typing import Any

from django.utils.translation import get_language, gettext

from association import formats, pdf
from payments import codes
from payments.bill_page import BillPage
from payments.receipt_page import ReceiptPage


def bill(page: BillPage) -> bytes:
    """One page in the language that is active; raises PdfError."""
    bill = page.bill
    data = {
        **_common(f"{bill.title}, {bill.payer_name}", page.payee.name),
        "heading": bill.title,
        "amount": formats.euros(page.shown_cents),
        "lead": page.lead,
        "badge": _badge(page),
        "partly": page.partly_paid,
        "overpaid": [page.overpaid_title, page.overpaid] if page.overpaid else [],
        "online": _online(page),
        "bank": _bank(page),
        "parts": _parts(page),
        "receipts": _receipts(page),
        "hint": _hint(page),
    }
    return pdf.render("bill", data, pictures=_pictures(page))


def receipt(page: ReceiptPage) -> bytes:
    """What was kept with the receipt; raises PdfError."""
    payee = page.payee["name"]
    data = {
        **_common(page.title, payee),
        "lead": page.lead,
        "rows": page.rows,
        "notes": [page.rest] if page.rest else [],
    }
    return pdf.render("receipt", data)


def _common(title: str, association: str) -> dict[str, str]:
    return {
        "language": get_language() or "fi",
        "title": title,
        "association": association,
    }


def _badge(page: BillPage) -> str:
    if page.is_paid:
        return gettext("Paid")
    return gettext("The due date has passed") if page.is_overdue else ""


def _online(page: BillPage) -> dict[str, str] | None:
    if not page.can_pay_online:
        return None
    return {
        "words": page.pay_words,
        "ways": f"{gettext('Card')} · MobilePay",
        "address": page.address,
    }


def _bank(page: BillPage) -> dict[str, Any] | None:
    bill, payee = page.bill, page.payee
    if not (page.is_open and payee.iban):
        return None
    rows = [
        (gettext("Payee"), payee.name),
        (gettext("Account number"), formats.in_fours(payee.iban)),
        ("BIC", payee.bic),
        (gettext("Reference number"), bill.reference_grouped),
        (gettext("International reference"), bill.reference_rf),
        (gettext("Sum"), formats.euros(bill.open_cents)),
        (gettext("Due date"), formats.day(bill.due_on)),
    ]
    return {
        "title": page.bank_title,
        "rows": [row for row in rows if row[1]],
        "qr": gettext("QR code with the payment details of this bill"),
        "qr_hint": gettext("Read the code with your bank's app."),
        "barcode_title": gettext("Virtual bar code"),
        "barcode": page.barcode,
        "bars": gettext("The same code as bars"),
    }


def _parts(page: BillPage) -> dict[str, Any] | None:
    if not page.is_open:
        return None
    return {
        "title": gettext("What the sum is made of"),
        "head": [gettext("Row"), gettext("Sum")],
        "rows": [(name, formats.euros(cents)) for name, cents in page.parts],
        "total": [gettext("To pay"), formats.euros(page.bill.open_cents)],
    }


def _receipts(page: BillPage) -> dict[str, Any] | None:
    if not page.receipts:
        return None
    words = {True: gettext("Refund"), False: gettext("Receipt")}
    rows = [
        (
            f"{words[row.is_refund]} {row.full_number}",
            formats.moment(row.issued_at),
            formats.euros(row.amount_cents),
        )
        for row in page.receipts
    ]
    head = [gettext("Receipt"), gettext("Given"), gettext("Sum")]
    return {"title": gettext("Receipts"), "head": head, "rows": rows}


def _hint(page: BillPage) -> str:
    if not (page.is_open and page.payee.email):
        return ""
    words = gettext(
        "If paying is hard just now, write to us and we will find a way: %(email)s"
    )
    return words % {"email": page.payee.email}


def _pictures(page: BillPage) -> dict[str, str]:
    pictures = {}
    if page.qr_text:
        pictures["qr"] = codes.qr_svg(page.qr_text)
    if page.barcode:
        pictures["bars"] = codes.bar_svg(page.barcode)
    return pictures
