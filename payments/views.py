import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from association.page_cache import shared
from association.pdf import PdfError, answer
from payments import codes, papers
from payments.bill_page import BillPage, bill_page
from payments.checkout import CheckoutError, look_again, start_checkout
from payments.models import Bill, PaymentAttempt, Receipt
from payments.payee import payee
from payments.private_pages import leads_to_stripe, private_page
from payments.receipt_page import receipt_page
from payments.stripe_facts import SessionFacts

logger = logging.getLogger("mentorit.payments")


class HttpResponseSeeOther(HttpResponseRedirect):
    status_code = 303


@require_safe
@shared()
def how(request: HttpRequest) -> HttpResponse:
    """Ways to pay, for who has no bill at hand."""
    return render(request, "payments/how.html", {"payee": payee()})


@require_safe
@private_page
@leads_to_stripe
def show_bill(request: HttpRequest, token: str) -> HttpResponse:
    page = _page(token, state=request.GET.get("state", ""))
    return render(request, "payments/bill.html", {"page": page, "bill": page.bill})


@require_safe
@private_page
def show_qr(_request: HttpRequest, token: str) -> HttpResponse:
    """The picture that a bank's app reads; 404 where there is nothing to pay."""
    return _drawn(codes.qr_svg, _page(token).qr_text)


@require_safe
@private_page
def show_bars(_request: HttpRequest, token: str) -> HttpResponse:
    return _drawn(codes.bar_svg, _page(token).barcode)


@require_safe
@private_page
def bill_pdf(_request: HttpRequest, token: str) -> HttpResponse:
    """The same on one sheet of paper."""
    page = _page(token)
    try:
        paper = papers.bill(page)
    except PdfError:
        logger.exception("The paper of bill %s could not be made.", page.bill.pk)
        return _to_bill(page.bill, "no-paper")
    return answer(paper, f"{gettext('bill')}-{page.bill.reference}")


# The token is the proof and no cookie adds to it. Besides, with no-referrer browsers
# send `Origin: null`, which Django's check would refuse.
@csrf_exempt
@require_POST
@private_page
def pay(request: HttpRequest, token: str) -> HttpResponse:
    bill = get_object_or_404(Bill, token=token)
    language = get_language() or bill.language
    try:
        address = start_checkout(bill, language=language, at=timezone.now())
    except CheckoutError:
        return _to_bill(bill, "unavailable")
    if address:
        return HttpResponseSeeOther(address)
    is_on_its_way = bill.attempts.open().exists()
    return _to_bill(bill, "waiting" if is_on_its_way else "")


@require_safe
@private_page
def returned(request: HttpRequest, token: str) -> HttpResponse:
    """Back from paying: record it without waiting for the webhook, then show."""
    bill = get_object_or_404(Bill, token=token)
    session_id = request.GET.get("session", "").replace("\0", "")
    attempt = bill.attempts.filter(session_id=session_id).first()
    session = _look(attempt)
    is_settled = session is not None and session.is_paid
    return _to_bill(bill, "" if is_settled or attempt is None else "waiting")


@require_safe
@private_page
def cancelled(request: HttpRequest, token: str) -> HttpResponse:
    """Back without paying; perhaps the card was declined, perhaps it was paid."""
    bill = get_object_or_404(Bill, token=token)
    session = _look(bill.attempts.first())
    if session is not None and session.is_declined and session.is_open:
        return _to_bill(bill, "declined")
    return _to_bill(bill, "not-paid")


@require_safe
@private_page
def show_receipt(request: HttpRequest, token: str) -> HttpResponse:
    receipts = Receipt.objects.select_related("series", "bill")
    receipt = get_object_or_404(receipts, token=token)
    page = receipt_page(receipt)
    return render(request, "payments/receipt.html", {"page": page})


@require_safe
@private_page
def receipt_pdf(_request: HttpRequest, token: str) -> HttpResponse:
    """Made of the words kept with the receipt, whenever it is asked for."""
    receipts = Receipt.objects.select_related("series")
    receipt = get_object_or_404(receipts, token=token)
    try:
        paper = papers.receipt(receipt_page(receipt))
    except PdfError:
        logger.exception("The paper of receipt %s could not be made.", receipt.pk)
        return HttpResponseSeeOther(receipt.get_absolute_url())
    return answer(paper, f"{gettext('receipt')}-{receipt.full_number}")


def _look(attempt: PaymentAttempt | None) -> SessionFacts | None:
    return None if attempt is None else look_again(attempt, at=timezone.now())


def _to_bill(bill: Bill, state: str = "") -> HttpResponse:
    query = f"?state={state}" if state else ""
    return HttpResponseSeeOther(bill.get_absolute_url() + query)


def _page(token: str, state: str = "") -> BillPage:
    bill = get_object_or_404(Bill.objects.with_state(), token=token)
    return bill_page(bill, state=state, today=timezone.localdate())


def _drawn(draw: Callable[[str], str], text: str) -> HttpResponse:
    if not text:
        raise Http404
    return HttpResponse(draw(text), content_type="image/svg+xml")
