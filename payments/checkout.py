"""Paying a bill at Stripe, in steps that survive a crash between any two of them.

The attempt is committed before Stripe hears of it; Stripe is always asked with the
attempt's own key and parameters, and answers the same question with the same session.
"""

import logging
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import stripe
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from association.addresses import absolute
from payments.models import Bill, PaymentAttempt
from payments.settling import settle
from payments.stripe_client import stripe_client
from payments.stripe_facts import EXPAND_SESSION, SessionFacts, of_session

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

logger = logging.getLogger("mentorit.payments")

METHODS = ["card", "mobilepay"]
SMALLEST_CENTS = 50  # Stripe takes no less in euros
OPEN_FOR = timedelta(hours=23)  # Stripe: at most 24 hours from when it hears of it
MARGIN = timedelta(minutes=10)  # who begins to pay should have time to finish
SHORTEST = timedelta(minutes=35)  # Stripe: at least 30 minutes
ROUNDS = 3

End = PaymentAttempt.End


class CheckoutError(Exception):
    """Paying could not begin. The message is shown to the payer."""


def start_checkout(bill: Bill, *, language: str, at: datetime) -> str | None:
    """The address where the bill is paid; None when there is nothing to pay now:
    all of it is paid, or somebody has and the money is on its way.

    The same session for a second click, another tab and after a crash.
    """
    try:
        with stripe_client() as client:
            for _round in range(ROUNDS):
                attempt = find_or_begin(bill, language=language, at=at)
                if attempt is None:
                    return None
                session = open_session(client, attempt, at=at)
                if session is not None:
                    return session.url or None
    except stripe.StripeError as error:
        _log(bill, error)
    raise CheckoutError(
        _("The payment service does not answer just now. Nothing has been charged.")
    )


@transaction.atomic
def find_or_begin(bill: Bill, *, language: str, at: datetime) -> PaymentAttempt | None:
    """The bill's open attempt, or a new one that is committed when this returns."""
    bill = Bill.objects.select_for_update().get(pk=bill.pk)
    known = bill.attempts.open().first()
    if known is not None:
        return known
    amount = bill.open_cents
    if bill.withdrawn_at is not None or amount < SMALLEST_CENTS:
        return None
    last = bill.attempts.order_by("-number").first()
    number = last.number + 1 if last else 1
    key = f"bill-{bill.pk}-a{number}"
    expires_at = at + OPEN_FOR
    return PaymentAttempt.objects.create(
        bill=bill,
        number=number,
        amount_cents=amount,
        key=key,
        params=session_params(bill, key, amount, expires_at, language),
        created_at=at,
        expires_at=expires_at,
    )


def session_params(
    bill: Bill, key: str, amount_cents: int, expires_at: datetime, language: str
) -> dict[str, Any]:
    """What Stripe is asked, as kept with the attempt. Nothing here is secret."""
    names = {"attempt": key, "bill": bill.reference}
    with translation.override(language):
        title = bill.title
        address = absolute(bill.get_absolute_url())
        returned = absolute(reverse("payments:returned", args=[bill.token]))
        cancelled = absolute(reverse("payments:cancelled", args=[bill.token]))
    return {
        "mode": "payment",
        "allowed_payment_method_types": METHODS,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": bill.currency,
                    "unit_amount": amount_cents,
                    "product_data": {"name": title[:250] or address},
                },
            }
        ],
        "client_reference_id": bill.reference,
        "metadata": names,
        "payment_intent_data": {
            "description": f"{title}, {bill.reference}"[:1000],
            "metadata": names,
        },
        "customer_email": bill.payer_email,
        "locale": language,
        "submit_type": "pay",
        "expires_at": int(expires_at.timestamp()),
        "success_url": returned + "?session={CHECKOUT_SESSION_ID}",
        "cancel_url": cancelled,
    }


def open_session(
    client: stripe.StripeClient, attempt: PaymentAttempt, *, at: datetime
) -> SessionFacts | None:
    """The attempt's session if it can be paid, or is paid and the money on its way;
    None when the attempt has ended."""
    session = find_again(client, attempt, at=at)
    if session is None:
        return None
    settle(session, at=at)
    attempt.refresh_from_db()
    if session.is_pending:
        return session
    if attempt.ended_at is None and _is_worth_paying(attempt, at):
        return session
    if session.is_open:
        close(client, attempt, session, at=at)
    return None


def find_again(
    client: stripe.StripeClient, attempt: PaymentAttempt, *, at: datetime
) -> SessionFacts | None:
    """The attempt's session as Stripe has it now; None ends the attempt."""
    if not attempt.session_id:
        return ask_again(client, attempt, at=at)
    try:
        return retrieve(client, attempt.session_id)
    except stripe.InvalidRequestError as error:
        if error.code != "resource_missing":
            raise
        _log(attempt.bill, error)  # of another Stripe account, or of its test mode
        end(attempt, End.FAILED, at=at)
        return None


