"""A code from the app opens one door, once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from tests.support.accounts import App, app_code, make_user, sign_in_by_code

pytestmark = pytest.mark.django_db

# In the middle of a half-minute: the code before and the code after are right as well.
NOON = datetime(2026, 11, 24, 10, 0, 15, tzinfo=UTC)


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def app(user):
    return App(user)


def second_step(user, code: str) -> bool:
    """A new browser, a code by mail, then the app's: whether it lets in."""
    client = Client()
    answer = sign_in_by_code(client, user)
    client.post(answer.url, {"code": code})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("seconds", [0, 20, 31, 60])
def test_a_code_that_was_used_is_refused_for_as_long_as_it_is_right(user, app, seconds):
    with time_machine.travel(NOON, tick=False):
        code = app.code(steps=1)
        assert second_step(user, code)
    with time_machine.travel(NOON + timedelta(seconds=seconds), tick=False):
        cache.clear()
        assert not second_step(user, code)


def test_the_next_code_is_taken_at_once(user, app):
    with time_machine.travel(NOON, tick=False):
        assert second_step(user, app.code())
        assert second_step(user, app.code(steps=1))


def test_a_code_that_signed_in_confirms_nothing_later(user, app):
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        answer = sign_in_by_code(client, user)
        code = app.code(steps=1)
        client.post(answer.url, {"code": code})
        clock.shift(31)

        path = "/oma-sivu/kirjautuminen/vahvista/"
        again = client.post(path, {"code": code})
        fresh = client.post(path, {"code": app.code(steps=1)})

    assert (again.status_code, fresh.status_code) == (200, 302)


def test_using_a_code_again_does_not_end_the_count_of_wrong_ones(user, app):
    with time_machine.travel(NOON, tick=False):
        code = app.code()
        assert second_step(user, code)
        client = Client()
        answer = sign_in_by_code(client, user)
        for _ in range(10):
            cache.clear()
            client.post(answer.url, {"code": code})
        client.post(answer.url, {"code": app.code(steps=1)})

        assert "_auth_user_id" not in client.session


def test_the_code_that_turned_the_app_on_confirms_it_as_well(client, user):
    client.force_login(user)
    with time_machine.travel(NOON, tick=False):
        client.get("/oma-sivu/kirjautuminen/sovellus/")
        code = app_code(client.session["mfa.totp.secret"])
        client.post("/oma-sivu/kirjautuminen/sovellus/", {"code": code})

        path = "/oma-sivu/kirjautuminen/vahvista/"
        assert client.post(path, {"code": code}).status_code == 302
