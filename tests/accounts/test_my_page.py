"""My page: each app adds its section; one's own details and language."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import my_page
from accounts.models import User
from accounts.my_page import Section
from tests.support.accounts import App, finnish, make_passkey, make_user
from tests.support.queries import queries_of
from tests.support.registries import put_back

pytestmark = pytest.mark.django_db

DETAILS = "/oma-sivu/tiedot/"


@pytest.fixture
def user(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def sections():
    """Only those that a test registers."""
    with put_back(my_page._sections, empty=True):
        yield


def section(key: str, order: int = 100, **context: object) -> None:
    my_page.register(
        Section(
            key=key,
            order=order,
            title=f"Osio {key}",
            template="accounts/section_details.html",
            context=lambda _request: context.get("context", {}),
        )
    )


def test_a_stranger_is_asked_to_sign_in(client):
    assertRedirects(client.get("/oma-sivu/"), "/kirjaudu/?next=/oma-sivu/")


def test_it_greets_by_first_name(client, user):
    assertContains(client.get("/oma-sivu/"), "Satu</h1>")


def test_nobody_keeps_it(client, user):
    assert "no-store" in client.get("/oma-sivu/").headers["Cache-Control"]


def test_sections_stand_in_their_order(client, user, sections):
    section("jälkimmäinen", 200)
    section("ensimmäinen", 100)

    html = client.get("/oma-sivu/").content.decode()

    assert html.index("Osio ensimmäinen") < html.index("Osio jälkimmäinen")


def test_a_section_with_nothing_for_this_person_is_left_out(client, user, sections):
    section("tyhjä", context=None)

    assertNotContains(client.get("/oma-sivu/"), "Osio tyhjä")


def test_an_empty_page_says_where_to_begin(client, user, sections):
    assertContains(client.get("/oma-sivu/"), finnish("Nothing waits for you"))


def test_one_next_step_is_shown_the_first_one(client, user, sections):
    for number in (1, 2):
        step = {"title": f"Askel {number}", "text": "", "url": "/x/", "label": "Tee"}
        section(f"s{number}", number, context={"next_step": step})

    response = client.get("/oma-sivu/")

    assertContains(response, "Askel 1")
    assertNotContains(response, "Askel 2")
    assertContains(response, "btn--next", count=1)


def test_registering_a_section_again_replaces_it(sections):
    section("sama")
    section("sama")

    assert len(my_page.sections()) == 1


def test_how_one_signs_in_is_listed(client, user):
    make_passkey(user)
    App(user)

    response = client.get("/oma-sivu/")

    assertContains(response, finnish("Code by e-mail and authenticator app"))
    assertContains(response, "pääsyavain")


def test_the_list_of_passkeys_costs_no_query_a_key(client, user):
    def ask() -> None:
        client.get("/oma-sivu/kirjautuminen/")

    make_passkey(user)
    ask()
    for_one = queries_of(ask)
    for number in range(4):
        make_passkey(user, f"Avain {number}")

    assert queries_of(ask) == for_one <= 12


# --- one's own details -------------------------------------------------------------


def test_name_and_language_are_changed(client, user):
    response = client.post(
        DETAILS, {"first_name": "Säde", "last_name": "Åström", "language": "sv"}
    )

    assertRedirects(response, "/sv/min-sida/")
    user.refresh_from_db()
    assert (str(user), user.language) == ("Säde Åström", "sv")


def test_a_refused_form_keeps_what_was_typed_and_changes_nothing(client, user):
    response = client.post(
        DETAILS, {"first_name": "x" * 300, "last_name": "Uusi", "language": "fi"}
    )

    assertContains(response, 'value="Uusi"')
    assertContains(response, "Virhe:")
    # The head of the page still knows who it is.
    assertContains(response, "Satu Harju")
    user.refresh_from_db()
    assert user.last_name == "Harju"


@pytest.mark.parametrize("language", ["", "de", "\0", "fi,sv"])
def test_there_are_three_languages(client, user, language):
    response = client.post(
        DETAILS, {"first_name": "Satu", "last_name": "H", "language": language}
    )

    assert response.status_code == 200
    user.refresh_from_db()
    assert user.language == "fi"


def test_one_changes_nothing_else_of_oneself(client, user):
    client.post(
        DETAILS,
        {"first_name": "Satu", "last_name": "Harju", "language": "fi",
         "email": "vieras@esimerkki.example", "is_superuser": "on", "groups": "1"},
    )  # fmt: skip

    user.refresh_from_db()
    assert user.email == "satu@esimerkki.example"
    assert not user.is_superuser
    assert not user.groups.exists()


def test_the_address_is_shown_and_how_to_change_it(client, user):
    assertContains(client.get(DETAILS), user.email)


# --- the model ------------------------------------------------------------------------


def test_who_has_no_name_is_called_by_their_address():
    assert str(User(email="x@esimerkki.example")) == "x@esimerkki.example"
