"""What editors learn of those who subscribe: what they see, and who still asks."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError
from django.test import Client

from events import cancelling, feed_readings, personal_feed
from events.feed_readings import client_of
from events.models import FeedReading, PersonalCalendar
from tests.support.accounts import let_in, make_user
from tests.support.events import make_event, make_holiday, make_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PAGE = "/admin/subscribers/"
EVENTS = "/calendar/events.ics"
NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
GOOGLE = "Google-Calendar-Importer"
AGENTS = [
    (GOOGLE, "google"),
    ("Mozilla/5.0 (compatible; Googlebot/2.1)", "google"),
    ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)", "outlook"),
    ("Mozilla/5.0 (X11; rv:128.0) Gecko/20100101 Thunderbird/128.3", "thunderbird"),
    ("iOS/18.1 (22B83) dataaccessd/1.0", "apple"),
    ("macOS/15.1 (24B83) CalendarAgent/1", "apple"),
    ("Nextcloud/30 CalDAV", "nextcloud"),
    ("ICSx5/2.2 (okhttp/4.12) Android/14", "android"),
    ("Mozilla/5.0 (X11; Linux x86_64) Chrome/130", "browser"),
    ("python-requests/2.32", "other"),
    ("", "other"),
    ("\x00💥" * 5000, "other"),
]


@pytest.fixture
def editor(client):
    user = make_user("toimittaja@esimerkki.example", "editor")
    let_in(client, user)
    return client


def test_the_page_shows_what_is_sent_and_not_what_is_stored(editor):
    make_occurrence("Luonnos", published_at=None)
    make_occurrence("Kahvit", place="Kirjasto, Kuopio", changed_at=NOW)
    make_occurrence("Salainen", audience="board")
    cancelling.cancel(make_occurrence("Ilta"), {"fi": "Sairaus."}, at=NOW)
    make_holiday(date(2026, 12, 14), date(2027, 1, 10))
    text = editor.get(PAGE).text

    for word in ("Kahvit", "Kirjasto, Kuopio", "PERUTTU: Ilta", "Joululoma", "Peruttu"):
        assert word in text
    assert "14.12.2026–10.1.2027" in text
    assert "Luonnos" not in text
    assert "Salainen" not in text
    assert text.count("uusi tai muuttunut viikon sisällä") == 2


def test_each_feed_and_language_has_its_own(editor):
    make_occurrence(name_sv="Mentorkaffe")
    make_holiday()

    swedish = editor.get(PAGE, {"feed": "events", "lang": "sv"}).text
    assert "Mentorkaffe" in swedish
    assert "Jullov" not in swedish
    assert "Jullov" in editor.get(PAGE, {"feed": "holidays", "lang": "sv"}).text


def test_what_began_before_today_is_looked_at_apart(editor):
    make_holiday(date(2026, 6, 15), date(2026, 8, 2), name_fi="Kesäloma")

    assert "Kesäloma" not in editor.get(PAGE).text
    assert "Kesäloma" in editor.get(PAGE, {"time": "past"}).text


@pytest.mark.parametrize(
    "query", ["?feed=x&lang=x&p=x&time=x", "?feed=%00&p=-1", "?p=9"]
)
def test_odd_questions_get_the_page(editor, query):
    assert editor.get(PAGE + query).status_code == 200


def test_two_hundred_entries_stand_on_pages(editor):
    make_event(day=date(2026, 12, 2), rule="RRULE:FREQ=DAILY;COUNT=200")

    assert editor.get(PAGE).text.count("Mentorikahvit") == 50
    assert "p=2" in editor.get(PAGE).text


def test_the_empty_page_says_what_to_do(editor):
    assert "Lisää tapahtuma tai loma" in editor.get(PAGE).text


# --- When it was fetched -----------------------------------------------------------


@pytest.mark.parametrize(("agent", "client"), AGENTS)
def test_a_program_is_known_by_what_it_says(agent, client):
    assert client_of(agent) == client


def fetch(client, path=EVENTS, agent=GOOGLE, **headers):
    return client.get(path, headers={"user-agent": agent, **headers})


def test_an_hour_of_fetching_is_written_at_once_cached_answers_too(client, noon):
    tag = fetch(client).headers["ETag"]
    fetch(client)
    fetch(client, agent="curl/8")
    fetch(client, "/calendar/holidays.ics", agent="curl/8")
    assert not FeedReading.objects.exists()
    noon.shift(3600)
    assert fetch(client, **{"if-none-match": tag}).status_code == 304

    found = FeedReading.objects.order_by("feed", "client")
    assert list(found.values_list("feed", "client")) == [
        ("events", "google"), ("events", "other"), ("holidays", "other"),
    ]  # fmt: skip
    assert found[0].at.hour == 11


def test_later_ones_replace_the_moment(client, noon):
    for _time in range(3):
        noon.shift(3600)
        fetch(client)

    assert FeedReading.objects.get().at.hour == 13


def test_a_personal_calendar_is_counted_among_all_of_them(client, noon):
    path = personal_feed.path_of(PersonalCalendar.objects.of(make_user()))
    fetch(client, path)
    noon.shift(3600)
    fetch(client, "/calendar/mine/wrong.ics")
    fetch(client, f"/calendar/mine/{'A' * 40}.ics")
    fetch(client, path)

    assert FeedReading.objects.get().feed == "mine"
    assert "wrong" not in str(FeedReading.objects.values().get())


def test_other_addresses_are_not_counted(client, noon):
    noon.shift(3600)
    for path in ("/", "/calendar/nothing.ics", "/calendar/holidays.json"):
        client.get(path)
        noon.shift(3600)

    assert not FeedReading.objects.exists()


def test_a_reader_gets_the_feed_also_when_it_cannot_be_written(
    client, noon, monkeypatch
):
    def fails(_seen):
        raise DatabaseError

    fetch(client)
    monkeypatch.setattr(feed_readings, "write", fails)
    noon.shift(3600)

    assert fetch(client).status_code == 200


def test_most_fetches_ask_the_database_for_nothing_more(
    client, django_assert_num_queries
):
    fetch(client)
    with django_assert_num_queries(1):  # the stamp
        fetch(client)


def test_the_page_tells_when_each_program_came(editor, noon):
    google = Client()
    fetch(google)
    noon.shift(3600)
    fetch(google)
    text = editor.get(PAGE).text.replace("\xa0", " ")

    assert "Google" in text
    assert "ti 1.12.2026 klo 13.00" in text
