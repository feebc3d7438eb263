"""`/stripe/webhook/`: verify, do it in one transaction, and only then say 200."""

import logging

import stripe
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments import stripe_events

logger = logging.getLogger("mentorit.payments")


@csrf_exempt  # Stripe has no cookie of ours; the signature is the proof
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """400: not from Stripe, nothing kept. 500: kept as failed, Stripe tries again."""
    event = _verified(request)
    if event is None:
        return HttpResponseBadRequest()
    told, now = stripe_events.of_event(event), timezone.now()
    try:
        stripe_events.receive(told, at=now)
    except Exception as error:
        logger.exception("The event %s (%s) failed.", told.id, told.type)
        stripe_events.keep_failure(told, error, at=now)
        return HttpResponse(status=500)
    return HttpResponse()


def _verified(request: HttpRequest) -> stripe.Event | None:
    """The event if Stripe signed it within the last five minutes."""
    secret = settings.STRIPE_WEBHOOK_SECRET
    signature = request.headers.get("Stripe-Signature", "")
    if not secret:  # an empty secret would verify whatever is signed with nothing
        return None
    try:
        event: stripe.Event = stripe.Webhook.construct_event(
            request.body, signature, secret
        )
    except (ValueError, stripe.SignatureVerificationError):
        return None
    return event
