"""Everybody's own calendar. C25 and C27 are cases that calendars read alike."""

import base64
import logging
import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.test import override_settings
from django.utils import timezone

from accounts import roles
from events import cancelling, personal_feed
from events.models import Event, PersonalCalendar
from mentoring.models import Session
from tests.support.accounts import make_user
from tests.support.events import make_event, make_occurrence
from tests.support.mentoring import make_mentor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINE = "/kalenteri/oma/"
NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.fixture
def user():
    return make_user()


def path_of(user):
    return personal_feed.path_of(PersonalCalendar.objects.of(user))


def entries(client, user, query=""):
    response = client.get(path_of(user) + query)
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def sign_up(occurrence, user, *, waits=False, **fields):
    number = occurrence.registrations.count() + 1
    given = {
        "name": "Satu Harju",
        "email": user.email,
        "number": number,
        "created_at": NOW,
        "confirmed_at": NOW,
        "told_of_place_at": None if waits else NOW,
        **fields,
    }
    return occurrence.registrations.create(**given)


def make_session(mentee, mentor=None, **fields):
    given = {
        "mentor": mentor or make_mentor(),
        "mentee": mentee,
        "mentee_name": "Satu Harju",
        "mentee_email": mentee.email,
        "starts_at": NOW + timedelta(days=7),
        "ends_at": NOW + timedelta(days=7, minutes=45),
        "channel": "remote",
        "wish": "Miten saamme lisää väkeä?",
        "booked_at": NOW,
        "changed_at": NOW,
        **fields,
    }
    return Session.objects.create(**given)


def test_it_holds_what_one_signed_up_for_and_nothing_else(client, user):
    make_occurrence("Toinen")
    mine = make_occurrence("Oma")
    sign_up(mine, user)
    [entry] = entries(client, user)

    assert str(entry["SUMMARY"]) == "Oma"
    assert entry["TRANSP"] == "OPAQUE"
    assert entry["STATUS"] == "CONFIRMED"


def test_c27_the_event_has_its_one_uid_also_here(client, user):
    mine = make_occurrence()
    sign_up(mine, user)
    public = icalendar.Calendar.from_ical(client.get("/calendar/events.ics").content)

    [entry] = entries(client, user)
    assert entry["UID"] == public.walk("VEVENT")[0]["UID"] == mine.calendar_uid


def test_a_place_on_the_waiting_list_is_not_sure_yet(client, user):
    sign_up(make_occurrence(), user, waits=True)
    [entry] = entries(client, user)

    assert entry["STATUS"] == "TENTATIVE"
    assert str(entry["SUMMARY"]) == "Jonossa: Mentorikahvit"


def test_what_one_cancelled_is_gone_and_what_we_cancelled_says_so(client, user):
    sign_up(make_occurrence("En pääse"), user, cancelled_at=NOW, cancelled_as="cannot")
    ours = make_occurrence("Ei pidetä")
    sign_up(ours, user)
    cancelling.cancel(ours, {"fi": "Sairaus."}, at=NOW)
    [entry] = entries(client, user)

    assert str(entry["SUMMARY"]) == "PERUTTU: Ei pidetä"
    assert entry["STATUS"] == "CANCELLED"


def test_an_event_for_members_is_in_the_calendar_of_a_member(client, user):
    roles.give(user, "member")
    sign_up(make_occurrence(audience=Event.Audience.MEMBERS), user)

    assert len(entries(client, user)) == 1


def test_sessions_of_both_are_there_without_the_other_ones_name(client, user):
    mentor = make_mentor(name="Tuula Rantanen")
    session = make_session(user, mentor)
    for one in (user, mentor.user):
        [entry] = entries(client, one)
        written = entry.to_ical().decode()

        assert entry["UID"] == session.uid
        assert str(entry["SUMMARY"]) == "Mentorointi"
        assert entry["STATUS"] == "CONFIRMED"
        for word in ("Tuula", "Satu", "Harju", "väkeä"):
            assert word not in written


def test_names_are_there_for_who_wants_them(client, user):
    make_session(user, make_mentor(name="Tuula Rantanen"))
    client.force_login(user)
    client.post(f"{MINE}nimet/", {"shown": "yes"})

    assert "Tuula Rantanen" in str(entries(client, user)[0]["SUMMARY"])
    client.post(f"{MINE}nimet/", {"shown": "no"})
    assert "Tuula" not in str(entries(client, user)[0]["SUMMARY"])


def test_a_cancelled_session_says_so_for_thirty_days(client, user):
    make_session(user, cancelled_at=NOW, sequence=1)
    old = NOW - timedelta(days=31)
    make_session(
        user, cancelled_at=old, starts_at=old, ends_at=old + timedelta(hours=1)
    )
    [entry] = entries(client, user)

    assert entry["STATUS"] == "CANCELLED"
    assert str(entry["SUMMARY"]) == "PERUTTU: Mentorointi"


def test_it_speaks_the_readers_language_or_the_one_asked_for(client):
    user = make_user(language="sv")
    sign_up(make_occurrence(name_sv="Mentorkaffe", name_en="Mentor coffee"), user)

    assert str(entries(client, user)[0]["SUMMARY"]) == "Mentorkaffe"
    assert str(entries(client, user, "?lang=en")[0]["SUMMARY"]) == "Mentor coffee"
    assert str(entries(client, user, "?lang=de")[0]["SUMMARY"]) == "Mentorkaffe"


def test_an_empty_calendar_of_ones_own_is_a_calendar(client, user):
    assert entries(client, user) == []


