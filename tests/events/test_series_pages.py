"""A repeating event's page, the page of each of its times, and what search engines
are told of both."""

import json
import re
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from association import page_cache
from events import cancelling, scheduling
from events.models import Event
from tests.events.conftest import NOON
from tests.support.events import (
    LONG_AGO,
    make_event,
    make_event_page,
    make_holiday,
    make_occurrence,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def make_evenings(**fields):
    """Thursdays at six from 5.11.2026, ten times."""
    given = {"day": date(2026, 11, 5), "rule": "RRULE:FREQ=WEEKLY;COUNT=10", **fields}
    return make_event("Mentorikahvit", skips_holidays=False, **given)


def data_of(response, kind):
    """What a page tells search engines of that type."""
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode()
    )
    return next(one for one in map(json.loads, found) if one["@type"] == kind)


def on(event, day):
    return event.occurrences.get(original_day=day)


def move(row, day, clock):
    row.start_day = row.end_day = day
    row.start_time, row.end_time = clock, time(clock.hour + 1)
    scheduling.keep(row, at=LONG_AGO)


# --- The page of all of it -----------------------------------------------------------


def test_the_page_says_how_it_repeats_and_links_each_coming_time(client):
    event = make_evenings()
    response = client.get(make_event_page(event).url)

    assertContains(response, "Joka torstai klo")
    coming = event.occurrences.filter(start_day__gt=date(2026, 12, 1))
    assert coming.count() == 6
    for row in coming:
        assertContains(response, f'<a class="stretched" href="{row.plain_url}">')


def test_the_coming_times_tell_how_many_places_are_left(client):
    event = make_evenings(capacity=8, takes_registrations=True)

    assertContains(
        client.get(make_event_page(event).url), "8 paikkaa jäljellä", count=7
    )


def test_past_times_are_folded_and_linked(client):
    event = make_evenings()
    response = client.get(make_event_page(event).url)

    assertContains(response, "Pidetty 4 kertaa aiemmin")
    assertContains(response, '<details id="past">')
    assertContains(response, on(event, date(2026, 11, 5)).plain_url)


def test_e25_a_series_with_60_past_times_pages_them_without_a_query_for_each(client):
    def asked(page):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page.url, headers={"Authorization": "no cache"})
        return len(queries), response

    short = make_event_page(make_evenings(), slug="lyhyt")
    long = make_event_page(
        make_evenings(day=date(2025, 9, 4), rule="RRULE:FREQ=WEEKLY;COUNT=90"),
        slug="pitka",
    )
    asked(short), asked(long)  # whatever is read once a process
    (for_few, _few), (for_many, many) = asked(short), asked(long)

    assert for_many == for_few
    assertContains(many, "Pidetty 65 kertaa aiemmin")
    assertContains(many, 'href="?p=4"')
    assertContains(many, 'datetime="2026-12-03T')
    assertContains(client.get(long.url + "?p=4"), '<details id="past" open>')


def test_what_was_held_before_a_change_from_some_day_on_is_told_as_well(client):
    event = make_evenings()
    page = make_event_page(event)
    event.start_time, event.end_time = time(17), time(18, 30)
    scheduling.save(event, at=NOON)

    response = client.get(page.url)
    assertContains(response, "Pidetty 4 kertaa aiemmin")
    assertContains(response, "klo\xa017.00–18.30")
    assertNotContains(response, "Siirretty")


def test_strangers_cannot_fill_the_cache_with_pages_of_the_past(client):
    page = make_event_page(make_evenings())
    page_cache.store.clear()
    for number in ("1", "2", "99", "x", "01", ""):
        client.get(f"{page.url}?p={number}")

    (kept,) = page_cache.store.paths.values()
    assert set(kept.kept) == {(("1",),), (("2",),)}


# --- The page of one time ------------------------------------------------------------


def test_one_time_says_how_the_whole_repeats_and_leads_to_the_others(client):
    event = make_evenings()
    page = make_event_page(event)
    row = on(event, date(2026, 12, 10))
    response = client.get(row.plain_url)

    assertContains(response, "Joka torstai klo")
    assertContains(response, f'href="{page.url}"')
    assertContains(response, on(event, date(2026, 12, 17)).plain_url)
    assertNotContains(response, f'<a class="stretched" href="{row.plain_url}">')


