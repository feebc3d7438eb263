"""The authenticator app, recovery codes, and what “Signing in” on my page does."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import forms
from accounts.adapters import TOO_OFTEN, WRONG_CODE
from accounts.models import OutboxMail
from tests.support.accounts import (
    App,
    app_code,
    authenticators,
    finnish,
    let_in,
    make_passkey,
    make_recovery_codes,
    make_user,
    sign_in_by_code,
    sign_in_with_passkey,
)

pytestmark = pytest.mark.django_db

STEP = "/kirjaudu/toinen-vaihe/"
OWN = "/oma-sivu/kirjautuminen/"


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def app(user):
    return App(user)


def is_in(client) -> bool:
    return client.get("/oma-sivu/").status_code == 200


def told(user) -> list[str]:
    rows = OutboxMail.objects.filter(to=user.email, key__startswith="sign-in-changed")
    return [bytes(row.content).decode() for row in rows]


# --- at the door ------------------------------------------------------------------


def test_after_the_code_by_mail_the_app_is_asked(client, user, app):
    response = sign_in_by_code(client, user)

    assertRedirects(response, STEP)
    assert not is_in(client)


def test_the_apps_code_finishes_the_sign_in(client, user, app):
    sign_in_by_code(client, user, "?next=/oma-sivu/tiedot/")

    response = client.post(STEP, {"code": app.code()})

    assertRedirects(response, "/oma-sivu/tiedot/")


@pytest.mark.parametrize("pasted", ["{} ", " {}", "{0:.3} {0:>.3}"])
def test_the_apps_code_is_pasted_too(client, user, app, pasted):
    code = app.code()
    sign_in_by_code(client, user)

    client.post(STEP, {"code": f" {code[:3]} {code[3:]}\n"})

    assert is_in(client)


def test_a_clock_that_is_a_little_wrong_does_no_harm(client, user, app):
    sign_in_by_code(client, user)

    client.post(STEP, {"code": app.code(steps=-1)})

    assert is_in(client)


def test_an_apps_code_works_once(client, user, app):
    code = app.code()
    for browser in (client, Client()):
        sign_in_by_code(browser, user)
        browser.post(STEP, {"code": code})

    assert is_in(client)
    assert not is_in(browser)


def test_a_wrong_code_gets_a_sentence(client, user, app):
    sign_in_by_code(client, user)

    response = client.post(STEP, {"code": "000000"})

    assertContains(response, finnish(WRONG_CODE))


def test_guessing_the_apps_code_is_stopped(user, app):
    for _browser in range(2):
        client = Client()
        sign_in_by_code(client, user)
        for _guess in range(forms.GUESSES // 2):
            client.post(STEP, {"code": "000000"})

    response = client.post(STEP, {"code": app.code()})

    assert not is_in(client)
    assertContains(response, finnish(TOO_OFTEN))


def test_a_recovery_code_stands_in_once(client, user, app):
    code = make_recovery_codes(user)[0]
    for browser in (client, Client()):
        sign_in_by_code(browser, user)
        browser.post(STEP, {"code": code})

    assert is_in(client)
    assert not is_in(browser)


def test_with_a_lost_secret_key_no_code_fits_and_nothing_breaks(client, user, app):
    key = Authenticator.objects.get(type="totp")
    key.data["secret"] = "sealed with another key"
    key.save()
    sign_in_by_code(client, user)

    for secret in (app.secret, "A" * 32, ""):
        client.post(STEP, {"code": app_code(secret)})

    assert not is_in(client)
    assert client.get(STEP).status_code == 200


def test_the_second_step_alone_is_no_way_in(client, user, app):
    response = client.post(STEP, {"code": app.code()})

    assert response.status_code == 302
    assert not is_in(client)


def test_a_passkey_needs_no_second_step(client, user, app):
    sign_in_with_passkey(client, make_passkey(user))

    assert is_in(client)


# --- on my page ----------------------------------------------------------------------


def test_the_app_is_turned_on_with_the_code_it_shows(client, user):
    sign_in_by_code(client, user)
    page = client.get(f"{OWN}sovellus/")
    secret = page.context["form"].secret

    client.post(f"{OWN}sovellus/", {"code": app_code(secret)})

    assert authenticators(user) == ["recovery_codes", "totp"]
    assert len(told(user)) == 1


def test_the_key_of_the_app_lies_sealed(client, user, app):
    data = Authenticator.objects.get(type="totp").data

    assert app.secret not in str(data)


def test_recovery_codes_lie_sealed(user):
    codes = make_recovery_codes(user)

    data = str(Authenticator.objects.get().data)
    assert not [code for code in codes if code in data]


def test_the_picture_for_the_app_is_ours_and_fits_the_policy(client, user):
    sign_in_by_code(client, user)

    response = client.get(f"{OWN}sovellus/")

    assertContains(response, 'src="data:image/svg+xml')
    assertNotContains(response, "<style")


def test_a_wrong_code_does_not_turn_the_app_on(client, user):
    sign_in_by_code(client, user)
    client.get(f"{OWN}sovellus/")

    response = client.post(f"{OWN}sovellus/", {"code": "000000"})

    assertContains(response, finnish(WRONG_CODE))
    assert authenticators(user) == []


def test_turning_the_app_off_wants_its_code_first(client, user, app):
    client.force_login(user)

    response = client.post(f"{OWN}sovellus/pois/")

    assert response.url.startswith(f"{OWN}vahvista/")
    assert "totp" in authenticators(user)


def test_the_app_is_turned_off_and_that_is_told(client, user, app):
    let_in(client, user)

    client.post(f"{OWN}sovellus/pois/")

    assert "totp" not in authenticators(user)
    assert len(told(user)) == 1


def test_confirming_leads_back(client, user, app):
    client.force_login(user)
    confirm = client.get(f"{OWN}varakoodit/uudet/").url

    response = client.post(confirm, {"code": app.code()})

    assertRedirects(response, f"{OWN}varakoodit/uudet/")


def test_a_shown_second_factor_is_asked_again_after_a_while(client, user, app):
    let_in(client, user)
    assert client.get(f"{OWN}sovellus/pois/").status_code == 200

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert client.get(f"{OWN}sovellus/pois/").status_code == 302


def test_new_recovery_codes_make_the_old_ones_worthless(client, user, app):
    old = make_recovery_codes(user)[0]
    let_in(client, user)

    client.post(f"{OWN}varakoodit/uudet/")

    page = client.get(f"{OWN}varakoodit/")
    new = page.context["unused_codes"]
    assert old not in new
    assert len(new) == 10
    browser = Client()
    sign_in_by_code(browser, user)
    browser.post(STEP, {"code": old})
    assert not is_in(browser)
    assert len(told(user)) == 1


def test_recovery_codes_come_as_a_file(client, user, app):
    codes = make_recovery_codes(user)
    let_in(client, user)

    response = client.get(f"{OWN}varakoodit/lataa/")

    assert response.headers["Content-Type"].startswith("text/plain")
    assert "attachment" in response.headers["Content-Disposition"]
    assert codes[0] in response.content.decode().replace(" ", "")


@pytest.mark.parametrize("path", ["", "sovellus/", "varakoodit/", "avaimet/uusi/"])
def test_these_pages_are_kept_by_nobody(client, user, app, path):
    make_recovery_codes(user)
    let_in(client, user)

    response = client.get(OWN + path)

    assert "no-store" in response.headers["Cache-Control"]


# --- other devices -------------------------------------------------------------------


def test_all_other_sessions_end(client, user):
    elsewhere = Client()
    sign_in_by_code(elsewhere, user)
    sign_in_by_code(client, user)

    assertRedirects(client.post(f"{OWN}muualla/"), OWN)

    assert is_in(client)
    assert not is_in(elsewhere)


def test_looking_ends_no_session(client, user):
    elsewhere = Client()
    sign_in_by_code(elsewhere, user)
    sign_in_by_code(client, user)

    assert client.get(f"{OWN}muualla/").status_code == 405
    assert is_in(elsewhere)


def test_somebody_elses_sessions_stay(client, user):
    aino = Client()
    sign_in_by_code(aino, make_user("aino@esimerkki.example"))
    sign_in_by_code(client, user)

    client.post(f"{OWN}muualla/")

    assert is_in(aino)


def test_a_session_in_the_database_tells_nothing(client, user):
    sign_in_by_code(client, user)

    kept = Session.objects.get().session_data
    assert user.email not in kept
    assert "_auth_user_id" not in kept


def test_no_mail_is_sent_for_signing_in(client, user):
    sign_in_by_code(client, user)

    assert len(mail.outbox) == 1  # the code itself
    assert not OutboxMail.objects.exists()
