"""How often somebody may try to sign in, and that a stranger locks out nobody."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from accounts import sign_in
from accounts.adapters import GUESSED_TOO_OFTEN
from accounts.models import RateCount
from tests.support.accounts import ask_for_code, code_in_mail, finnish, make_user

pytestmark = pytest.mark.django_db

OWNER = "198.51.100.7"
STRANGER = "203.0.113.9"
CODE_PAGE = "/kirjaudu/koodi/"
NOON = datetime(2026, 11, 24, 10, tzinfo=UTC)


def browser(network: str = STRANGER) -> Client:
    return Client(REMOTE_ADDR=network)


@pytest.fixture
def user():
    return make_user()


def guess_wrong(user, network: str, times: int) -> None:
    """Wrong codes from a network; as often as it is let, asking for new ones."""
    for number in range(times):
        if number % 5 == 0:
            client = browser(network)
            ask_for_code(client, user.email)
        client.post(CODE_PAGE, {"code": "0000-0000"})


def is_let_in(client: Client, user) -> bool:
    answer = ask_for_code(client, user.email)
    if answer.status_code == 302:
        client.post(answer.url, {"code": code_in_mail()})
    return "_auth_user_id" in client.session


def test_a_stranger_who_guesses_wrong_locks_nobody_out(user):
    guess_wrong(user, STRANGER, sign_in.GUESSES_FROM_NETWORK + 5)

    assert not is_let_in(browser(STRANGER), user)
    assert is_let_in(browser(OWNER), user)


def test_a_stranger_who_asks_for_codes_locks_nobody_out(user):
    for _ in range(sign_in.CODES_FROM_NETWORK):
        assert ask_for_code(browser(STRANGER), user.email).status_code == 302

    assert ask_for_code(browser(STRANGER), user.email).status_code == 200
    assert is_let_in(browser(OWNER), user)


def test_who_guessed_too_often_is_told_how_long_to_wait(user):
    client = browser()
    for _code in range(sign_in.GUESSES_FROM_NETWORK // 5):
        ask_for_code(client, user.email)
        for _guess in range(5):
            client.post(CODE_PAGE, {"code": "0000-0000"})
    with time_machine.travel(timezone.now() + sign_in.CODES_TIME):
        ask_for_code(client, user.email)

        response = client.post(CODE_PAGE, {"code": "0000-0000"}, follow=True)

    assertContains(response, finnish(GUESSED_TOO_OFTEN))


def test_what_is_refused_to_one_network_does_not_count_for_all(user):
    for _ in range(3):
        guess_wrong(user, STRANGER, sign_in.GUESSES_FROM_NETWORK)

    assert RateCount.objects.filter(count__gt=sign_in.GUESSES_FROM_NETWORK).count() == 0


def test_many_networks_together_come_to_an_end(user):
    allowed = 0
    for number in range(sign_in.CODES_TO_ADDRESS + 1):
        answer = ask_for_code(browser(f"203.0.113.{number}"), user.email)
        allowed += answer.status_code == 302

    assert allowed == sign_in.CODES_TO_ADDRESS


def test_the_owner_is_let_in_again_when_the_time_is_over(user):
    with time_machine.travel(NOON, tick=False):
        guess_wrong(user, OWNER, sign_in.GUESSES_FROM_NETWORK)
        assert not is_let_in(browser(OWNER), user)
    with time_machine.travel(NOON + sign_in.GUESSES_TIME, tick=False):
        assert is_let_in(browser(OWNER), user)
