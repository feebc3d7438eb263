"""Officers change: roles move on the day, and those concerned are told."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from accounts import handover, history, officers, roles
from accounts.models import Officer, OutboxMail, RoleByOffice
from tests.support.accounts import let_in, make_officer, make_user
from tests.support.history import breaks

pytestmark = pytest.mark.django_db

LAST = date(2026, 12, 31)
FIRST = date(2027, 1, 1)


def at_night(day):
    return timezone.make_aware(datetime.combine(day, time(0, 10)))


def roles_of(user):
    return [key for key in ("board", "treasurer", "coordinator")
            if roles.holders(key).filter(pk=user.pk).exists()]  # fmt: skip


@pytest.fixture
def old():
    user = make_user("vanha@esimerkki.example", first_name="Outi", last_name="Vanha")
    make_officer("treasurer", "Outi Vanha", user=user, ends_on=LAST)
    return user


@pytest.fixture
def new():
    user = make_user("uusi@esimerkki.example", first_name="Ulla", last_name="Uusi")
    make_officer("treasurer", "Ulla Uusi", user=user, starts_on=FIRST)
    return user


def test_the_role_ends_with_one_term_and_begins_with_the_next(old, new):
    officers.change_on_the_day(at_night(LAST))
    assert (roles_of(old), roles_of(new)) == (["treasurer"], [])

    officers.change_on_the_day(at_night(FIRST))
    assert (roles_of(old), roles_of(new)) == ([], ["treasurer"])


def test_the_job_run_twice_changes_nothing_more(old, new):
    officers.change_on_the_day(at_night(FIRST))
    mails = OutboxMail.objects.count()

    said = officers.change_on_the_day(at_night(FIRST) + timedelta(hours=5))

    assert said == "Moved 0 role(s), told 0 officer(s) of a change."
    assert OutboxMail.objects.count() == mails
    assert RoleByOffice.objects.count() == 1


def test_a_role_that_an_administrator_gave_stays_after_the_term(old):
    roles.give(old, "treasurer")
    roles.give(old, "board")

    officers.change_on_the_day(at_night(LAST))
    officers.change_on_the_day(at_night(FIRST))

    assert roles_of(old) == ["board", "treasurer"]


def test_who_goes_on_in_another_office_with_the_same_role_keeps_it():
    user = make_user()
    make_officer("chair", user=user, ends_on=LAST)
    make_officer("board_member", user=user, starts_on=FIRST)

    officers.change_on_the_day(at_night(LAST))
    officers.change_on_the_day(at_night(FIRST))

    assert roles_of(user) == ["board"]
    assert [one.words for one in history.lines(user)] == [
        "Rooli annettu luottamustehtävän mukana"
    ]


def test_a_missed_day_is_made_up(old, new):
    officers.change_on_the_day(at_night(LAST))

    officers.change_on_the_day(at_night(FIRST + timedelta(days=3)))

    assert (roles_of(old), roles_of(new)) == ([], ["treasurer"])
    assert OutboxMail.objects.filter(to=new.email).count() == 1


def test_each_who_is_concerned_is_told_on_the_day_once(old, new):
    make_officer("chair", "Satu Harju", email="satu@esimerkki.example")

    officers.change_on_the_day(at_night(LAST))
    assert not OutboxMail.objects.exists()
    officers.change_on_the_day(at_night(FIRST))

    told = OutboxMail.objects.filter(key__startswith="officers-changed-")
    people = {"satu@esimerkki.example", old.email, new.email}
    assert set(told.values_list("to", flat=True)) == people
    assert told.count() == 3


def test_what_moved_is_in_the_history_and_the_chain_is_whole(old, new):
    officers.change_on_the_day(at_night(LAST))
    officers.change_on_the_day(at_night(FIRST))

    assert [one.words for one in history.lines(old)] == [
        "Rooli poistettu luottamustehtävän päättyessä",
        "Rooli annettu luottamustehtävän mukana",
    ]
    assert breaks() == []


@pytest.fixture
def board(client):
    client.user = make_user("hallitus@esimerkki.example", "board")
    let_in(client, client.user)
    return client


def test_an_officer_saved_in_the_admin_has_the_role_at_once(board):
    user = make_user()
    today = timezone.localdate()

    board.post("/admin/officer/new/", {
        "office": "treasurer", "name": "Satu", "phone": "", "email": "",
        "starts_on": str(today), "ends_on": "", "user": user.pk,
    })  # fmt: skip

    officer = Officer.objects.get()
    assert roles_of(user) == ["treasurer"]
    [line] = history.lines(officer)
    assert (line.words, line.by) == ("Tuli tehtävään", board.user)

    board.post(f"/admin/officer/edit/{officer.pk}/", {
        "office": "treasurer", "name": "Satu", "phone": "", "email": "",
        "starts_on": str(today - timedelta(9)), "ends_on": str(today - timedelta(1)),
        "user": user.pk,
    })  # fmt: skip
    assert roles_of(user) == []


def test_the_handover_list_says_who_follows_whom_with_what(board, old, new):
    page = board.get(f"/admin/officer/handover/?on={FIRST}").content.decode()

    assert "Outi Vanha" in page
    assert "Ulla Uusi" in page
    assert old.email in page
    assert "Tilinkäyttöoikeus ja verkkopankki" in page
    assert "ei vielä pääsyavainta" in page


@pytest.mark.parametrize("query", ["", "?on=x", "?on=2026-02-30", "?on=%00"])
def test_an_odd_day_shows_the_nearest_change(board, old, query):
    assert board.get(f"/admin/officer/handover/{query}").status_code == 200


def test_nobody_changes_and_the_page_says_what_to_do(board):
    page = board.get("/admin/officer/handover/").content.decode()

    assert "Vaihdoksia ei ole tiedossa" in page


def test_the_list_names_an_office_that_nobody_follows(old):
    [office] = handover.offices(FIRST)

    assert [one.officer.name for one in office.leaving] == ["Outi Vanha"]
    assert not office.coming
    assert office.roles == ["Rahastonhoitajat"]
