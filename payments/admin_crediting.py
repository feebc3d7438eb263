"""The treasurer's two buttons for money that was paid too much."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, permission_required_or_404
from association import formats
from payments import crediting
from payments.models import Bill, Payment
from payments.refunding import RefundError, refund_payment

SETTLE = "payments.change_bookkeeping"  # whoever keeps the books

app_name = "payments_credit"


@permission_required_or_404(SETTLE)
@require_POST
def use(request: SignedInRequest, payment: int, bill: int) -> HttpResponse:
    """Put it on another bill of the same payer."""
    now = timezone.now()
    row, target = (
        get_object_or_404(Payment, pk=payment),
        get_object_or_404(Bill, pk=bill),
    )
    try:
        cents = crediting.use_credit(row, target, by=request.user, at=now)
    except crediting.CreditError as error:
        messages.error(request, str(error))
    else:
        words = _("%(sum)s was put on the bill. The payer hears of it by e-mail.")
        messages.success(request, words % {"sum": formats.euros(cents)})
    return redirect("payments_bills:inspect", bill)


@permission_required_or_404(SETTLE)
@require_POST
def send_back(request: SignedInRequest, payment: int) -> HttpResponse:
    """All that is on no bill goes back the way it came."""
    row = get_object_or_404(Payment, pk=payment)
    cents = row.rest_cents
    try:
        refund_payment(row, cents, at=timezone.now())
    except RefundError as error:
        messages.error(request, str(error))
    else:
        words = _("%(sum)s was sent back. The payer gets a receipt by e-mail.")
        messages.success(request, words % {"sum": formats.euros(cents)})
    return redirect("payments_received:inspect", payment)


urlpatterns = [
    path("<int:payment>/use/<int:bill>/", use, name="use"),
    path("<int:payment>/send-back/", send_back, name="send_back"),
]
