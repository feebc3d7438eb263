"""Users and officers: what the database refuses, and the admin's lists of them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Officer, User
from tests.support.accounts import (
    ask_for_code,
    code_in_mail,
    finnish,
    let_in,
    make_administrator,
    make_officer,
    make_user,
)
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

NEW_YEAR, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)


# --- users ----------------------------------------------------------------------------


def test_an_address_signs_in_one_person():
    make_user("satu@esimerkki.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("SATU@esimerkki.example")


def test_the_database_wants_lower_case():
    user = make_user()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Satu@esimerkki.example")


def test_nobody_has_a_password():
    assert not make_user().has_usable_password()
    administrator = User.objects.create_superuser("y@esimerkki.example", password="x")
    assert not administrator.has_usable_password()


def test_an_address_is_found_in_any_case():
    user = make_user()

    assert User.objects.get_by_natural_key("SATU@esimerkki.example") == user


@pytest.fixture
def admin(client):
    let_in(client, make_administrator())
    return client


def new_user(admin, **changes):
    data = {
        "email": "Uusi@Esimerkki.example",
        "first_name": "Uusi",
        "last_name": "Ihminen",
        "language": "sv",
        "is_active": "on",
        **changes,
    }
    return admin.post("/admin/users/new/", data)


def test_an_administrator_adds_somebody_who_then_signs_in(admin, client):
    response = new_user(admin)

    assertRedirects(response, "/admin/users/")
    user = User.objects.get(email="uusi@esimerkki.example")
    assert user.language == "sv"
    assert not user.has_usable_password()
    client.logout()
    client.post(ask_for_code(client, user.email).url, {"code": code_in_mail()})
    assert client.get("/oma-sivu/").status_code == 200


def test_the_form_asks_for_a_language_and_for_no_password(admin):
    for path in ("/admin/users/new/", f"/admin/users/edit/{make_user().pk}/"):
        response = admin.get(path)

        assertContains(response, 'name="language"')
        assertNotContains(response, 'type="password"')


def test_an_address_that_is_taken_is_said(admin):
    make_user("uusi@esimerkki.example")

    response = new_user(admin)

    assert response.status_code == 200
    assert User.objects.filter(email="uusi@esimerkki.example").count() == 1


def test_an_administrator_changes_an_address(admin):
    user = make_user()

    admin.post(
        f"/admin/users/edit/{user.pk}/",
        {"email": "SATU.uusi@esimerkki.example", "first_name": "Satu",
         "last_name": "Harju", "language": "fi", "is_active": "on"},
    )  # fmt: skip

    user.refresh_from_db()
    assert user.email == "satu.uusi@esimerkki.example"


def test_the_list_of_users_is_searched_and_exported(admin):
    make_user()
    make_user("aino@esimerkki.example", first_name="Aino", last_name="Lehto")

    assertContains(admin.get("/admin/users/?q=lehto"), "aino@esimerkki.example")
    export = admin.get("/admin/users/?export=csv")
    assert b"aino@esimerkki.example" in export.getvalue()


def test_twenty_users_cost_no_more_queries_than_one(admin):
    def ask() -> None:
        admin.get("/admin/users/")

    make_user("p0@esimerkki.example", "member")
    ask()
    for_one = queries_of(ask)
    for number in range(1, 20):
        make_user(f"p{number}@esimerkki.example", "member")

    assert queries_of(ask) == for_one <= 25


# --- officers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "is_in"),
    [
        (date(2025, 12, 31), False),
        (NEW_YEAR, True),
        (NEW_YEARS_EVE, True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_term_has_both_its_days(day, is_in):
    officer = make_officer(starts_on=NEW_YEAR, ends_on=NEW_YEARS_EVE)

    assert (officer in Officer.objects.in_office(day)) == is_in


def test_a_term_without_an_end_goes_on():
    officer = make_officer(starts_on=NEW_YEAR)

    assert Officer.objects.holding("chair", on=date(2040, 1, 1)) == officer


def test_where_terms_overlap_the_later_one_counts():
    make_officer(name="Edellinen", starts_on=NEW_YEAR)
    new = make_officer(name="Uusi", starts_on=date(2026, 6, 1))

    assert Officer.objects.holding("chair", on=date(2026, 7, 1)) == new


def test_an_office_can_be_empty():
    make_officer("secretary")

    assert Officer.objects.holding("chair", on=NEW_YEAR) is None


def test_the_database_refuses_a_term_that_ends_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_officer(starts_on=NEW_YEARS_EVE, ends_on=NEW_YEAR)


def test_the_form_says_so_in_words():
    officer = Officer(
        office="chair", name="X", starts_on=NEW_YEARS_EVE, ends_on=NEW_YEAR
    )

    with pytest.raises(
        ValidationError, match=finnish("The term must end after it starts.")
    ):
        officer.full_clean()


def test_an_officer_stays_when_their_sign_in_goes():
    user = make_user()
    officer = make_officer(user=user)

    user.delete()

    officer.refresh_from_db()
    assert officer.user is None


@pytest.fixture
def board(client):
    let_in(client, make_user("hallitus@esimerkki.example", "board"))
    return client


def test_the_board_adds_an_officer(board):
    response = board.post(
        "/admin/officer/new/",
        {"office": "chair", "name": "Aino Lehto", "starts_on": "2027-01-01",
         "ends_on": "", "email": "", "phone": "", "user": ""},
    )  # fmt: skip

    assertRedirects(response, "/admin/officer/")
    assert Officer.objects.get().name == "Aino Lehto"


def test_the_board_takes_no_officer_away(board):
    officer = make_officer()

    board.post(f"/admin/officer/delete/{officer.pk}/")

    assert Officer.objects.exists()


@pytest.mark.parametrize(
    ("term", "shown"), [("now", "Nyt"), ("past", "Ennen"), ("next", "Kohta")]
)
def test_the_list_is_narrowed_to_a_term(board, term, shown):
    make_officer(name="Virassa Nyt", starts_on=date(2020, 1, 1))
    make_officer(
        name="Ollut Ennen", starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31)
    )
    make_officer(name="Tulee Kohta", starts_on=date(2999, 1, 1))

    response = board.get(f"/admin/officer/?term={term}")

    for word in ("Virassa Nyt", "Ollut Ennen", "Tulee Kohta"):
        assert (word in response.content.decode()) == word.endswith(shown)


def test_an_odd_term_is_no_error(board):
    assert board.get("/admin/officer/?term=%00").status_code == 200


def test_the_list_is_searched_and_exported(board):
    make_officer(name="Satu Harju", email="satu@esimerkki.example")
    make_officer(name="Aino Lehto")

    found = board.get("/admin/officer/?q=harju").content.decode()

    assert "Satu Harju" in found
    assert "Aino Lehto" not in found
    assert b"Aino Lehto" in board.get("/admin/officer/?export=csv").getvalue()


def test_an_empty_list_says_what_to_do_next(board):
    assertContains(board.get("/admin/officer/"), "/admin/officer/new/")


def test_twenty_officers_cost_no_more_queries_than_one(board):
    def ask() -> None:
        board.get("/admin/officer/")

    make_officer(name="Nimi 0")
    ask()
    for_one = queries_of(ask)
    for number in range(1, 20):
        make_officer(name=f"Nimi {number}")

    assert queries_of(ask) == for_one <= 20
