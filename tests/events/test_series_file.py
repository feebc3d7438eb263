"""The file of an event that repeats. C… are the cases that calendars read alike."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import cancelling, changing, entries, ical, scheduling, series_file
from events.models import Event
from tests.support.events import LONG_AGO, make_event, make_holiday

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
HELSINKI = ZoneInfo("Europe/Helsinki")


def evening(**fields):
    """E1: Mondays at six from 12.10.2026, five times, over the end of summer time."""
    given = {
        "day": date(2026, 10, 12),
        "rule": "RRULE:FREQ=WEEKLY;COUNT=5",
        "skips_holidays": False,
        **fields,
    }
    return make_event(**given)


def on(event, day):
    return event.occurrences.get(original_day=day)


def lines_of(written):
    return written.decode().replace("\r\n ", "").split("\r\n")


def file_of(event):
    event = Event.objects.get(pk=event.pk)
    occurrences = list(event.occurrences.select_related("event").in_order())
    return ical.file_bytes(series_file.of_event(event, occurrences, "fi"))


def shown(written):
    """When a reader that expands rules shows something that is not cancelled."""
    calendar = icalendar.Calendar.from_ical(written)
    found = recurring_ical_events.of(calendar).between(
        date(2020, 1, 1), date(2040, 1, 1)
    )
    return sorted(
        (one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC))
        for one in found
        if one["STATUS"] != "CANCELLED"
    )


def held(event):
    rows = event.occurrences.filter(cancelled_at=None)
    return sorted(
        (one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC)) for one in rows
    )


def test_c5_a_series_is_one_entry_with_its_rule_in_local_time(client):
    event = evening()
    response = client.get(event.series_ics_url)
    lines = lines_of(response.content)

    assert event.series_ics_url == (f"/kalenteri/sarja/mentorikahvit-{event.code}.ics")
    assert lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=Europe/Helsinki:20261012T180000" in lines
    assert "DTEND;TZID=Europe/Helsinki:20261012T193000" in lines
    assert "RRULE:FREQ=WEEKLY;COUNT=5" in lines
    assert f"UID:series-{event.uid}@mentorit" in lines
    zone = icalendar.Timezone.from_ical(ical.VTIMEZONE).to_ical()
    assert response.content.count(zone) == 1
    assert not [line for line in lines if line.startswith(("X-WR-CALNAME", "EXDATE"))]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert shown(response.content) == held(event)


def test_c6_a_rule_until_a_day_ends_with_the_last_time_in_utc(client):
    event = evening(
        day=date(2026, 12, 3), rule="RRULE:FREQ=WEEKLY;UNTIL=20261231T215959Z"
    )
    written = client.get(event.series_ics_url).content

    assert "RRULE:FREQ=WEEKLY;UNTIL=20261231T160000Z" in lines_of(written)
    assert len(shown(written)) == 5
    assert shown(written) == held(event)


def test_c7_what_is_cancelled_stands_in_place_of_what_the_rule_gives(client):
    event = evening()
    day = on(event, date(2026, 10, 19))
    cancelling.cancel(day, {"fi": "Puhuja sairastui."}, at=AT)
    lines = lines_of(client.get(event.series_ics_url).content)
    override = lines[lines.index("BEGIN:VEVENT", lines.index("END:VEVENT")) :]

    assert "RECURRENCE-ID;TZID=Europe/Helsinki:20261019T180000" in override
    assert "STATUS:CANCELLED" in override
    assert "SEQUENCE:1" in override
    assert "SUMMARY:PERUTTU: Mentorikahvit" in override
    assert f"UID:series-{event.uid}@mentorit" in override
    assert not [line for line in lines if line.startswith("EXDATE")]


def test_c8_what_is_moved_tells_from_where(client):
    event = evening()
    moved = on(event, date(2026, 10, 26))
    moved.start_day = moved.end_day = date(2026, 10, 27)
    moved.start_time = time(17)
    scheduling.keep(moved, at=AT)
    written = client.get(event.series_ics_url).content
    lines = lines_of(written)

    assert "RECURRENCE-ID;TZID=Europe/Helsinki:20261026T180000" in lines
    assert "DTSTART;TZID=Europe/Helsinki:20261027T170000" in lines
    assert shown(written) == held(event)


def test_what_is_changed_for_one_alone_stands_in_its_place(client):
    event = evening()
    one = on(event, date(2026, 11, 2))
    one.name_fi = "Glögit"
    scheduling.keep(one, at=AT)
    calendar = icalendar.Calendar.from_ical(client.get(event.series_ics_url).content)
    names = [str(entry["SUMMARY"]) for entry in calendar.walk("VEVENT")]

    assert names == ["Mentorikahvit", "Glögit"]


def test_a_day_that_is_taken_out_is_left_out(client):
    event = evening()
    changing.remove(on(event, date(2026, 10, 19)), at=AT)
    written = client.get(event.series_ics_url).content

    assert "EXDATE;TZID=Europe/Helsinki:20261019T180000" in lines_of(written)
    assert shown(written) == held(event)


@pytest.mark.parametrize("gone", [date(2026, 10, 12), date(2026, 11, 9)])
def test_a_series_begins_and_ends_with_what_there_is(client, gone):
    event = evening()
    changing.remove(on(event, gone), at=AT)
    written = client.get(event.series_ics_url).content

    assert not [line for line in lines_of(written) if line.startswith("EXDATE")]
    assert shown(written) == held(event)
    assert len(held(event)) == 4


def test_the_associations_holidays_are_left_out(client):
    make_holiday(date(2026, 10, 19), date(2026, 10, 25))
    event = evening(skips_holidays=True)
    written = client.get(event.series_ics_url).content

    assert shown(written) == held(event)
    assert len(held(event)) == 4


def test_an_endless_rule_ends_where_the_calendar_does(client):
    event = evening(rule="RRULE:FREQ=MONTHLY;BYDAY=2MO")
    written = client.get(event.series_ics_url).content

    assert b"UNTIL=2028" in written
    assert shown(written) == held(event)


def test_a_day_that_no_rule_gives_stands_beside_the_series(client):
    event = evening()
    extra = on(event, date(2026, 11, 9))
    extra.original_day = extra.start_day = extra.end_day = date(2026, 11, 11)
    changing.save(extra, at=AT)
    written = client.get(event.series_ics_url).content

    assert f"UID:{extra.calendar_uid}" in lines_of(written)
    assert shown(written) == held(event)


def test_c22_two_hundred_cancelled_days_are_no_list_of_days_left_out(client):
    event = evening(rule="RRULE:FREQ=DAILY;COUNT=230")
    rows = event.occurrences.in_order()[:200]
    event.occurrences.filter(pk__in=[row.pk for row in rows]).update(
        cancelled_at=AT, cancelled_why_fi="Sairaus."
    )
    written = client.get(event.series_ics_url).content

    assert b"EXDATE" not in written
    assert written.count(b"STATUS:CANCELLED") == 200
    assert shown(written) == held(event)


def test_c22_of_many_days_taken_out_no_more_than_eighty_are_left_out(client):
    event = evening(rule="RRULE:FREQ=DAILY;COUNT=230")
    rows = event.occurrences.in_order()[10:210]
    event.occurrences.filter(pk__in=[row.pk for row in rows]).delete()
    written = client.get(event.series_ics_url).content

    assert written.count(b"EXDATE") == series_file.MOST_EXDATES == 80
    assert written.count(b"RECURRENCE-ID") == written.count(b"CANCELLED\r\n") == 120
    assert shown(written) == held(event)


def test_c27_page_feed_file_and_mail_know_an_occurrence_by_one_uid(client):
    event = evening(day=date(2027, 10, 11), takes_registrations=True)
    one = event.occurrences.in_order()[0]
    uid = f"event-{one.uid}@mentorit"
    mail = entries.of_occurrence(one, "fi")

    assert mail.uid == uid
    for path in ("/calendar/all.ics", one.ics_url):
        assert f"UID:{uid}" in lines_of(client.get(path).content)
    assert f'"identifier": "{uid}"' in client.get(one.plain_url).text
    assert uid not in client.get(event.series_ics_url).text


def test_what_is_held_once_has_the_file_of_that_one_time(client):
    event = make_event()
    response = client.get(event.series_ics_url)

    assert response.status_code == 302
    assert response.headers["Location"] == event.occurrences.get().ics_url


def test_a_draft_has_no_file(client):
    assert client.get(evening(published_at=None).series_ics_url).status_code == 404


def test_an_event_without_occurrences_has_no_file(client):
    event = evening()
    event.occurrences.all().delete()

    assert client.get(event.series_ics_url).status_code == 404


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_speaks_the_language_of_its_address(client, language):
    event = evening(name_sv="Mentorkaffe", name_en="Mentor coffee")
    prefix = {"sv": "/sv/kalender/serie/", "en": "/en/calendar/series/"}[language]
    written = client.get(f"{prefix}x-{event.code}.ics").content
    name = {"sv": "Mentorkaffe", "en": "Mentor coffee"}[language]

    assert f"SUMMARY:{name}" in lines_of(written)


@pytest.mark.parametrize("count", [2, 40])
def test_a_file_asks_as_much_for_many_as_for_few(
    client, count, django_assert_num_queries
):
    client.cookies.load({"sessionid": "past the page cache"})
    event = evening(day=date(2036, 1, 7), rule=f"RRULE:FREQ=WEEKLY;COUNT={count}")

    with django_assert_num_queries(4):
        client.get(event.series_ics_url)


RULES = st.builds(
    "RRULE:FREQ={};INTERVAL={}{}".format,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 3),
    st.one_of(
        st.builds(";COUNT={}".format, st.integers(1, 30)),
        st.builds(
            lambda day: f";UNTIL={day:%Y%m%d}T205959Z",
            st.dates(date(2025, 6, 1), date(2027, 12, 31)),
        ),
    ),
)


@given(
    rule=RULES,
    first=st.dates(date(2024, 1, 1), date(2036, 12, 31)),
    clock=st.sampled_from([time(0), time(4, 30), time(18), time(23, 59)]),
    nights=st.integers(0, 2),
    data=st.data(),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_reader_of_rules_sees_what_a_reader_of_the_feed_sees(
    db, rule, first, clock, nights, data
):
    """Random rules, with days cancelled, moved and taken out at random."""
    event = make_event(day=first, rule=rule, start_time=clock, skips_holidays=False,
                       end_day=first + timedelta(days=nights + 1))  # fmt: skip
    for row in event.occurrences.in_order():
        fate = data.draw(st.sampled_from(["", "", "", "cancel", "move", "remove"]))
        if fate == "remove":
            row.delete()
        elif fate == "cancel":
            row.cancelled_at, row.cancelled_why_fi = LONG_AGO, "Sairaus."
            row.save()
        elif fate == "move":
            row.start_time = time(5, 15)
            row.save()

    rows = list(event.occurrences.select_related("event").in_order())
    flat = ical.file_bytes([entries.of_occurrence(one, "fi") for one in rows])
    assert shown(file_of(event)) == shown(flat) == held(event)
