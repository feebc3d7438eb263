"""Makers and helpers for tests about money."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import stripe
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils import timezone

from payments import purposes
from payments.allocating import allocate
from payments.billing import Payer, raise_bill
from payments.models import (
    Bill,
    Dispute,
    Payment,
    PaymentAttempt,
    Payout,
    PayoutStep,
    Provider,
    StripeMovement,
)
from payments.purposes import Purpose
from payments.stripe_facts import MovementFacts, RefundFacts

# A second kind of bill beside dues: what payments/ knows of it is all in here.
WORKSHOP = "workshop"

TOLD: list[tuple[str, str]] = []
FAULTS: list[Exception] = []


def covered(bill: Bill, _at: object) -> None:
    if FAULTS:
        raise FAULTS.pop(0)
    TOLD.append(("covered", bill.subject_key))


def reopened(bill: Bill, _at: object) -> None:
    TOLD.append(("reopened", bill.subject_key))


def register_workshop() -> None:
    TOLD.clear()
    FAULTS.clear()
    purposes.register(
        Purpose(
            key=WORKSHOP,
            title=lambda bill: f"Työpaja {bill.subject_key}",
            covered=covered,
            reopened=reopened,
            note=lambda _bill: "osallistumismaksu",
        )
    )


def make_bill(subject_key: str = "1", **fields: Any) -> Bill:
    payer = fields.pop("payer", None) or Payer("Satu Harju", "satu@esimerkki.example")
    values = {
        "purpose": WORKSHOP,
        "amount_cents": 2000,
        "due_on": date(2027, 1, 29),
        "at": timezone.now(),
        **fields,
    }
    return raise_bill(subject_key=subject_key, payer=payer, **values)


def pay_by_bank(bill: Bill, cents: int, *, at: datetime) -> Payment:
    """Money that came by a bank transfer with the bill's reference."""
    payment = Payment.objects.create(
        provider=Provider.BANK,
        provider_id=f"bank-{Payment.objects.count() + 1}",
        amount_cents=cents,
        currency="eur",
        paid_at=at,
        recorded_at=at,
        livemode=False,
    )
    allocate(payment, bill, at=at)
    return payment


def long_ago(attempt: PaymentAttempt, **ago: int) -> None:
    """Move an attempt back in time, as if nobody had come by since."""
    moved = timedelta(**ago)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(
        created_at=attempt.created_at - moved, expires_at=attempt.expires_at - moved
    )


def client_of(base_url: str) -> stripe.StripeClient:
    """Stripe as somebody else with the key sees it, its dashboard for example."""
    return stripe.StripeClient(
        settings.STRIPE_SECRET_KEY, base_addresses={"api": base_url}
    )


def refund_facts(payment: Payment, *, at: datetime, **fields: Any) -> RefundFacts:
    """A refund of all of a payment, as Stripe tells of it."""
    cents = fields.pop("amount_cents", payment.amount_cents)
    its_id = fields.pop("id", f"re_{payment.pk}")
    moved = MovementFacts(
        provider_id=f"txn_{its_id}",
        type="refund",
        category="refund",
        amount_cents=-cents,
        fee_cents=0,
        currency=payment.currency,
        source=its_id,
        happened_at=at,
        available_at=at,
    )
    values = {"has_failed": False, "moved": moved, "moved_back": None, **fields}
    return RefundFacts(
        id=its_id,
        intent_id=payment.provider_id,
        amount_cents=cents,
        made_at=at,
        **values,
    )


def make_dispute(payment: Payment, provider_id: str = "dp_1", **fields: Any) -> Dispute:
    now = timezone.now()
    values = {
        "amount_cents": payment.amount_cents, "currency": "eur",
        "status": "needs_response", "reason": "fraudulent", "opened_at": now,
        "evidence_due_at": now + timedelta(days=7), "recorded_at": now, **fields,
    }  # fmt: skip
    return Dispute.objects.create(payment=payment, provider_id=provider_id, **values)


def make_payout(provider_id: str = "po_1", amount_cents: int = 1945) -> Payout:
    now = timezone.now()
    payout = Payout.objects.create(
        provider_id=provider_id, amount_cents=amount_cents, currency="eur",
        is_automatic=True, made_at=now, arrives_on=now.date(), recorded_at=now,
        livemode=False,
    )  # fmt: skip
    payout.steps.create(status=PayoutStep.Status.PAID, noted_at=now)
    return payout


def make_movement(
    payment: Payment | None, provider_id: str = "txn_1", **fields: Any
) -> StripeMovement:
    now = timezone.now()
    values = {
        "type": "charge", "category": "charge", "amount_cents": 2000, "fee_cents": 55,
        "net_cents": 1945, "currency": "eur", "source": "ch_1", "happened_at": now,
        "available_at": now, "recorded_at": now, "livemode": False, **fields,
    }  # fmt: skip
    return StripeMovement.objects.create(
        payment=payment, provider_id=provider_id, **values
    )


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        finally:
            connections.close_all()


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def handle_error(self, *_args: object) -> None:
        pass


@contextmanager
def running_site() -> Iterator[str]:
    """Our site on a free port of this machine, a thread a request; its address."""
    server = Server(("127.0.0.1", 0), QuietHandler)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
