"""Whom the admin sent to get a second factor comes back to where they were going."""

import json

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.support.accounts import Passkey, app_code, let_in, make_user, sign_in_by_code

pytestmark = pytest.mark.django_db

OWN = "/oma-sivu/kirjautuminen/"
PASSKEY = f"{OWN}avaimet/uusi/"
APP = f"{OWN}sovellus/"
WANTED = "?next=%2Fadmin%2Fpages%2F"
AWAY = [
    "?next=https%3A%2F%2Fvieras.example%2Fadmin%2F",
    "?next=%2F%2Fvieras.example",
    "?next=javascript%3Aalert(1)",
]


@pytest.fixture
def board():
    return make_user("puheenjohtaja@esimerkki.example", "board")


@pytest.fixture
def sent_away(client, board):
    """Somebody of the board who signed in by a code and tried the admin."""
    sign_in_by_code(client, board)
    return client.get("/admin/pages/").url


def add_passkey(client, address: str):
    options = json.loads(client.get(address).context["options"])
    credential = json.dumps(Passkey().make(options))
    return client.post(address, {"name": "Puhelin", "credential": credential})


def turn_app_on(client, address: str):
    code = app_code(client.get(address).context["form"].secret)
    return code, client.post(address, {"code": code})


def test_both_ways_know_where_the_person_was_going(client, sent_away):
    response = client.get(sent_away)

    assertContains(response, f'href="{PASSKEY}{WANTED}"')
    assertContains(response, f'href="{APP}{WANTED}"')


def test_a_new_passkey_leads_there(client, sent_away):
    response = add_passkey(client, PASSKEY + WANTED)

    assertRedirects(response, "/admin/pages/", fetch_redirect_response=False)


def test_after_a_mistake_it_still_does(client, sent_away):
    address = PASSKEY + WANTED
    first = client.post(address, {"name": "Puhelin", "credential": "{}"})

    assert first.status_code == 200
    assertNotContains(first, f'action="{PASSKEY}"')
    assert add_passkey(client, address).url == "/admin/pages/"


def test_the_app_leads_there_by_way_of_the_recovery_codes(client, sent_away):
    code, response = turn_app_on(client, APP + WANTED)

    assert response.url == f"{OWN}varakoodit/{WANTED}"
    confirm = client.get(response.url).url
    codes = client.post(confirm, {"code": code}, follow=True)
    assert codes.redirect_chain[-1][0] == response.url
    assertContains(codes, 'class="btn btn--next" href="/admin/pages/"')
    assert client.get("/admin/").status_code == 200


def test_who_has_shown_it_already_is_led_on(client, board):
    let_in(client, board)

    response = client.get(f"{OWN}yllapito/{WANTED}")

    assertRedirects(response, "/admin/pages/", fetch_redirect_response=False)


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_led_to_a_foreign_address(client, board, away):
    sign_in_by_code(client, board)

    assertContains(client.get(f"{OWN}yllapito/{away}"), f'href="{PASSKEY}"')
    assert turn_app_on(client, APP + away)[1].url == f"{OWN}varakoodit/"
    let_in(client, board)
    assertContains(client.get(f"{OWN}varakoodit/{away}"), f'btn--next" href="{OWN}"')
    assert add_passkey(client, PASSKEY + away).url == OWN
    assert client.get(f"{OWN}yllapito/{away}").url == OWN