# --- Its address -------------------------------------------------------------------


def wrong_ones(user):
    right = personal_feed.token_of(PersonalCalendar.objects.of(user))
    other = make_user("toinen@esimerkki.example")
    others = personal_feed.token_of(PersonalCalendar.objects.of(other))
    yield right[:-1]
    yield f"{right}x"
    yield ("B" if right[0] == "A" else "A") + right[1:]
    yield right[:32] + others[32:]
    yield base64.urlsafe_b64encode(b"\xff" * 30).decode()
    yield from ("x", "å" * 40, "%00", "A" * 40, "-" * 5000)


def test_c25_a_wrong_address_is_nothing_at_all(client, user):
    for token in wrong_ones(user):
        response = client.get(f"/calendar/mine/{token}.ics")

        assert response.status_code == 404, token
        assert response.content == b""
        assert "private" in response.headers["Cache-Control"]
        assert "ETag" not in response.headers


def test_c25_a_renewed_address_ends_the_old_one(client, user):
    old = path_of(user)
    client.force_login(user)
    response = client.post(f"{MINE}uusi/")
    client.logout()

    assert response.status_code == 302
    assert client.get(old).status_code == 404
    assert client.get(old).content == b""
    assert path_of(user) != old
    assert client.get(path_of(user)).status_code == 200


def test_c25_who_may_no_longer_sign_in_has_no_calendar(client, user):
    path = path_of(user)
    user.is_active = False
    user.save()

    assert client.get(path).status_code == 404


def test_c25_it_is_kept_by_no_one_but_its_reader(client, user):
    sign_up(make_occurrence(), user)
    first = client.get(path_of(user))
    again = client.get(path_of(user), headers={"if-none-match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["Referrer-Policy"] == "no-referrer"
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert "Access-Control-Allow-Origin" not in first.headers
    assert not first.cookies
    assert again.status_code == 304
    assert again.content == b""


def test_c25_the_log_has_four_characters_of_it_at_most(client, user, caplog):
    token = path_of(user).split("/")[-1].removesuffix(".ics")
    tries = [
        path_of(user),
        "/calendar/mine/" + token[:12],
        "/calendar/mine/abcdefgh.ics",
    ]
    with caplog.at_level(logging.INFO, logger="mentorit.access"):
        for path in tries:
            client.get(path)

    lines = "\n".join(record.getMessage() for record in caplog.records)

    assert f"/calendar/mine/{token[:4]}…" in lines
    assert token[:5] not in lines
    assert "abcde" not in lines


def test_c25_nothing_in_the_database_opens_it(client, user):
    personal_feed.renew(user)
    row = PersonalCalendar.objects.values().get()

    assert set(row) == {"id", "user_id", "version", "shows_names"}
    old = path_of(user)
    with override_settings(SECRET_KEY="another key of another site, of some length"):
        assert client.get(old).status_code == 404
        assert client.get(path_of(user)).status_code == 200


def test_a_new_key_of_the_site_leaves_old_addresses_while_the_old_key_is_kept(
    client, user, settings
):
    old = path_of(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new key of the site, of some length as well"

    assert client.get(old).status_code == 200


def test_a_file_that_is_passed_on_does_not_carry_the_address_along(client, user):
    sign_up(make_occurrence(), user)
    token = path_of(user).split("/")[-1].removesuffix(".ics")

    assert token.encode() not in client.get(path_of(user)).content.replace(
        b"\r\n ", b""
    )


# --- My page -----------------------------------------------------------------------


def test_my_page_has_the_address_and_renews_it_with_one_click(client, user):
    client.force_login(user)
    before = path_of(user)
    page = client.get("/oma-sivu/").text
    [action] = re.findall(r'action="([^"]+/uusi/)"', page)
    client.post(action)

    assert f"webcal://localhost:8000{before}" in page
    assert f"webcal://localhost:8000{path_of(user)}" in client.get("/oma-sivu/").text
    assert before not in client.get("/oma-sivu/").text


def test_all_ways_stand_on_a_page_of_their_own(client, user):
    client.force_login(user)
    response = client.get(MINE)

    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response.headers["Cache-Control"]
    for beginning in ("webcal://", "https://calendar.google.com/", "https://outlook."):
        assert beginning in response.text
    assert "<svg" in response.text


@pytest.mark.parametrize("path", [MINE, f"{MINE}uusi/", f"{MINE}nimet/"])
def test_a_stranger_is_asked_to_sign_in(client, path):
    response = client.post(path) if path != MINE else client.get(path)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/kirjaudu/")


@pytest.mark.parametrize("path", [f"{MINE}uusi/", f"{MINE}nimet/"])
def test_looking_changes_nothing(client, user, path):
    client.force_login(user)

    assert client.get(path).status_code == 405
    assert not PersonalCalendar.objects.exists()


@pytest.mark.parametrize("count", [1, 5])
def test_it_asks_as_much_for_many_as_for_one(
    client, user, count, django_assert_num_queries
):
    for number in range(count):
        sign_up(make_occurrence(f"Ilta {number}"), user)
        make_session(user)
    path = path_of(user)

    client.cookies.load({"sessionid": "past the page cache"})
    with django_assert_num_queries(9):
        client.get(path)


def test_the_series_that_one_signed_up_for_once_is_there_once(client, user):
    event = make_event(rule="RRULE:FREQ=WEEKLY;COUNT=5")
    sign_up(event.occurrences.in_order()[2], user)

    assert len(entries(client, user)) == 1
    assert timezone.now() < event.starts_at
