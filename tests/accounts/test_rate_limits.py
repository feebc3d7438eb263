"""Counts that hold across processes."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from accounts import rate_limits, sign_in
from accounts.models import RateCount
from tests.support.accounts import ask_for_code, make_user

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def allow(key="satu", at=NOON, limit=2):
    return rate_limits.allow("asking", key, limit=limit, per=MINUTE, at=at)


@pytest.mark.django_db
def test_so_many_and_no_more():
    assert [allow(), allow(), allow()] == [True, True, False]


@pytest.mark.django_db
def test_the_count_ends_a_while_after_the_first():
    allow()
    allow(at=NOON + timedelta(seconds=50))

    assert not allow(at=NOON + timedelta(seconds=59))
    assert allow(at=NOON + MINUTE)
    assert allow(at=NOON + MINUTE)


@pytest.mark.django_db
def test_who_goes_on_asking_does_not_wait_longer():
    for seconds in range(0, 60, 10):
        allow(at=NOON + timedelta(seconds=seconds))

    assert allow(at=NOON + MINUTE)


@pytest.mark.django_db
def test_each_is_counted_alone():
    assert allow("satu", limit=1)
    assert allow("aino", limit=1)
    assert not allow("satu", limit=1)


@pytest.mark.django_db
def test_after_forgetting_it_begins_anew():
    allow(limit=1)
    rate_limits.forget("asking", "satu")

    assert allow(limit=1)


@pytest.mark.django_db
def test_the_row_tells_of_nobody():
    allow("satu@esimerkki.example")

    assert "satu" not in RateCount.objects.get().key


@pytest.mark.django_db
def test_counts_that_have_ended_are_taken_away():
    allow("old")
    allow("new", at=NOON + MINUTE)

    assert rate_limits.remove_old(NOON + MINUTE) == "Removed 1 old count(s)."
    assert RateCount.objects.count() == 1


def address(settings, proxies=0, **headers):
    settings.TRUSTED_PROXIES = proxies
    return rate_limits.address_of(RequestFactory().get("/", **headers))


PASSED_ON = "198.51.100.9, 203.0.113.5, 192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "wanted"),
    [(0, "127.0.0.1"), (1, "192.0.2.1"), (2, "203.0.113.5"), (4, "127.0.0.1")],
)
def test_only_our_own_proxies_are_believed(settings, proxies, wanted):
    assert address(settings, proxies, HTTP_X_FORWARDED_FOR=PASSED_ON) == wanted


def test_a_network_of_ipv6_is_one(settings):
    first = address(settings, REMOTE_ADDR="2001:db8:1:2:aaaa::1")
    second = address(settings, REMOTE_ADDR="2001:db8:1:2:bbbb::2")
    other = address(settings, REMOTE_ADDR="2001:db8:1:3::1")

    assert first == second != other


@pytest.mark.parametrize("odd", ["", "unix:", "x" * 3000, "1.2.3"])
def test_an_odd_address_is_a_key_too(settings, odd):
    assert address(settings, REMOTE_ADDR=odd) == odd


def at_once(work, count):
    """Answers of `count` threads, each with a connection of its own."""
    answers = []
    gate = threading.Barrier(count)

    def run():
        gate.wait()
        try:
            answers.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


@pytest.mark.usefixtures("committed")
def test_of_twenty_at_once_no_more_than_the_limit_pass():
    answers = at_once(lambda: allow(limit=5), 20)

    assert sorted(answers) == [False] * 15 + [True] * 5


@pytest.mark.usefixtures("committed")
def test_ten_who_ask_at_once_get_five_codes():
    user = make_user()

    answers = at_once(lambda: ask_for_code(Client(), user.email).status_code, 10)

    assert answers.count(302) == sign_in.CODES_FROM_NETWORK
