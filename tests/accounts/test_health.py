"""/healthz: a word for everybody, the reason for the log and for this machine."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from accounts import health, work
from accounts.models import TimedRun
from tests.support.registries import put_back

FROM_AFAR = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture(autouse=True)
def forgetful():
    """A process that has just started."""
    vars(health.memory).update(vars(health.Memory()))


@pytest.fixture
def working(db):
    work.beat(timezone.now())


@pytest.fixture
def ailing():
    """Registers a check of the test's own beside the real ones."""
    with put_back(health._checks):
        yield health.register


def test_all_is_well(client, working):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-cache" in response.headers["Cache-Control"]


def test_a_silent_worker_is_told(client, working):
    TimedRun.objects.update(ran_at=timezone.now() - timedelta(minutes=11))

    response = client.get("/healthz")

    assert response.status_code == 503
    assert b"worker: The worker has not reported for ten minutes" in response.content


def test_a_worker_silent_for_nine_minutes_may_be_busy(client, working):
    TimedRun.objects.update(ran_at=timezone.now() - timedelta(minutes=9))

    assert client.get("/healthz").status_code == 200


def test_waiting_migrations_are_told(client, working):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")

    response = client.get("/healthz")

    assert response.status_code == 503
    assert b"migration(s) wait, first accounts.0001" in response.content
    assert b"run `manage.py migrate`" in response.content


def test_migrations_once_found_applied_are_not_looked_at_again(
    client, working, django_assert_num_queries
):
    client.get("/healthz")

    with django_assert_num_queries(1):
        assert health.migrations() is None
        health.database()


def test_a_broken_database_is_unwell_and_not_an_error(client, db, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.content == (
        b"unwell\ndatabase: The database does not answer: the disk is full\n"
    )


def test_a_check_that_fails_is_unwell_and_the_others_are_asked(client, working, ailing):
    def fails():
        raise KeyError("bank")

    ailing("first", fails)
    ailing("second", lambda: "The disk is nearly full.")

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.content == (
        b"unwell\nfirst: KeyError: 'bank'\nsecond: The disk is nearly full.\n"
    )


@pytest.mark.parametrize(
    "who",
    [
        FROM_AFAR,
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": ""},
    ],
    ids=["afar", "by a proxy", "pretending", "unknown"],
)
def test_the_public_sees_only_the_word(client, db, who):
    response = client.get("/healthz", **who)

    assert (response.status_code, response.content) == (503, b"unwell\n")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_sees_the_reason(client, db, address):
    response = client.get("/healthz", REMOTE_ADDR=address)

    assert b"worker: " in response.content


def test_the_log_has_the_reason_once_and_then_that_all_is_well(client, db, caplog):
    caplog.set_level(logging.INFO, logger="mentorit.health")

    for _ in range(3):
        client.get("/healthz", **FROM_AFAR)
    work.beat(timezone.now())
    for _ in range(3):
        client.get("/healthz", **FROM_AFAR)

    told = [record.getMessage() for record in caplog.records
            if record.name == "mentorit.health"]  # fmt: skip
    assert len(told) == 2
    assert told[0].startswith("worker: The worker has not reported")
    assert told[1] == "All is well again."


def test_a_lasting_trouble_is_logged_again_after_a_minute(client, db, caplog):
    client.get("/healthz")
    health.memory.logged_at -= health.REPEAT

    client.get("/healthz")

    told = [record for record in caplog.records if record.name == "mentorit.health"]
    assert len(told) == 2


def test_a_healthy_answer_asks_little_of_the_database(
    client, working, django_assert_num_queries
):
    client.get("/healthz")

    with django_assert_num_queries(3):
        client.get("/healthz")
