"""A link that whoever runs the site prints, and the way back from a lost device."""

from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import signing
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import OutboxMail
from accounts.sign_in_link import SALT
from demo.serve import ROOT
from tests.support.accounts import (
    App,
    finnish,
    make_passkey,
    make_recovery_codes,
    make_user,
    sign_in_by_code,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


def printed(email: str, name: str = "sign_in_link") -> str:
    output = StringIO()
    call_command(name, email, stdout=output)
    return output.getvalue().strip()


def path_for(user) -> str:
    return urlsplit(printed(user.email)).path


def is_in(client) -> bool:
    return client.get("/oma-sivu/").status_code == 200


def test_the_link_is_a_whole_address_in_the_persons_language(user):
    assert printed(user.email).startswith("http://localhost:8000/kirjaudu/linkki/")
    make_user("stina@esimerkki.example", language="sv")
    assert "/sv/logga-in/" in printed("STINA@esimerkki.example")


def test_looking_at_the_link_signs_nobody_in(client, user):
    response = client.get(path_for(user))

    assertContains(response, str(user))
    assert not is_in(client)


def test_pressing_its_button_signs_in(client, user):
    path = path_for(user)

    assertRedirects(client.post(path), "/oma-sivu/")


def test_the_link_works_once(client, user):
    path = path_for(user)
    client.post(path)
    browser = Client()

    response = browser.post(path)

    assertContains(response, finnish("The link no longer works"), status_code=404)
    assert not is_in(browser)


def test_looking_does_not_use_it_up(client, user):
    path = path_for(user)
    for _number in range(3):
        Client().get(path)

    client.post(path)

    assert is_in(client)


def test_the_link_is_old_after_a_quarter_of_an_hour(client, user):
    path = path_for(user)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(path).status_code == 404
        client.post(path)
        assert not is_in(client)


def test_ending_the_sessions_ends_the_link(client, user):
    path = path_for(user)
    user.end_sessions()

    client.post(path)

    assert not is_in(client)


def test_a_closed_sign_in_gets_no_link_and_an_old_one_is_dead(client, user):
    path = path_for(user)
    user.is_active = False
    user.save()

    client.post(path)

    assert not is_in(client)
    with pytest.raises(CommandError, match="Nobody signs in with"):
        printed(user.email)


@pytest.mark.parametrize("proof", [[], [1], "x", None, {"pk": 1}])
def test_a_link_with_something_else_in_it_is_dead(client, proof):
    path = f"/kirjaudu/linkki/{signing.dumps(proof, salt=SALT)}/"

    assert client.post(path).status_code == 404


def test_a_changed_link_is_dead(client, user):
    path = path_for(user)

    assert client.post(path[:-4] + "xyz/").status_code == 404
    assert not is_in(client)


def test_who_turned_the_app_on_is_asked_for_its_code(client, user):
    app = App(user)

    assertRedirects(client.post(path_for(user)), "/kirjaudu/toinen-vaihe/")
    assert not is_in(client)
    client.post("/kirjaudu/toinen-vaihe/", {"code": app.code()})
    assert is_in(client)


def test_it_does_not_open_the_admin_by_itself(client):
    path = path_for(make_user("hallitus@esimerkki.example", "board"))
    client.post(path)

    assert client.get("/admin/").status_code == 302


def test_the_address_goes_nowhere(client, user):
    response = client.get(path_for(user))

    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]


# --- docs/lost-device.md -------------------------------------------------------------


def test_the_page_about_it_names_the_commands_that_there_are():
    text = (ROOT / "docs" / "lost-device.md").read_text()

    assert "manage.py reset_second_factor person@" in text
    assert "manage.py sign_in_link person@" in text


def test_the_second_factor_is_taken_away_and_sessions_end(client, user):
    make_passkey(user)
    App(user)
    make_recovery_codes(user)
    client.force_login(user)

    answer = printed(user.email, "reset_second_factor")

    assert answer == f"Removed 3 from {user.email}; all sessions ended."
    assert not Authenticator.objects.filter(user=user).exists()
    assert not is_in(client)
    assert OutboxMail.objects.get().to == user.email
    sign_in_by_code(client, user)
    assert is_in(client)


def test_others_keep_theirs(user):
    make_passkey(make_user("aino@esimerkki.example"))

    printed(user.email, "reset_second_factor")

    assert Authenticator.objects.count() == 1


def test_a_second_run_tells_nothing_more(user):
    make_passkey(user)
    printed(user.email, "reset_second_factor")

    answer = printed(user.email, "reset_second_factor")

    assert answer.startswith("Removed 0 ")
    assert OutboxMail.objects.count() == 1


def test_a_mistyped_address_is_said():
    with pytest.raises(CommandError, match="Nobody signs in with ei@esimerkki"):
        printed("ei@esimerkki.example", "reset_second_factor")


def test_a_lost_app_is_replaced_by_a_recovery_code(client, user):
    """Way 2 of the page."""
    App(user)
    code = make_recovery_codes(user)[0]
    sign_in_by_code(client, user)
    client.post("/kirjaudu/toinen-vaihe/", {"code": code})

    client.post("/oma-sivu/kirjautuminen/sovellus/pois/")

    assert client.get("/oma-sivu/kirjautuminen/sovellus/").status_code == 200


def test_a_lost_passkey_is_removed_with_a_recovery_code(client, user):
    """Way 1 of the page."""
    make_passkey(user)
    code = make_recovery_codes(user)[0]
    sign_in_by_code(client, user)
    key = Authenticator.objects.get(type="webauthn")
    guarded = f"/oma-sivu/kirjautuminen/avaimet/{key.pk}/poista/"
    client.get(guarded)

    client.post(f"/oma-sivu/kirjautuminen/vahvista/?next={guarded}", {"code": code})
    client.post(guarded)

    assert not Authenticator.objects.filter(type="webauthn").exists()
