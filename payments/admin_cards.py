"""What of the money waits for the treasurer, on the admin's front page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import admin_front
from accounts.admin_front import Card
from payments.bank.lines import waiting
from payments.models import Dispute, Payment, PaymentAttempt, StripeEvent


def register_all() -> None:
    admin_front.register(
        Card(
            key="unmatched-money",
            permission="payments.view_payment",
            title=_("Payments that are on no bill"),
            count=Payment.objects.unmatched().count,
            url=lambda: reverse("payments_unmatched:index"),
        )
    )
    admin_front.register(
        Card(
            key="waiting-bank-lines",
            permission="payments.view_bankline",
            title=_("Bank lines waiting to be explained"),
            count=lambda: waiting().count(),
            url=lambda: reverse("bank_lines:index") + "?state=waiting",
        )
    )
    admin_front.register(
        Card(
            key="failed-stripe-events",
            permission="payments.view_stripeevent",
            title=_("Stripe events that failed"),
            count=StripeEvent.objects.failed().count,
            url=lambda: reverse("stripe_events:index") + "?state=failed",
        )
    )
    admin_front.register(
        Card(
            key="disputes-to-answer",
            permission="payments.view_dispute",
            title=_("Disputed payments that wait for our answer"),
            count=Dispute.objects.to_answer().count,
            url=lambda: reverse("payments_disputes:index") + "?state=to_answer",
        )
    )
    admin_front.register(
        Card(
            key="open-attempts",
            permission="payments.view_payment",
            title=_("Payments begun over ten minutes ago and still open"),
            count=lambda: PaymentAttempt.objects.left_open(timezone.now()).count(),
            url=lambda: reverse("payments_bills:index") + "?state=begun",
        )
    )
