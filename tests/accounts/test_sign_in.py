"""Signing in with a code by e-mail, and signing out."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import sign_in
from accounts.adapters import TOO_OFTEN, WRONG_CODE
from accounts.models import OutboxMail
from tests.support.accounts import (
    ask_for_code,
    code_in_mail,
    finnish,
    make_user,
    sign_in_by_code,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


def enter(client, code: str):
    return client.post("/kirjaudu/koodi/", {"code": code})


def is_in(client) -> bool:
    return client.get("/oma-sivu/").status_code == 200


def later(**ahead: int):
    return time_machine.travel(timezone.now() + timedelta(**ahead), tick=True)


def test_a_code_by_mail_signs_in(client, user):
    response = sign_in_by_code(client, user)

    assertRedirects(response, "/oma-sivu/")
    assert mail.outbox[-1].to == [user.email]


def test_the_code_leads_where_the_person_wanted_to_go(client, user):
    response = sign_in_by_code(client, user, "?next=/oma-sivu/tiedot/")

    assertRedirects(response, "/oma-sivu/tiedot/")


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\0"]
)
def test_nobody_is_led_to_another_site(client, user, target):
    asked = client.post("/kirjaudu/", {"email": user.email, "next": target})
    response = client.post(asked.url, {"code": code_in_mail(), "next": target})

    assertRedirects(response, "/oma-sivu/")


@pytest.mark.parametrize(
    "typed", ["{0} ", " {0}\n", "{1}", "{2}", "\u00a0{0}", "{3}", "Koodi: {0}"]
)
def test_a_code_is_pasted_with_whatever_came_along(client, user, typed):
    ask_for_code(client, user.email)
    code = code_in_mail()
    spaced, bare = code.replace("-", " "), code.replace("-", "")
    text = typed.format(code, spaced, bare, "–".join(code.split("-")))

    response = enter(client, text)

    # Words around it are no code; they are kept, with a sentence.
    assert response.status_code == (200 if "Koodi" in typed else 302)
    assert is_in(client) == ("Koodi" not in typed)


def test_the_address_is_typed_in_any_case(client, user):
    ask_for_code(client, "  Satu@ESIMERKKI.example ")

    enter(client, code_in_mail())

    assert is_in(client)


def test_a_code_works_for_fourteen_minutes(client, user):
    ask_for_code(client, user.email)

    with later(minutes=14):
        enter(client, code_in_mail())

        assert is_in(client)


def test_a_code_does_not_work_after_a_quarter_of_an_hour(client, user):
    ask_for_code(client, user.email)

    with later(minutes=16):
        response = enter(client, code_in_mail())

        assert response.status_code == 302
        assert not is_in(client)


def test_who_comes_back_too_late_is_told_to_ask_anew(client, user):
    ask_for_code(client, user.email)

    with later(minutes=16):
        response = client.get("/kirjaudu/koodi/", follow=True)

    assertContains(response, finnish(sign_in.CODE_IS_OLD))


def test_a_code_works_once(client, user):
    ask_for_code(client, user.email)
    code = code_in_mail()
    enter(client, code)
    client.logout()

    enter(client, code)

    assert not is_in(client)


def test_a_code_works_only_in_the_browser_that_asked(client, user):
    ask_for_code(client, user.email)

    stranger = Client()
    enter(stranger, code_in_mail())

    assert not is_in(stranger)


def test_a_new_code_replaces_the_old_one(client, user):
    ask_for_code(client, user.email)
    first = code_in_mail()
    ask_for_code(client, user.email)

    enter(client, first)
    assert not is_in(client)
    enter(client, code_in_mail())
    assert is_in(client)


def test_a_wrong_code_gets_a_sentence_and_is_kept(client, user):
    ask_for_code(client, user.email)

    response = enter(client, "1111-2222")

    assertContains(response, finnish(WRONG_CODE))
    assertContains(response, 'value="1111-2222"')


def test_after_five_wrong_codes_the_right_one_does_not_work(client, user):
    ask_for_code(client, user.email)
    code = code_in_mail()
    for _number in range(5):
        enter(client, "1111-2222")

    enter(client, code)

    assert not is_in(client)


def test_guessing_is_counted_over_all_browsers(user):
    for _number in range(sign_in.GUESSES_FROM_NETWORK // 4):
        browser = Client()
        ask_for_code(browser, user.email)
        for _guess in range(4):
            enter(browser, "1111-2222")

    browser = Client()
    ask_for_code(browser, user.email)
    response = enter(browser, code_in_mail())

    assert response.url == "/kirjaudu/"
    assert not is_in(browser)


def test_known_and_unknown_addresses_get_the_same_answer(user):
    answers = []
    for email in (user.email, "ei-kukaan@esimerkki.example"):
        browser = Client()
        asked = ask_for_code(browser, email)
        page = browser.get(asked.url)
        wrong = enter(browser, "1111-2222")
        answers.append(
            [
                (one.status_code, one.headers.get("Location"), plain(one, email))
                for one in (asked, page, wrong)
            ]
        )

    assert answers[0] == answers[1]


def plain(response, email: str) -> str:
    text = response.content.decode().replace(email, "…")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_an_unknown_address_is_told_by_mail(client):
    ask_for_code(client, "ei-kukaan@esimerkki.example")

    [message] = mail.outbox
    assert message.to == ["ei-kukaan@esimerkki.example"]
    assert message.subject == finnish("You cannot sign in with this address")


def test_who_may_no_longer_sign_in_gets_what_an_unknown_address_gets(client):
    user = make_user(is_active=False)

    response = ask_for_code(client, user.email)

    assert response.url == "/kirjaudu/koodi/"
    assert "-" not in mail.outbox[-1].subject
    enter(client, "1111-2222")
    assert not is_in(client)


def test_an_address_that_looks_alike_is_another_one(client):
    make_user("satu@esimerkki.example")

    ask_for_code(client, "satu@esımerkki.example")

    assert all("satu@esimerkki.example" not in one.to for one in mail.outbox)


def test_the_mail_is_in_the_persons_language(client):
    make_user("stina@esimerkki.example", language="sv")

    ask_for_code(client, "stina@esimerkki.example")

    assert "inloggningskod" in mail.outbox[-1].subject


def test_the_sixth_code_in_ten_minutes_has_to_wait(client, user):
    for _number in range(sign_in.CODES_FROM_NETWORK):
        ask_for_code(client, user.email)

    response = ask_for_code(client, user.email)

    assertContains(response, finnish(TOO_OFTEN))
    assert len(mail.outbox) == sign_in.CODES_FROM_NETWORK
    with later(minutes=11):
        assert ask_for_code(client, user.email).status_code == 302


def test_one_network_may_not_ask_for_everybody(client):
    for number in range(sign_in.CODES_PER_NETWORK):
        ask_for_code(client, f"person{number}@esimerkki.example")

    response = ask_for_code(client, "yksi-viela@esimerkki.example")

    assertContains(response, finnish(TOO_OFTEN))


def test_a_mail_server_that_is_away_is_told_and_nothing_is_lost(client, user, settings):
    settings.MAILERS = {
        **settings.MAILERS,
        "smtp": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        },
    }

    response = ask_for_code(client, user.email)

    assertContains(response, finnish(sign_in.MAIL_IS_DOWN))
    assertContains(response, f'value="{user.email}"')


def test_the_code_lies_readable_nowhere(client, user):
    ask_for_code(client, user.email)

    code = code_in_mail()
    kept = Session.objects.get().session_data
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("email", ["", "ei ole", "a@b", "a\0@b.example", "ä" * 300])
def test_what_is_no_address_gets_a_sentence(client, email):
    response = client.post("/kirjaudu/", {"email": email})

    assertContains(response, "Virhe:")
    assert not mail.outbox


def test_signing_in_gives_a_new_session(client, user):
    ask_for_code(client, user.email)
    before = client.session.session_key

    enter(client, code_in_mail())

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_looking_at_sign_out_ends_nothing(client, user):
    sign_in_by_code(client, user)

    assertContains(client.get("/kirjaudu-ulos/"), finnish("Do you want to sign out?"))
    assert is_in(client)


def test_signing_out_ends_the_session(client, user):
    sign_in_by_code(client, user)
    key = client.session.session_key

    client.post("/kirjaudu-ulos/")

    assert not is_in(client)
    assert not Session.objects.filter(session_key=key).exists()


def test_a_session_lasts_two_weeks(client, user):
    sign_in_by_code(client, user)

    with later(days=13):
        assert is_in(client)
    with later(days=15):
        assert not is_in(client)


def test_there_is_no_way_to_sign_up_or_to_have_a_password(client, user):
    user.set_password("oikea")
    user.save()

    assert not client.login(username=user.email, password="oikea")
    assert not client.login(email=user.email, password="oikea")
    for path in ("/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"):
        assert client.get(path).status_code == 404


def test_who_has_signed_in_is_not_asked_again(client, user):
    sign_in_by_code(client, user)

    assertRedirects(client.get("/kirjaudu/"), "/oma-sivu/")


def test_the_page_says_nothing_in_english(client):
    response = client.get("/kirjaudu/")

    assertContains(response, finnish("Send me a code"))
    assertNotContains(response, "Send me a code")
