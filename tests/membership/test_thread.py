"""The whole way, as an applicant and the board walk it: apply, confirm, be accepted,
pay by the stand-in, in whatever order Stripe's webhook and the return page come."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import OutboxMail
from membership.models import Application, ApplicationState, Due, Member
from payments.models import Payment, Receipt
from tests.membership.conftest import browser_of
from tests.support.membership import MINUTES, filled_in, links_in, mails

COMPLETED = "checkout.session.completed"


def become_member(client, board):
    """From the empty form to the mail with the bill; gives the bill's address."""
    client.post("/liity/", filled_in())
    client.post(links_in(mails("application-confirm")[0])[0])
    application = Application.objects.get()
    board.post(
        f"/admin/bulk/membership/application/accept/?id={application.pk}",
        {"decided_on": str(timezone.localdate()), "minutes_reference": MINUTES},
    )
    return links_in(mails("application-accepted")[0])[0]


def pay_at_stripe(client, stand_in, address, method):
    """Press pay and pay there; gives the address one comes back to."""
    assert client.post(f"{address}maksa/").status_code == 303
    session = Due.objects.get().bill.attempts.get().session_id
    stand_in.pay(session, method)
    return f"{address}maksettu/?session={session}"


def webhook_first(client, stand_in, address, method):
    back = pay_at_stripe(client, stand_in, address, method)
    assert stand_in.wait_for_webhooks(20)
    client.get(back)


def return_first(client, stand_in, address, method):
    stand_in.hold()
    client.get(pay_at_stripe(client, stand_in, address, method))
    stand_in.deliver(stand_in.events(COMPLETED)[-1]["id"])


def webhook_alone(client, stand_in, address, method):
    pay_at_stripe(client, stand_in, address, method)
    assert stand_in.wait_for_webhooks(20)


def return_alone(client, stand_in, address, method):
    stand_in.webhook_url = None
    client.get(pay_at_stripe(client, stand_in, address, method))


def both_at_once(client, stand_in, address, method):
    stand_in.hold()
    back = pay_at_stripe(client, stand_in, address, method)
    event = stand_in.events(COMPLETED)[-1]["id"]

    def come_back():
        try:
            return client.get(back).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as together:
        returned = together.submit(come_back)
        delivered = together.submit(stand_in.deliver, event)
        assert (returned.result(), delivered.result()) == (303, [200])


@pytest.mark.parametrize(
    "order", [webhook_first, return_first, webhook_alone, return_alone, both_at_once]
)
@pytest.mark.parametrize("method", ["card", "mobilepay"])
def test_from_the_form_to_the_receipt(site, client, stand_in, settings, order, method):
    address = become_member(client, browser_of("board", settings))
    assert client.get(address).context["page"].is_open

    order(client, stand_in, address, method)

    due = Due.objects.get()
    assert due.bill.is_covered
    assert list(Due.objects.paid()) == [due]
    assert Payment.objects.count() == Receipt.objects.count() == 1
    receipts = OutboxMail.objects.filter(key__startswith="receipt-")
    assert [row.to for row in receipts] == ["satu@esimerkki.example"]
    assert "Lasku on maksettu" in client.get(address).content.decode()


def test_b5_paying_never_changes_what_the_board_has_decided(
    site, client, stand_in, settings
):
    address = become_member(client, browser_of("board", settings))
    before = Application.objects.values().get()
    membership = Member.objects.get().memberships.values().get()

    webhook_alone(client, stand_in, address, "card")

    assert Application.objects.values().get() == before
    assert Member.objects.get().memberships.values().get() == membership
    assert Application.objects.get().state == ApplicationState.ACCEPTED


def test_b5_a_decision_never_changes_what_is_paid(site, client, stand_in, settings):
    board = browser_of("board", settings)
    address = become_member(client, board)
    webhook_alone(client, stand_in, address, "card")

    application = Application.objects.get()
    for action in ("accept", "reject"):
        board.post(
            f"/admin/bulk/membership/application/{action}/?id={application.pk}",
            {
                "decided_on": str(timezone.localdate()),
                "minutes_reference": MINUTES,
                "reason": "Toinen päätös",
            },
        )

    assert Due.objects.get().bill.is_covered
    assert Payment.objects.count() == 1
    assert Application.objects.get().state == ApplicationState.ACCEPTED


def test_money_given_back_opens_the_due_and_leaves_the_membership(
    site, client, stand_in, settings
):
    address = become_member(client, browser_of("board", settings))
    webhook_alone(client, stand_in, address, "card")

    stand_in.refund(Payment.objects.get().provider_id)
    assert stand_in.wait_for_webhooks(20)

    assert list(Due.objects.unpaid()) == [Due.objects.get()]
    assert Member.objects.current(timezone.localdate()).count() == 1
