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
