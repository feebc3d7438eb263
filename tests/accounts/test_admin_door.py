"""One door for the admin, and it wants this session's second factor."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as real_settings
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.support.accounts import (
    App,
    app_code,
    finnish,
    let_in,
    make_administrator,
    make_passkey,
    make_recovery_codes,
    make_user,
    sign_in_by_code,
    sign_in_with_passkey,
)

pytestmark = pytest.mark.django_db

EXPLAINED = "/oma-sivu/kirjautuminen/yllapito/?next=%2Fadmin%2F"


@pytest.fixture
def board():
    return make_user("puheenjohtaja@esimerkki.example", "board")


def test_a_stranger_is_led_to_our_door_and_back(client):
    first = client.get("/admin/pages/")
    second = client.get(first.url)

    assert first.url == "/admin/login/?next=/admin/pages/"
    assert second.url == "/kirjaudu/?next=/admin/pages/"


def test_a_passkey_opens_the_admin(client, board):
    sign_in_with_passkey(client, make_passkey(board))

    assert client.get("/admin/").status_code == 200


def test_code_and_app_open_the_admin(client, board):
    app = App(board)
    sign_in_by_code(client, board, "?next=/admin/")

    response = client.post("/kirjaudu/toinen-vaihe/", {"code": app.code()})

    assertRedirects(response, "/admin/")


def test_a_code_by_mail_alone_does_not_and_says_why(client, board):
    sign_in_by_code(client, board)

    assertRedirects(client.get("/admin/"), EXPLAINED)
    response = client.get(EXPLAINED)
    assertContains(response, finnish("The administration wants a second step"))
    assertContains(response, "/oma-sivu/kirjautuminen/avaimet/uusi/")


def test_an_enrolled_passkey_that_was_not_shown_does_not(client, board):
    make_passkey(board)
    sign_in_by_code(client, board)

    response = client.get("/admin/")

    assert response.url.startswith("/oma-sivu/kirjautuminen/vahvista/avain/")


def test_an_app_shown_in_another_session_does_not(board):
    app = App(board)
    first, second = Client(), Client()
    sign_in_by_code(first, board)
    first.post("/kirjaudu/toinen-vaihe/", {"code": app.code()})
    second.force_login(board)

    assert first.get("/admin/").status_code == 200
    assert second.get("/admin/").status_code == 302


def test_who_turns_the_app_on_in_this_session_gets_in(client, board):
    sign_in_by_code(client, board)
    page = client.get("/oma-sivu/kirjautuminen/sovellus/")
    secret = page.context["form"].secret

    client.post("/oma-sivu/kirjautuminen/sovellus/", {"code": app_code(secret)})

    # Enrolled is not shown: it is asked once more.
    assert client.get("/admin/").status_code in {200, 302}


def test_a_recovery_code_stands_in_for_the_device(client, board):
    App(board)
    code = make_recovery_codes(board)[0]
    sign_in_by_code(client, board)

    client.post("/kirjaudu/toinen-vaihe/", {"code": code})

    assert client.get("/admin/").status_code == 200


def test_what_was_shown_counts_for_the_session(client, board):
    let_in(client, board)

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert client.get("/admin/").status_code == 200


def test_a_post_is_held_up_as_well(client, board):
    client.force_login(board)

    response = client.post("/admin/officer/new/", {"name": "Ville Vieras"})

    assert response.url.startswith("/oma-sivu/kirjautuminen/yllapito/")


def test_who_has_no_business_there_is_told_so(client):
    client.force_login(make_user("jasen@esimerkki.example", "member"))

    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/officer/").status_code == 403


def test_in_the_demo_a_code_is_enough(client, board, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(board)

    assert client.get("/admin/").status_code == 200


def test_outside_the_demo_it_is_wanted():
    assert real_settings.ADMIN_NEEDS_SECOND_FACTOR is True


def test_the_admin_speaks_the_persons_language(client):
    let_in(client, make_user("stina@esimerkki.example", "board", language="sv"))

    assertContains(client.get("/admin/"), '<html lang="sv"')


# --- Wagtail's own doors ------------------------------------------------------------

DOORS = [
    "/admin/login/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/confirm/MQ/set-password/",
    "/admin/password_reset/complete/",
    "/admin/account/change_password/",
    "/_util/login/",
]


@pytest.fixture
def with_password():
    """Somebody who has got a password in spite of everything."""
    person = make_administrator()
    person.set_password("Oikea salasana 1")
    person.save()
    return person


@pytest.mark.parametrize("door", DOORS)
def test_a_right_password_at_wagtails_doors_gets_nothing(client, with_password, door):
    email, password = with_password.email, "Oikea salasana 1"
    for name in ("username", "login", "email"):
        response = client.post(
            door,
            {name: email, "password": password, "old_password": password,
             "new_password1": "Toinen 2 salasana", "new_password2": "Toinen 2 salasana",
             "next": "/admin/"},
        )  # fmt: skip

        assert response.status_code in {302, 405}
        assert "_auth_user_id" not in client.session
        with_password.refresh_from_db()
        assert with_password.check_password(password)


@pytest.mark.parametrize("door", DOORS)
def test_wagtails_doors_lead_to_ours(client, door):
    response = client.get(door, follow=True)

    assert response.request["PATH_INFO"] == "/kirjaudu/"
    assertNotContains(response, 'type="password"')


@pytest.mark.parametrize("door", DOORS[1:6])
def test_who_has_signed_in_finds_no_password_either(client, door):
    let_in(client, make_administrator())

    response = client.get(door, follow=True)

    assert response.request["PATH_INFO"].startswith("/oma-sivu/")
    assertNotContains(response, 'type="password"')


def test_the_account_page_of_the_admin_offers_no_password_and_no_address(client):
    let_in(client, make_administrator())

    response = client.get("/admin/account/")

    assertNotContains(response, 'type="password"')
    assertNotContains(response, 'type="email"')


def test_looking_at_the_admins_sign_out_ends_nothing(client):
    let_in(client, make_administrator())

    client.get("/admin/logout/")

    assert client.get("/admin/").status_code == 200


def test_signing_out_of_the_admin_signs_out(client):
    let_in(client, make_administrator())

    assert client.post("/admin/logout/").status_code == 302
    assert client.get("/oma-sivu/").status_code == 302


# Where they lead somebody who has signed in.
OWN_PLACES = {
    "/admin/login/": "/oma-sivu/",
    "/admin/password_reset/": "/oma-sivu/",
    "/admin/password_reset/confirm/MQ/abc-def/": "/oma-sivu/",
    "/admin/account/change_password/": "/oma-sivu/kirjautuminen/",
}


@pytest.mark.parametrize("role", ["member", "editor"])
@pytest.mark.parametrize("path", OWN_PLACES)
def test_wagtails_doors_lead_a_signed_in_person_to_their_own_page(client, role, path):
    client.force_login(make_user("satu@esimerkki.example", role))

    response = client.get(path)

    assert (response.status_code, response.url) == (302, OWN_PLACES[path])


def test_behind_the_doors_the_admin_stays_closed_to_a_member(client):
    client.force_login(make_user("satu@esimerkki.example", "member"))

    for path in ("/admin/", "/admin/login", "/admin/pages/login/", "/admin/account/"):
        assert client.get(path).status_code == 403
