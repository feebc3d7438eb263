"""Mail servers that are away, refuse, hang up or are slow; the clock is the test's."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connections

from accounts import outbox
from accounts.models import OutboxMail
from accounts.models.mail import MailState
from config import env
from tests.support.mail_server import MailServer, use
from tests.support.soak import times

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server(settings):
    with MailServer() as running:
        use(settings, running)
        yield running


def add(number: int, *, to: str = "") -> OutboxMail:
    """A mail that waits since noon."""
    to = to or f"jasen{number}@esimerkki.example"
    outbox.add(EmailMultiAlternatives(f"Kirje {number}", "Hei", to=[to]), key=to)
    row = OutboxMail.objects.get(key=to)
    row.next_try_at = NOON
    row.save()
    return row


def states() -> dict[str, int]:
    names = list(MailState)
    counts = {name: OutboxMail.objects.in_state(name).count() for name in names}
    return {str(name): count for name, count in counts.items() if count}


@pytest.mark.django_db
def test_an_hour_without_a_mail_server_loses_and_doubles_nothing(server):
    for number in range(10):
        add(number)
    server.stop()

    for minute in range(60):
        assert outbox.send_due(NOON + minute * MINUTE) == 0
    assert states() == {"failing": 10}

    server.start()
    for minute in range(60, 180):
        outbox.send_due(NOON + minute * MINUTE)

    assert states() == {"sent": 10}
    assert len(server.taken) == len(set(server.ids)) == 10


@pytest.mark.django_db
def test_an_absent_server_is_asked_once_a_minute_and_not_once_for_each_mail(server):
    for number in range(10):
        add(number)
    server.stop()

    for second in range(60):
        outbox.send_due(NOON + timedelta(seconds=second))

    assert sum(OutboxMail.objects.values_list("tries", flat=True)) == 1
    assert all("Error" in row.error for row in OutboxMail.objects.all())


@pytest.mark.django_db
def test_one_bad_recipient_does_not_stop_the_others(server):
    for number in range(5):
        add(number)
    server.refused.add("jasen2@esimerkki.example")

    assert outbox.send_due(NOON) == 4

    assert states() == {"sent": 4, "failing": 1}
    refused = OutboxMail.objects.get(key="jasen2@esimerkki.example")
    assert "nobody" in refused.error
    assert refused.next_try_at > NOON


@pytest.mark.django_db
def test_an_address_that_is_none_does_not_stop_the_others(server):
    add(1, to="satu@@esimerkki")
    add(2)

    assert outbox.send_due(NOON) == 1
    assert states() == {"sent": 1, "failing": 1}


@pytest.mark.django_db
def test_pauses_grow_and_after_the_last_the_mail_is_given_up_and_shown(server):
    row = add(1)
    server.refused.add(row.to)
    pauses = []

    while row.given_up_at is None:
        at = row.next_try_at
        outbox.send_due(at - timedelta(seconds=1))
        outbox.send_due(at)
        row.refresh_from_db()
        pauses.append(round((row.next_try_at - at) / MINUTE))

    assert [pause * MINUTE for pause in pauses[:-1]] == outbox.PAUSES
    assert row.tries == len(outbox.PAUSES) + 1
    assert row.state == MailState.GIVEN_UP
    assert "nobody" in row.error
    assert outbox.send_due(at + timedelta(days=30)) == 0


@pytest.mark.django_db
def test_what_was_given_up_can_be_sent_again(server):
    row = add(1)
    row.given_up_at, row.error, row.tries = NOON, "550 nobody", 10
    row.save()

    outbox.send_again(row, at=NOON)

    assert outbox.send_due(NOON) == 1
    assert states() == {"sent": 1}


@pytest.mark.django_db
def test_each_try_carries_the_same_message_id(server):
    row = add(1)
    server.refused.add(row.to)
    outbox.send_due(NOON)
    server.refused.clear()
    written = bytes(row.content)

    outbox.send_due(NOON + 2 * MINUTE)

    row.refresh_from_db()
    assert bytes(row.content) == written
    assert server.ids == [
        line.partition(b": ")[2].decode()
        for line in written.splitlines()
        if line.lower().startswith(b"message-id")
    ]


@pytest.mark.django_db
def test_a_refused_password_is_not_tried_for_each_mail(settings, server):
    for number in range(5):
        add(number)
    options = {**env.mailer(server.url)["OPTIONS"], "username": "a", "password": "b"}
    smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    settings.MAILERS = {**settings.MAILERS, "smtp": {**smtp, "OPTIONS": options}}

    assert outbox.send_due(NOON) == 0

    assert server.connections == 1
    assert states() == {"failing": 5}


@pytest.mark.django_db
def test_a_server_that_hangs_up_loses_nothing(settings, server):
    add(1)
    server.is_silent.set()
    options = {**env.mailer(server.url)["OPTIONS"], "timeout": 0.3}
    smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    settings.MAILERS = {**settings.MAILERS, "smtp": {**smtp, "OPTIONS": options}}

    assert outbox.send_due(NOON) == 0
    server.is_silent.clear()
    assert outbox.send_due(NOON + 2 * MINUTE) == 1

    assert len(server.taken) == 1


@pytest.mark.django_db
def test_the_server_is_greeted_with_a_name(server):
    add(1)

    outbox.send_due(NOON)

    (name,) = server.greeted_as
    assert name.strip("[]")
    assert name.isascii()


@times(3)
def test_workers_at_once_send_each_mail_once(committed, settings, server):
    for number in range(20):
        add(number)
    start = threading.Barrier(4)

    def send():
        start.wait()
        while OutboxMail.objects.due(NOON).exists():
            outbox.send_due(NOON)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert states() == {"sent": 20}
    assert len(server.taken) == len(set(server.ids)) == 20
