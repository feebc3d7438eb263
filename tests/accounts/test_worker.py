"""The worker as a real process: killed, stopped, doubled, left without its database."""

import signal
import subprocess
import time

from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone

from accounts import outbox, work
from accounts.models import OutboxMail, TimedRun
from tests.support.mail_server import MailServer
from tests.support.soak import times
from tests.support.worker import wait_for, worker


def add(number: int = 1) -> None:
    to = f"jasen{number}@esimerkki.example"
    outbox.add(EmailMultiAlternatives("Hei", "Hei", to=[to]), key=to)


def is_sent(number: int = 1) -> bool:
    rows = OutboxMail.objects.filter(to=f"jasen{number}@esimerkki.example")
    return rows.exclude(sent_at=None).exists()


@times()
def test_a_worker_killed_while_sending_leaves_the_mail_to_the_next(committed):
    add()
    with MailServer() as server:
        server.is_silent.set()
        with worker(committed, server.url) as killed:
            wait_for(server.has_read.is_set)
            killed.kill()
        assert server.taken == []
        assert not is_sent()

        # Some minutes later:
        OutboxMail.objects.update(next_try_at=timezone.now())
        server.is_silent.clear()
        with worker(committed, server.url):
            wait_for(is_sent)

        (delivery,) = server.taken
    row = OutboxMail.objects.get()
    assert delivery.id.encode() in bytes(row.content)
    assert row.tries == 2


def test_two_workers_send_each_mail_once(committed):
    for number in range(20):
        add(number)
    with (
        MailServer() as server,
        worker(committed, server.url),
        worker(committed, server.url),
    ):
        wait_for(lambda: OutboxMail.objects.exclude(sent_at=None).count() == 20)
        assert len(server.taken) == len(set(server.ids)) == 20


def test_told_to_stop_while_a_server_keeps_it_waiting_it_stops_in_five_seconds(
    committed,
):
    add()
    with MailServer() as server:
        server.is_silent.set()
        with worker(committed, server.url) as process:
            wait_for(server.has_read.is_set)

            took = stop(process, signal.SIGTERM)

    assert took < 5
    assert not is_sent()


def test_told_to_stop_while_idle_it_stops_at_once_and_well(committed):
    with MailServer() as server, worker(committed, server.url, pause=60) as process:
        wait_for(TimedRun.objects.filter(name=work.WORKER).exists)

        took = stop(process, signal.SIGINT)

    assert took < 10  # far less than its pause
    assert process.returncode == 0


def stop(process: subprocess.Popen[bytes], how: signal.Signals) -> float:
    """Ask it to end; answers after how many seconds it had."""
    asked_at = time.monotonic()
    process.send_signal(how)
    process.wait(20)
    return time.monotonic() - asked_at


def test_mail_added_while_it_runs_is_sent(committed):
    with MailServer() as server, worker(committed, server.url):
        wait_for(TimedRun.objects.filter(name=work.WORKER).exists)
        add()

        wait_for(is_sent)

        assert len(server.taken) == 1


def test_it_waits_for_tables_that_are_yet_to_be_made(committed):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_timedrun RENAME TO away")
    with MailServer() as server, worker(committed, server.url) as process:
        time.sleep(4)
        assert process.poll() is None
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO accounts_timedrun")
        add()

        wait_for(is_sent)


def test_a_sign_in_code_is_sent_by_the_site_itself(committed, settings):
    with MailServer() as server:
        settings.MAILERS = {**settings.MAILERS, "smtp": mailer(server)}
        message = EmailMultiAlternatives("1234-5678", "", to=["a@esimerkki.example"])

        outbox.send_now(message)

        assert [delivery.to for delivery in server.taken] == ["a@esimerkki.example"]
    assert not OutboxMail.objects.exists()


def mailer(server: MailServer) -> dict:
    from config import env

    return env.mailer(server.url)