def _is_worth_paying(attempt: PaymentAttempt, at: datetime) -> bool:
    """Whether it asks for what is open now and stays open long enough."""
    bill = Bill.objects.get(pk=attempt.bill_id)
    is_right = attempt.amount_cents == bill.open_cents and bill.withdrawn_at is None
    return is_right and at + MARGIN < attempt.expires_at


def retrieve(client: stripe.StripeClient, session_id: str) -> SessionFacts:
    """A session as it is now, with how and when it was paid."""
    session = client.v1.checkout.sessions.retrieve(
        session_id, {"expand": EXPAND_SESSION}
    )
    return of_session(session)


def ask_again(
    client: stripe.StripeClient, attempt: PaymentAttempt, *, at: datetime
) -> SessionFacts | None:
    """The session of an attempt whose answer we do not have; None ends the attempt.

    For a day the same key and parameters give the same session; after that it is
    looked for among all of them. A session whose address nobody was given cannot be
    paid, so an attempt without one may end.
    """
    if at + SHORTEST < attempt.expires_at:
        try:
            return create_session(client, attempt)
        except stripe.InvalidRequestError:
            end(attempt, End.FAILED, at=at)  # refused, so nothing was opened
            raise
        except stripe.APIError as error:
            if (error.http_status or 0) < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            _log(attempt.bill, error)  # kept under the key: asking again is no use
    found = find_session(client, attempt)
    if found is None:
        end(attempt, End.FAILED, at=at)
        return None
    remember(attempt, found)
    return retrieve(client, found.id)


def create_session(
    client: stripe.StripeClient, attempt: PaymentAttempt
) -> SessionFacts:
    session = of_session(
        client.v1.checkout.sessions.create(
            cast("SessionCreateParams", attempt.params),
            {"idempotency_key": attempt.key},
        )
    )
    remember(attempt, session)
    return session


def find_session(
    client: stripe.StripeClient, attempt: PaymentAttempt
) -> SessionFacts | None:
    """Look for the attempt's session among those Stripe has made since."""
    since = int((attempt.created_at - timedelta(hours=1)).timestamp())
    page = client.v1.checkout.sessions.list({"created": {"gte": since}, "limit": 100})
    reference = attempt.params["client_reference_id"]
    for each in page.auto_paging_iter():
        session = of_session(each)
        if session.attempt_key == attempt.key and session.reference == reference:
            return session
    return None


def remember(attempt: PaymentAttempt, session: SessionFacts) -> None:
    """Keep which session the attempt became."""
    attempt.session_id, attempt.session_url = session.id, session.url
    attempt.save(update_fields=["session_id", "session_url"])


def close(
    client: stripe.StripeClient,
    attempt: PaymentAttempt,
    session: SessionFacts,
    *,
    at: datetime,
) -> None:
    """Close a session that should not be paid; if it just was, record that."""
    try:
        client.v1.checkout.sessions.expire(session.id)
    except stripe.InvalidRequestError:
        settle(retrieve(client, session.id), at=at)
    else:
        end(attempt, End.REPLACED, at=at)


@transaction.atomic
def end(attempt: PaymentAttempt, how: PaymentAttempt.End, *, at: datetime) -> None:
    PaymentAttempt.objects.select_for_update().get(pk=attempt.pk).end(how, at)


def _log(bill: Bill, error: stripe.StripeError) -> None:
    """Enough to find it in Stripe's log; neither key nor payer is in it."""
    logger.error(
        "Paying bill %s: Stripe answered %s, request %s.",
        bill.reference,
        type(error).__name__,
        error.request_id,
    )


def stop(bill: Bill, *, at: datetime) -> bool:
    """Let nobody pay the bill at Stripe any more, and record it if somebody just has.

    False when Stripe does not answer, or the money is on its way: then the bill may
    be paid this moment.
    """
    attempt = bill.attempts.open().first()
    if attempt is None:
        return True
    try:
        with stripe_client() as client:
            session = find_again(client, attempt, at=at)
            if session is None:
                return True
            settle(session, at=at)
            if session.is_open:
                close(client, attempt, session, at=at)
    except stripe.StripeError as error:
        _log(bill, error)
        return False
    return not session.is_pending


def look_again(attempt: PaymentAttempt, *, at: datetime) -> SessionFacts | None:
    """What became of an attempt, recorded; None when Stripe does not answer."""
    if not attempt.session_id:
        return None
    try:
        with stripe_client() as client:
            session = retrieve(client, attempt.session_id)
    except stripe.StripeError as error:
        _log(attempt.bill, error)
        return None
    settle(session, at=at)
    return session
