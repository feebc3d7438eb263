"""The outbox, one mail at a time: what goes in, and what is sent of it."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, mail_managers, send_mail
from django.db import transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import OutboxMail
from accounts.models.mail import MailState
from tests.support.mail_server import MailServer, use

pytestmark = pytest.mark.django_db


def make_message(to: str = "satu@esimerkki.example", subject: str = "Hei"):
    message = EmailMultiAlternatives(subject, "Tervetuloa, Väinö", to=[to])
    message.attach_alternative("<p>Tervetuloa, Väinö</p>", "text/html")
    return message


def test_the_same_cause_makes_one_mail():
    assert outbox.add(make_message(), key="welcome-1")
    assert not outbox.add(make_message(), key="welcome-1")

    assert OutboxMail.objects.count() == 1


def test_a_mail_is_undone_with_its_cause():
    with transaction.atomic():
        outbox.add(make_message(), key="welcome-1")
        transaction.set_rollback(True)

    assert not OutboxMail.objects.exists()


def test_a_mail_is_sent_as_it_was_written():
    outbox.add(make_message(), key="welcome-1")
    row = OutboxMail.objects.get()
    written = message_from_bytes(bytes(row.content), policy=default)

    assert outbox.send_due(timezone.now()) == 1

    (sent,) = mail.outbox
    assert sent.message()["Message-ID"] == written["Message-ID"]
    assert (
        sent.message().get_body(("plain",)).get_content().strip() == "Tervetuloa, Väinö"
    )
    assert sent.recipients() == ["satu@esimerkki.example"]
    row.refresh_from_db()
    assert row.state == MailState.SENT


def test_a_sent_mail_is_not_sent_again():
    outbox.add(make_message(), key="welcome-1")
    now = timezone.now()

    outbox.send_due(now)
    for days in range(10):
        assert outbox.send_due(now + timedelta(days=days)) == 0

    assert len(mail.outbox) == 1


def test_a_mail_that_somebody_else_is_sending_is_left_alone():
    outbox.add(make_message(), key="welcome-1")
    now = timezone.now()
    pk = OutboxMail.objects.get().pk

    assert outbox._claim(pk, now) is not None
    assert outbox._claim(pk, now) is None
    assert outbox.send_due(now + outbox.TAKEN - timedelta(seconds=1)) == 0


def test_a_mail_whose_sender_was_killed_is_taken_up():
    outbox.add(make_message(), key="welcome-1")
    now = timezone.now()
    outbox._claim(OutboxMail.objects.get().pk, now)

    assert outbox.send_due(now + outbox.TAKEN) == 1


def test_mails_of_libraries_go_the_same_way_one_for_each_recipient():
    message = EmailMultiAlternatives(
        "Hei", "Hei", to=["a@esimerkki.example"], cc=["b@esimerkki.example"],
        bcc=["c@esimerkki.example"],
    )  # fmt: skip

    assert outbox.OutboxBackend(alias="default").send_messages([message]) == 3

    rows = OutboxMail.objects.order_by("to")
    assert [row.to[0] for row in rows] == ["a", "b", "c"]
    assert all(b"b@esimerkki" not in bytes(row.content) for row in (rows[0], rows[2]))
    ids = {message_from_bytes(bytes(row.content))["Message-ID"] for row in rows}
    assert len(ids) == 3
    assert message.to == ["a@esimerkki.example"]  # the caller's own is left as it was


def test_what_must_not_lie_readable_leaves_no_row():
    outbox.send_now(make_message(subject="1234-5678"))

    assert len(mail.outbox) == 1
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    "message",
    [
        make_message(subject="Hei\r\nBcc: kaikki@esimerkki.example"),
        make_message(to="satu@esimerkki.example\r\nBcc: kaikki@esimerkki.example"),
        EmailMultiAlternatives(
            "Hei", "", "a@esimerkki.example\nBcc: b@esimerkki.example",
            ["satu@esimerkki.example"],
        ),
        EmailMultiAlternatives(
            "Hei", "", to=["satu@esimerkki.example"], headers={"X-A": "1\nBcc: b@c.d"}
        ),
    ],
    ids=["subject", "to", "from", "header"],
)  # fmt: skip
def test_nobody_writes_a_header_into_a_mail(message):
    with pytest.raises(ValueError, match=r"(?i)header|newline|linefeed"):
        outbox.add(message, key="injected")

    assert not OutboxMail.objects.exists()


def test_a_subject_longer_than_the_column_is_sent_whole():
    subject = "Pitkä aihe " * 40

    outbox.add(make_message(subject=subject.strip()), key="long")
    outbox.send_due(timezone.now())

    assert mail.outbox[0].message()["Subject"] == subject.strip()
    assert len(OutboxMail.objects.get().subject) <= 250


def test_mail_to_the_managers_and_by_send_mail_waits_in_the_outbox(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "accounts.outbox.OutboxBackend"},
        "smtp": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    settings.MANAGERS = ["hallitus@esimerkki.example"]

    send_mail("Hei", "Hei", None, ["satu@esimerkki.example"])
    mail_managers("Hei", "Hei")

    assert OutboxMail.objects.count() == 2


WRITTEN = "planned-for-a-test-"


@pytest.fixture
def words():
    """What a planned mail will say when it is sent; None: nobody wants it."""
    said = {"now": "Maksamatta 20 euroa"}

    def write(_key, _at):
        return said["now"] and make_message(subject=said["now"])

    outbox.write_when_sent(WRITTEN, write)
    return said


def plan(*numbers: int) -> None:
    rows = [
        outbox.Planned(f"{WRITTEN}{number}", "satu@esimerkki.example", "Lasku")
        for number in numbers
    ]
    outbox.plan(rows, at=timezone.now())


def test_a_planned_mail_tells_what_is_so_when_it_is_sent(words):
    plan(1)
    words["now"] = "Maksamatta 5 euroa"

    assert outbox.send_due(timezone.now()) == 1

    assert [sent.subject for sent in mail.outbox] == ["Maksamatta 5 euroa"]
    row = OutboxMail.objects.get()
    assert (row.subject, row.is_planned) == ("Maksamatta 5 euroa", False)


def test_a_planned_mail_that_nobody_wants_any_more_is_forgotten(words):
    plan(1)
    words["now"] = None

    assert outbox.send_due(timezone.now()) == 0
    assert not mail.outbox
    assert not OutboxMail.objects.exists()


def test_a_mail_is_planned_once(words):
    plan(1, 2)
    plan(2, 3)

    assert outbox.send_due(timezone.now()) == 3


def test_a_planned_mail_tried_again_is_written_anew_under_one_id(words, settings):
    plan(1)
    with MailServer() as server:
        use(settings, server)
        server.stop()
        outbox.send_due(timezone.now())
        before = message_from_bytes(bytes(OutboxMail.objects.get().content))
        words["now"] = "Maksamatta 5 euroa"
        server.start()
        outbox.send_due(timezone.now() + timedelta(hours=1))

    [taken] = server.taken
    assert taken.id == before["Message-ID"]
    assert taken.message["Subject"] == "Maksamatta 5 euroa"


def test_a_mail_that_cannot_be_written_does_not_stop_the_others(words):
    outbox.write_when_sent(WRITTEN, lambda key, _at: {f"{WRITTEN}2": None}[key])
    plan(1)
    outbox.add(make_message(), key="welcome-1")

    assert outbox.send_due(timezone.now()) == 1
    assert "KeyError" in OutboxMail.objects.get(key=f"{WRITTEN}1").error


def test_a_sent_mail_that_is_sent_again_says_what_it_said(words):
    plan(1)
    outbox.send_due(timezone.now())
    words["now"] = None

    outbox.send_again(OutboxMail.objects.get(), at=timezone.now())

    assert outbox.send_due(timezone.now()) == 1
    assert [sent.subject for sent in mail.outbox] == ["Maksamatta 20 euroa"] * 2
