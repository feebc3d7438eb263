"""Passkeys: added on my page, used at the door."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts import sign_in
from accounts.adapters import TOO_OFTEN
from accounts.forms import NOT_A_PASSKEY
from accounts.models import OutboxMail
from accounts.second_factor import has_second_factor
from tests.support.accounts import (
    Passkey,
    authenticators,
    finnish,
    let_in,
    make_passkey,
    make_user,
    sign_in_by_code,
    sign_in_with_passkey,
)

pytestmark = pytest.mark.django_db

NEW = "/oma-sivu/kirjautuminen/avaimet/uusi/"


@pytest.fixture
def user():
    return make_user()


def options_on(response) -> dict:
    """What the page tells passkey.js."""
    return json.loads(response.context["options"])


def add(client, passkey: Passkey, name: str = "Puhelin"):
    made = passkey.make(options_on(client.get(NEW)))
    return client.post(NEW, {"name": name, "credential": json.dumps(made)})


def is_in(client) -> bool:
    return client.get("/oma-sivu/").status_code == 200


def test_a_passkey_is_added_and_signs_in(client, user):
    sign_in_by_code(client, user)
    passkey = Passkey()

    add(client, passkey)

    assert authenticators(user) == ["recovery_codes", "webauthn"]
    browser = Client()
    response = sign_in_with_passkey(browser, passkey)
    assertRedirects(response, "/oma-sivu/")


def test_adding_leads_to_the_recovery_codes_or_the_list(client, user):
    sign_in_by_code(client, user)

    response = add(client, Passkey())

    assert response.status_code == 302
    assert response.url.startswith("/oma-sivu/kirjautuminen/")


def test_a_passkey_is_a_second_factor(client, user):
    sign_in_with_passkey(client, make_passkey(user))

    request = client.get("/oma-sivu/").wsgi_request
    assert has_second_factor(request)


def test_a_code_by_mail_is_none(client, user):
    sign_in_by_code(client, user)

    assert not has_second_factor(client.get("/oma-sivu/").wsgi_request)


def test_a_passkey_leads_where_the_person_wanted_to_go(client, user):
    response = sign_in_with_passkey(client, make_passkey(user), "/oma-sivu/tiedot/")

    assertRedirects(response, "/oma-sivu/tiedot/")


def test_who_has_only_a_passkey_is_still_let_in_by_code(client, user):
    make_passkey(user)

    sign_in_by_code(client, user)

    assert is_in(client)


def test_a_device_that_was_not_unlocked_does_not_sign_in(client, user):
    passkey = make_passkey(user)
    passkey.flags = 0x01

    sign_in_with_passkey(client, passkey)

    assert not is_in(client)


def test_somebody_elses_key_does_not_sign_in(client, user):
    passkey = make_passkey(user)
    stolen = Passkey()
    stolen.id, stolen.user_handle = passkey.id, passkey.user_handle

    sign_in_with_passkey(client, stolen)

    assert not is_in(client)


def test_an_answer_is_good_for_its_own_question_only(client, user):
    passkey = make_passkey(user)
    asked = client.get("/kirjaudu/avain/", headers={"accept": "application/json"})
    answer = json.dumps(passkey.use(asked.json()["request_options"]))

    browser = Client()
    browser.get("/kirjaudu/avain/", headers={"accept": "application/json"})
    browser.post("/kirjaudu/avain/", {"credential": answer})

    assert not is_in(browser)


def test_a_removed_passkey_does_not_sign_in(client, user):
    passkey = make_passkey(user)
    Authenticator.objects.all().delete()

    sign_in_with_passkey(client, passkey)

    assert not is_in(client)


def test_who_may_no_longer_sign_in_does_not_with_a_passkey(client, user):
    passkey = make_passkey(user)
    user.is_active = False
    user.save()

    sign_in_with_passkey(client, passkey)

    assert not is_in(client)


@pytest.mark.parametrize(
    "answer",
    ["", "null", "0", "-1", "[]", "{}", '"x"', "{", "\0", "[" * 50_000,
     '{"id": 1}', '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'],
)  # fmt: skip
def test_whatever_is_sent_instead_of_a_passkey_gets_a_sentence(client, user, answer):
    client.get("/kirjaudu/avain/", headers={"accept": "application/json"})

    response = client.post("/kirjaudu/avain/", {"credential": answer}, follow=True)

    assertContains(response, finnish(NOT_A_PASSKEY))


@pytest.mark.parametrize("answer", ["", "null", "-1", "{}", "[" * 50_000])
def test_what_is_no_passkey_is_not_added(client, user, answer):
    let_in(client, user)
    client.get(NEW)

    response = client.post(NEW, {"name": "Puhelin", "credential": answer})

    assertContains(response, finnish(NOT_A_PASSKEY))
    assertContains(response, 'value="Puhelin"')
    assert authenticators(user) == []


def test_adding_and_removing_is_told_by_mail(client, user):
    let_in(client, user)
    add(client, Passkey())
    key = Authenticator.objects.get(type="webauthn")

    client.post(f"/oma-sivu/kirjautuminen/avaimet/{key.pk}/poista/")

    told = OutboxMail.objects.filter(to=user.email).count()
    assert told >= 2
    assert authenticators(user) == []


def test_a_passkey_is_renamed(client, user):
    make_passkey(user, "Vanha nimi")
    let_in(client, user)
    key = Authenticator.objects.get(type="webauthn")

    client.post(f"/oma-sivu/kirjautuminen/avaimet/{key.pk}/nimi/", {"name": "Uusi"})

    assertContains(client.get("/oma-sivu/kirjautuminen/"), "Uusi")


@pytest.mark.parametrize("deed", ["nimi", "poista"])
def test_another_persons_passkey_does_not_exist(client, user, deed):
    make_passkey(make_user("aino@esimerkki.example"))
    key = Authenticator.objects.get()
    let_in(client, user)

    response = client.post(f"/oma-sivu/kirjautuminen/avaimet/{key.pk}/{deed}/")

    assert response.status_code == 404
    assert Authenticator.objects.count() == 1


def test_looking_at_the_page_removes_nothing(client, user):
    make_passkey(user)
    let_in(client, user)
    key = Authenticator.objects.get()

    client.get(f"/oma-sivu/kirjautuminen/avaimet/{key.pk}/poista/")

    assert Authenticator.objects.exists()


def test_removing_wants_a_passkey_after_a_code_by_mail(client, user):
    make_passkey(user)
    sign_in_by_code(client, user)
    key = Authenticator.objects.get()

    response = client.post(f"/oma-sivu/kirjautuminen/avaimet/{key.pk}/poista/")

    assert response.url.startswith("/oma-sivu/kirjautuminen/vahvista/")
    assert Authenticator.objects.exists()


def test_showing_the_passkey_again_opens_the_way(client, user):
    passkey = make_passkey(user)
    sign_in_by_code(client, user)
    key = Authenticator.objects.get()
    guarded = f"/oma-sivu/kirjautuminen/avaimet/{key.pk}/poista/"
    confirm = client.get(guarded).url
    answer = passkey.use(options_on(client.get(confirm)))

    response = client.post(confirm, {"credential": json.dumps(answer)})

    assertRedirects(response, guarded)


def test_a_network_that_tries_too_many_keys_waits(client):
    for _number in range(sign_in.PASSKEYS_PER_NETWORK):
        client.post("/kirjaudu/avain/", {"credential": "{}"})

    response = client.post("/kirjaudu/avain/", {"credential": "{}"}, follow=True)

    assertContains(response, finnish(TOO_OFTEN))
