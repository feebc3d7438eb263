"""The feeds as programs ask for them."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.robotparser import RobotFileParser

import icalendar
import pytest
from django.utils.http import http_date

from association.models import AssociationSettings
from events import cancelling, changing, feeds, scheduling
from events.feeds import source
from events.ical import Entry
from events.models import Event
from tests.support.events import (
    LONG_AGO,
    make_event,
    make_event_page,
    make_holiday,
    make_occurrence,
)
from tests.support.registries import put_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ALL = "/calendar/all.ics"
KINDS = {
    "meetup": "/calendar/meetups.ics",
    "training": "/calendar/trainings.ics",
    "meeting": "/calendar/meetings.ics",
    "other": "/calendar/others.ics",
}
EVENTS = "/calendar/events.ics"
HOLIDAYS = "/calendar/holidays.ics"
JSON = "/calendar/holidays.json"
FEEDS = [ALL, EVENTS, *KINDS.values(), HOLIDAYS, JSON]
NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)


def entries(client, path=EVENTS):
    calendar = icalendar.Calendar.from_ical(client.get(path).content)
    return {str(one["SUMMARY"]): one for one in calendar.walk("VEVENT")}


def test_each_feed_holds_its_own_and_all_holds_all(client):
    make_occurrence()
    make_holiday()

    assert set(entries(client, EVENTS)) == {"Mentorikahvit"}
    assert set(entries(client, HOLIDAYS)) == {"Joululoma"}
    assert set(entries(client, ALL)) == {"Mentorikahvit", "Joululoma"}


@pytest.mark.parametrize("kind", Event.Kind)
def test_each_kind_has_a_feed_of_its_own(client, kind):
    for one in Event.Kind:
        make_occurrence(str(one), kind=one)

    assert set(entries(client, KINDS[kind])) == {str(kind)}
    assert set(entries(client, EVENTS)) == {str(one) for one in Event.Kind}


def test_c26_all_holds_everything_once(client):
    for kind in Event.Kind:
        make_event(kind=kind, rule="RRULE:FREQ=WEEKLY;COUNT=3")
    make_holiday(date(2026, 12, 6), date(2026, 12, 6), name_fi="Itsenäisyyspäivä")
    make_holiday(date(2026, 12, 6), date(2026, 12, 6), name_fi="Adventti")
    calendar = icalendar.Calendar.from_ical(client.get(ALL).content)
    uids = [str(one["UID"]) for one in calendar.walk("VEVENT")]

    assert len(uids) == len(set(uids)) == 4 * 3 + 2


def test_an_event_that_becomes_of_another_kind_leaves_its_feed_for_all(client, noon):
    event = make_event(kind=Event.Kind.MEETUP)
    before = client.get(KINDS["meetup"])
    noon.shift(60)
    event.kind = Event.Kind.TRAINING
    scheduling.save(event, at=NOW + timedelta(minutes=1))
    since = {"if-modified-since": before.headers["Last-Modified"]}
    after = client.get(KINDS["meetup"], headers=since)

    assert b"VEVENT" in before.content
    assert after.status_code == 200
    assert b"VEVENT" not in after.content
    assert set(entries(client, KINDS["training"])) == {"Mentorikahvit"}


def test_holidays_of_all_years_are_in_the_feed(client):
    make_holiday(date(2021, 6, 14), date(2021, 8, 1), name_fi="Kesäloma")

    assert set(entries(client, HOLIDAYS)) == {"Kesäloma"}


def test_a_feed_speaks_the_language_asked_for(client):
    make_holiday()
    make_occurrence(name_sv="Mentorkaffe", name_en="Mentor coffee")

    assert set(entries(client, f"{ALL}?lang=sv")) == {"Jullov", "Mentorkaffe"}
    english = client.get(f"{ALL}?lang=en")
    assert english.headers["Content-Language"] == "en"
    assert b"SOURCE;VALUE=URI:http://localhost:8000/calendar/all.ics?lang=en" in (
        english.content.replace(b"\r\n ", b"")
    )


@pytest.mark.parametrize("query", ["?lang=de", "?lang=", "?lang=%00", "?x=1", "?lang"])
def test_an_unknown_language_is_finnish(client, query):
    assert client.get(ALL + query).content == client.get(ALL).content


def test_a_name_that_nobody_translated_stands_in_finnish(client):
    make_occurrence()

    assert set(entries(client, f"{EVENTS}?lang=sv")) == {"Mentorikahvit"}


def test_the_feed_bears_the_name_of_the_association(client):
    us = AssociationSettings.current()
    us.name = "Mentorit ry"
    us.save()
    calendar = icalendar.Calendar.from_ical(client.get(ALL).content)

    assert str(calendar["NAME"]).endswith(": Mentorit ry")
    assert calendar["NAME"] == calendar["X-WR-CALNAME"]


# --- How it is asked for ---------------------------------------------------------


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("accept", ["text/html", "*/*", "text/calendar", ""])
def test_c19_a_feed_ignores_what_the_reader_accepts(client, path, accept):
    response = client.get(path, headers={"accept": accept})
    kind = "application/json" if path == JSON else "text/calendar"

    assert response.status_code == 200
    assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("path", FEEDS)
def test_c19_head_has_the_same_headers_and_no_body(client, path):
    make_holiday()
    head, got = client.head(path), client.get(path)
    names = ("Content-Type", "ETag", "Last-Modified", "Cache-Control")

    assert head.content == b""
    assert [head.headers[name] for name in names] == [
        got.headers[name] for name in names
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_other_sites_may_read_it_and_search_engines_leave_it_out(client, path):
    response = client.get(path)

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies
    asked = client.options(path)
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in asked.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("path", FEEDS)
def test_nothing_can_be_sent_to_a_feed(client, path):
    assert client.post(path).status_code == 405


def test_a_calendar_is_never_compressed(client):
    for number in range(9):
        make_holiday(name_fi=f"Loma {number}")
    client.get(ALL)
    response = client.get(ALL, headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in response.headers


# --- Asking whether anything has changed ------------------------------------------


@pytest.fixture(params=[{}, {"sessionid": "x"}], ids=["a stranger", "a browser"])
def reader(request, client):
    """The cache answers strangers; the view answers who has a cookie of ours."""
    client.cookies.load(request.param)
    return client


@pytest.mark.parametrize("path", FEEDS)
def test_c10_asked_again_it_answers_the_same_or_not_modified(reader, path, noon):
    make_occurrence()
    make_holiday()
    first = reader.get(path)
    noon.shift(2)
    second = reader.get(path)
    third = reader.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["ETag"].startswith('"')
    assert third.status_code == 304
    assert third.content == b""
    for name in ("ETag", "Last-Modified"):
        assert third.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", FEEDS)
def test_c10_also_where_the_address_bears_more_than_it_depends_on(reader, path):
    make_occurrence()
    make_holiday()
    asked = f"{path}?lang=fi&t=2"
    tag = reader.get(asked).headers["ETag"]

    assert reader.get(asked, headers={"if-none-match": tag}).status_code == 304
    assert reader.get(asked, headers={"if-none-match": '"old"'}).status_code == 200
    assert reader.head(asked, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", FEEDS)
def test_c11_only_what_is_not_older_is_not_modified(reader, path):
    make_occurrence()
    make_holiday()
    first = reader.get(path)
    tag, date_ = first.headers["ETag"], first.headers["Last-Modified"]

    def status(**headers):
        return reader.get(path, headers=headers).status_code

    assert status(**{"if-modified-since": http_date(0)}) == 200
    assert status(**{"if-modified-since": "not a date"}) == 200
    assert status(**{"if-modified-since": date_}) == 304
    assert status(**{"if-none-match": '"old"', "if-modified-since": date_}) == 200
    assert status(**{"if-none-match": f'"old", {tag}'}) == 304
    assert status(**{"if-none-match": "*"}) == 304


def test_c9_a_corrected_name_is_new_bytes_but_no_new_sequence(client):
    event = make_occurrence()
    before = client.get(EVENTS)
    event.name_fi = "Mentorikahvit ja pulla"
    changing.save(event, at=NOW)
    after = client.get(EVENTS)
    entry = entries(client)["Mentorikahvit ja pulla"]

    assert before.headers["ETag"] != after.headers["ETag"]
    assert entry["SEQUENCE"] == 0
    assert entry["DTSTAMP"].dt == NOW
    assert after.headers["Last-Modified"] == http_date(NOW.timestamp())


def test_c8_a_moved_event_keeps_its_uid_and_raises_its_sequence(client):
    event = make_occurrence()
    before = entries(client)["Mentorikahvit"]
    event.start_time = time(17)
    changing.save(event, at=NOW)
    after = entries(client)["Mentorikahvit"]

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt == datetime(2027, 10, 14, 14, tzinfo=UTC)


def test_c7_a_cancelled_event_stays_and_says_so(client):
    event = make_occurrence()
    before = entries(client)["Mentorikahvit"]
    cancelling.cancel(event, {"fi": "Puhuja sairastui."}, at=NOW)
    (name, after), *others = entries(client).items()

    assert not others
    assert name.endswith(": Mentorikahvit")
    assert after["UID"] == before["UID"]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] == 1
    assert "Puhuja sairastui." in after["DESCRIPTION"]


def test_a_cancelled_event_leaves_thirty_days_after_its_day(client, noon):
    make_occurrence(cancelled_at=LONG_AGO, cancelled_why_fi="Sairaus.")
    noon.move_to(datetime(2027, 11, 13, 21, 59, tzinfo=UTC))
    last_day = client.get(EVENTS)
    noon.move_to(datetime(2027, 11, 13, 22, 0, 1, tzinfo=UTC))  # midnight in Helsinki
    since = {"if-modified-since": last_day.headers["Last-Modified"]}

    assert b"BEGIN:VEVENT" in last_day.content
    assert b"BEGIN:VEVENT" not in client.get(EVENTS, headers=since).content
    assert client.get(EVENTS, headers=since).status_code == 200


def test_c23_an_unpublished_event_is_gone_at_once(client, noon):
    make_occurrence("Toinen", changed_at=NOW)
    event = make_occurrence()
    before = client.get(EVENTS)
    noon.shift(60)
    event.event.published_at = None
    scheduling.save(event.event, at=NOW + timedelta(minutes=1))
    since = {"if-modified-since": before.headers["Last-Modified"]}
    after = client.get(EVENTS, headers=since)

    assert after.status_code == 200
    assert b"Mentorikahvit" not in after.content
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("path", [ALL, HOLIDAYS, JSON])
def test_a_deleted_holiday_is_gone_also_for_who_asks_by_time_alone(client, path, noon):
    period = make_holiday()
    before = client.get(path)
    noon.shift(60)
    changing.remove(period, at=NOW + timedelta(minutes=1))
    since = {"if-modified-since": before.headers["Last-Modified"]}

    assert client.get(path, headers=since).status_code == 200


def test_an_event_appears_when_it_is_published_on_schedule(client, noon):
    make_occurrence(published_at=NOW + timedelta(hours=1))
    before = client.get(EVENTS)
    noon.shift(3601)
    since = {"if-modified-since": before.headers["Last-Modified"]}

    assert b"BEGIN:VEVENT" not in before.content
    assert b"BEGIN:VEVENT" in client.get(EVENTS, headers=since).content


def test_a_new_name_of_the_association_reaches_who_asks_by_time_alone(client, noon):
    make_occurrence()
    before = client.get(ALL)
    noon.shift(60)
    us = AssociationSettings.current()
    us.name = "Mentorit ry"
    us.save()
    since = {"if-modified-since": before.headers["Last-Modified"]}

    assert client.get(ALL, headers=since).status_code == 200


def test_a_draft_is_in_no_feed(client):
    make_occurrence(published_at=None)

    assert not entries(client, ALL)


def test_c27_feed_and_file_know_an_event_by_one_uid(client):
    event = make_occurrence()
    file = client.get(event.ics_url)
    (single,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")

    assert single["UID"] == entries(client)["Mentorikahvit"]["UID"]
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_where_to_click_in_online_is_told_to_nobody(client):
    link = "https://tapaaminen.example/salainen"
    event = make_occurrence(remote_link=link)
    page = make_event_page(make_occurrence("Toinen", remote_link=link))

    for path in (ALL, EVENTS, event.ics_url, event.plain_url, page.url, "/"):
        assert b"salainen" not in client.get(path).content


def test_a_feed_says_where_the_event_is(client):
    make_occurrence(
        place="Kirjasto, Kuopio", address="Maaherrankatu 12", price_cents=1250,
        is_remote=True, kind=Event.Kind.MEETUP,
    )  # fmt: skip
    entry = entries(client)["Mentorikahvit"]

    assert entry["LOCATION"] == "Kirjasto, Kuopio, Maaherrankatu 12"
    assert "12,50" in entry["DESCRIPTION"]
    assert entry["TRANSP"] == "TRANSPARENT"
    assert str(entry["URL"]).startswith("http://localhost:8000/")


@pytest.mark.parametrize("count", [1, 30])
def test_a_feed_asks_as_much_for_many_as_for_one(
    client, count, django_assert_num_queries
):
    client.cookies.load({"sessionid": "past the page cache"})
    for number in range(count):
        make_occurrence(f"Ilta {number}")
        make_holiday(name_fi=f"Loma {number}")

    with django_assert_num_queries(6):
        client.get(ALL)


def test_c20_robots_may_read_the_feeds(client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    mine = "/calendar/mine/x.ics"

    for path in (*FEEDS, mine, make_occurrence().ics_url):
        for reader in ("Google-Calendar-Importer", "*"):
            assert robots.can_fetch(reader, path)
            assert robots.can_fetch(reader, f"{path}?lang=sv")


def test_a_room_above_adds_to_a_feed(client):
    day = date(2027, 5, 1)
    entry = Entry(
        uid="deadline@mentorit", starts=day, ends=day, summary="Haku päättyy",
        changed_at=NOW,
    )  # fmt: skip
    added = source(lambda _at, _language: [entry], lambda _at: NOW)
    with put_back(feeds._sources["events"]):
        feeds.register("events", added)

        assert set(entries(client, ALL)) == {"Haku päättyy"}
        assert set(entries(client, EVENTS)) == {"Haku päättyy"}
        assert not entries(client, HOLIDAYS)
        assert client.get(ALL).headers["Last-Modified"] == http_date(NOW.timestamp())