def test_e4_a_moved_time_keeps_its_address_and_says_from_when_it_was_moved(client):
    event = make_evenings()
    row = on(event, date(2026, 12, 10))
    old = row.plain_url
    move(row, date(2026, 12, 15), time(17))
    response = client.get(old)

    assertContains(
        response,
        "Oli tarkoitus pitää to 10.12.2026 klo\xa018.00. "
        "Nyt uusi aika on ti 15.12.2026 klo\xa017.00.",
    )
    assertContains(response, '<s><time datetime="2026-12-10T18:00+02:00">')


def test_a_cancelled_time_keeps_its_address_with_the_word_and_the_reason(client):
    event = make_evenings()
    row = on(event, date(2026, 12, 10))
    cancelling.cancel(row, {"fi": "Puhuja sairastui."}, at=NOON)
    response = client.get(row.plain_url)

    assertContains(response, "Puhuja sairastui.")
    assertContains(response, "<strong>PERUTTU</strong>")
    assertContains(response, on(event, date(2026, 12, 17)).plain_url)


# --- For search engines --------------------------------------------------------------


def test_a_moved_time_tells_when_it_was_to_be(client):
    event = make_evenings()
    row = on(event, date(2026, 12, 10))
    move(row, date(2026, 12, 15), time(17))
    data = data_of(client.get(row.plain_url), "Event")

    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == "2026-12-10T18:00:00+02:00"
    assert data["startDate"] == "2026-12-15T17:00:00+02:00"


def test_a_cancelled_time_of_a_series_is_told_as_cancelled(client):
    event = make_evenings()
    row = on(event, date(2026, 12, 10))
    cancelling.cancel(row, {"fi": "Puhuja sairastui."}, at=NOON)

    data = data_of(client.get(row.plain_url), "Event")
    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["superEvent"]["@type"] == "EventSeries"


def test_the_series_is_told_with_its_rule_and_the_days_left_out(client):
    event = make_evenings()
    cancelling.cancel(on(event, date(2026, 12, 10)), {"fi": "Sairaus."}, at=NOON)
    data = data_of(client.get(make_event_page(event).url), "EventSeries")

    assert data["eventSchedule"] == {
        "@type": "Schedule",
        "startDate": "2026-11-05",
        "startTime": "18:00:00",
        "endTime": "19:30:00",
        "scheduleTimezone": "Europe/Helsinki",
        "repeatFrequency": "P1W",
        "repeatCount": 10,
        "exceptDate": ["2026-12-10"],
    }
    assert [one["startDate"][:10] for one in data["subEvent"]] == [
        "2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31",
        "2027-01-07",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
            {
                "repeatFrequency": "P2W",
                "byDay": ["https://schema.org/Monday", "https://schema.org/Thursday"],
            },
        ),
        ("FREQ=MONTHLY;BYDAY=2TH", {"repeatFrequency": "P1M", "byDay": ["2TH"]}),
        ("FREQ=MONTHLY;BYDAY=-1TH", {"repeatFrequency": "P1M", "byDay": ["-1TH"]}),
        ("FREQ=MONTHLY;BYMONTHDAY=5", {"repeatFrequency": "P1M", "byMonthDay": [5]}),
        ("FREQ=YEARLY", {"repeatFrequency": "P1Y"}),
        (
            "FREQ=WEEKLY;UNTIL=20261231T215959Z",
            {"repeatFrequency": "P1W", "endDate": "2026-12-31"},
        ),
    ],
)
def test_rules_are_told_as_schema_org_has_them(client, rule, told):
    row = make_evenings(rule=f"RRULE:{rule}").occurrences.in_order().last()
    data = data_of(client.get(row.plain_url), "Event")["superEvent"]["eventSchedule"]

    assert told.items() <= data.items()
    assert "exceptDate" not in data


def test_holidays_are_days_left_out(client):
    make_holiday(date(2026, 12, 14), date(2026, 12, 27))
    event = make_event(day=date(2026, 12, 3), rule="RRULE:FREQ=WEEKLY;COUNT=5")
    data = data_of(client.get(make_event_page(event).url), "EventSeries")

    assert data["eventSchedule"]["exceptDate"] == ["2026-12-17", "2026-12-24"]


def test_who_holds_it_is_told(client):
    row = make_occurrence(
        organiser="Kuopion vanhemmat", co_organisers="Kuopion kaupunki"
    )

    assert data_of(client.get(row.plain_url), "Event")["organizer"] == [
        {"@type": "Organization", "name": "Kuopion vanhemmat"},
        {"@type": "Organization", "name": "Kuopion kaupunki"},
    ]
    assert Event.objects.count() == 1
