"""Outgoing mail in the admin: what became of it, and sending it again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import admin_front, outbox
from accounts.emails import make_message
from accounts.models import MailState, OutboxMail
from tests.support.accounts import finnish, let_in, make_administrator, make_user
from tests.support.queries import queries_of
from tests.support.registries import put_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client):
    let_in(client, make_user("hallitus@esimerkki.example", "board"))
    return client


def make_mail(key: str = "x", **fields: object) -> OutboxMail:
    email = "saaja@esimerkki.example"
    outbox.add(make_message("sign-in-unknown", email, "fi", {"email": email}), key=key)
    row = OutboxMail.objects.get(key=key)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def one_of_each() -> dict[str, OutboxMail]:
    now = timezone.now()
    return {
        MailState.WAITING: make_mail("waiting", subject="Kirje A"),
        MailState.FAILING: make_mail("failing", subject="Kirje B", error="OSError"),
        MailState.SENT: make_mail("sent", subject="Kirje C", sent_at=now),
        MailState.GIVEN_UP: make_mail(
            "given-up", subject="Kirje D", error="OSError", given_up_at=now
        ),
    }


def test_each_mail_shows_its_state(board):
    one_of_each()

    html = board.get("/admin/outbox/").content.decode()

    for state in MailState:
        assert finnish(str(state.label)) in html


@pytest.mark.parametrize("state", MailState)
def test_the_list_is_narrowed_to_a_state(board, state):
    mails = one_of_each()

    html = board.get(f"/admin/outbox/?state={state}").content.decode()

    for name, row in mails.items():
        assert (row.subject in html) == (name == state)


def test_an_odd_state_is_no_error(board):
    assert board.get("/admin/outbox/?state=%00x").status_code == 200


def test_the_list_is_searched_by_address_and_subject(board):
    make_mail(subject="Lasku vuodelta 2026")

    assertContains(board.get("/admin/outbox/?q=2026"), "Lasku vuodelta")
    assertContains(board.get("/admin/outbox/?q=saaja"), "Lasku vuodelta")
    assertNotContains(board.get("/admin/outbox/?q=ei-ole"), "Lasku vuodelta")


def test_what_a_mail_says_is_not_shown(board):
    row = make_mail()

    response = board.get(f"/admin/outbox/inspect/{row.pk}/")

    assertContains(response, row.to)
    assertNotContains(response, "Content-Transfer-Encoding")
    assertNotContains(response, "multipart")


def test_a_mail_that_was_given_up_is_sent_again(board):
    row = make_mail(
        error="OSError", given_up_at=timezone.now(), tries=10,
        next_try_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip

    response = board.post(f"/admin/outbox/send-again/{row.pk}/")

    assertRedirects(response, f"/admin/outbox/inspect/{row.pk}/")
    assert outbox.send_due(timezone.now()) == 1
    assert mail.outbox[-1].to == [row.to]
    row.refresh_from_db()
    assert row.state == MailState.SENT


def test_looking_sends_nothing(board):
    row = make_mail(sent_at=timezone.now())

    assert board.get(f"/admin/outbox/send-again/{row.pk}/").status_code == 405
    row.refresh_from_db()
    assert row.state == MailState.SENT


def test_a_mail_that_is_not_there_is_not_found(board):
    assert board.post("/admin/outbox/send-again/999/").status_code == 404


def test_who_only_looks_has_no_button(client):
    user = make_user("x@esimerkki.example", "board")
    let_in(client, user)
    row = make_mail()
    button = f"/admin/outbox/send-again/{row.pk}/"

    assertContains(client.get(f"/admin/outbox/inspect/{row.pk}/"), button)
    user.groups.get().permissions.remove(
        *user.groups.get().permissions.filter(codename="send_again")
    )

    assertNotContains(client.get(f"/admin/outbox/inspect/{row.pk}/"), button)
    assert client.post(button).status_code == 404


@pytest.mark.parametrize("deed", ["new", "edit/1", "delete/1", "history/1"])
def test_mails_are_not_written_or_deleted_by_hand(client, deed):
    let_in(client, make_administrator())
    make_mail()

    assert client.post(f"/admin/outbox/{deed}/").status_code == 404
    assert OutboxMail.objects.exists()


def test_twenty_mails_cost_no_more_queries_than_one(board):
    def ask() -> None:
        board.get("/admin/outbox/")

    make_mail("m0")
    ask()
    for_one = queries_of(ask)
    for number in range(1, 20):
        make_mail(f"m{number}")

    assert queries_of(ask) == for_one <= 20


# --- the admin's front page -----------------------------------------------------------


def test_what_could_not_be_sent_waits_on_the_front_page(board):
    make_mail(given_up_at=timezone.now())

    assertContains(board.get("/admin/"), finnish("E-mails that could not be sent"))


def test_when_nothing_waits_it_says_so(board):
    mails = admin_front._cards["mail-given-up"]
    with put_back(admin_front._cards, empty=True):
        admin_front.register(mails)
        page = board.get("/admin/")

    sentence = (
        "Nothing waits for you right now. When something does, it is listed here."
    )
    assertContains(page, finnish(sentence))


def test_what_waits_for_others_is_not_shown(client):
    let_in(client, make_user("toimittaja@esimerkki.example", "editor"))
    make_mail(given_up_at=timezone.now())

    response = client.get("/admin/")

    assertNotContains(response, finnish("E-mails that could not be sent"))
