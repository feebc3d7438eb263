"""The writer. Numbers are those of the list of what calendars must understand alike."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from events import ical
from events.ical import Entry, Person

HELSINKI = ZoneInfo("Europe/Helsinki")
CHANGED = datetime(2026, 11, 1, 12, 0, 30, 987, tzinfo=UTC)
LONG = (
    "Äijälän vanhempainyhdistysten mentoreiden vuosittainen verkostotapaaminen "
    "😀😀😀, ilmoittaudu; nyt\\heti"
)


def make_entry(**fields):
    given = {
        "uid": "abc@mentorit",
        "starts": datetime(2026, 10, 12, 18, tzinfo=HELSINKI),
        "ends": datetime(2026, 10, 12, 19, tzinfo=HELSINKI),
        "summary": "Mentorikahvit",
        "changed_at": CHANGED,
        **fields,
    }
    return Entry(**given)


def feed_of(*entries, **fields):
    given = {
        "name": "Tapahtumat",
        "description": "Mihin yhdistys kutsuu.",
        "source": "https://mentorit.example/calendar/all.ics",
        "language": "fi",
        "url": "https://mentorit.example/kalenteri/",
        **fields,
    }
    return ical.calendar_bytes(map(ical.written, entries), **given)


def test_a_feed_put_together_of_what_is_kept_is_what_the_library_writes():
    entries = [
        make_entry(uid="2@mentorit", summary=LONG, description="Ä" * 80),
        make_entry(uid="1@mentorit", starts=date(2026, 12, 6), ends=date(2026, 12, 6)),
        make_entry(uid="3@mentorit", status="CANCELLED", categories=["Muu", "a,b"]),
    ]
    calendar = icalendar.Calendar.from_ical(feed_of())
    calendar.add("last-modified", CHANGED.replace(microsecond=0))
    for entry in sorted(entries, key=lambda one: one.bounds[0].isoformat()):
        calendar.add_component(ical._event(entry))

    assert feed_of(*entries) == calendar.to_ical()


def events_in(written):
    return icalendar.Calendar.from_ical(written).walk("VEVENT")


def shown_on(written, day):
    """The names that a calendar program shows on a day."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(written)).at(day)
    return [str(event["SUMMARY"]) for event in found]


def lines_of(written):
    """Unfolded lines."""
    return written.decode().replace("\r\n ", "").split("\r\n")


def test_c1_a_period_of_days_ends_on_its_last_day():
    written = feed_of(make_entry(starts=date(2021, 6, 14), ends=date(2021, 8, 1)))

    assert "DTSTART;VALUE=DATE:20210614" in lines_of(written)
    assert "DTEND;VALUE=DATE:20210802" in lines_of(written)
    assert shown_on(written, date(2021, 8, 1)) == ["Mentorikahvit"]
    assert not shown_on(written, date(2021, 8, 2))


def test_c2_a_single_day_that_takes_nobodys_time():
    day = date(2026, 12, 6)
    written = feed_of(make_entry(starts=day, ends=day, transparent=True))

    assert "DTSTART;VALUE=DATE:20261206" in lines_of(written)
    assert "DTEND;VALUE=DATE:20261207" in lines_of(written)
    assert "TRANSP:TRANSPARENT" in lines_of(written)


def test_c3_a_holiday_over_week_53():
    written = feed_of(make_entry(starts=date(2026, 12, 28), ends=date(2027, 1, 3)))

    assert "DTSTART;VALUE=DATE:20261228" in lines_of(written)
    assert "DTEND;VALUE=DATE:20270104" in lines_of(written)


def test_c4_evenings_over_the_change_of_clocks_are_moments_in_utc():
    first = datetime(2026, 10, 12, 18, tzinfo=HELSINKI)
    entries = [
        make_entry(
            uid=f"{week}@mentorit",
            starts=first + timedelta(weeks=week),
            ends=first + timedelta(weeks=week, hours=1),
        )
        for week in range(5)
    ]
    written = feed_of(*entries)

    starts = [line for line in lines_of(written) if line.startswith("DTSTART:2026")]
    assert starts[0] == "DTSTART:20261012T150000Z"
    assert starts[-1] == "DTSTART:20261109T160000Z"
    assert len({str(event["UID"]) for event in events_in(written)}) == 5
    for event in events_in(written):
        assert not {"RRULE", "EXDATE", "RECURRENCE-ID"} & set(event)


def test_c5_a_file_with_one_entry_has_no_name_of_a_calendar():
    lines = lines_of(ical.single_entry_bytes(make_entry()))

    assert "DTSTART:20261012T150000Z" in lines
    assert not [line for line in lines if line.startswith(("X-WR-CALNAME", "NAME"))]
    assert not [line for line in lines if line.startswith("METHOD")]


def test_c7_what_is_cancelled_says_so_and_takes_no_time():
    written = feed_of(make_entry(status="CANCELLED", sequence=1))
    event = events_in(written)[0]

    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 1
    assert event["TRANSP"] == "TRANSPARENT"


def test_c9_stamps_come_from_the_row():
    event = events_in(feed_of(make_entry()))[0]

    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    assert event["DTSTAMP"].dt == CHANGED.replace(microsecond=0)


def test_c10_the_same_entries_give_the_same_bytes():
    assert feed_of(make_entry()) == feed_of(make_entry())


def test_c12_long_finnish_text_is_folded_between_characters():
    written = feed_of(make_entry(summary=LONG))

    assert written.count(b"\r\n") == written.count(b"\n")
    for line in written.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    assert str(events_in(written)[0]["SUMMARY"]) == LONG


def test_c13_no_text_can_end_its_line_or_carry_what_is_unseen():
    bad = "Ilta\r\nATTENDEE:mailto:x@y\x00\x0b!"
    written = feed_of(make_entry(summary=bad, location=bad, description=bad))
    event = events_in(written)[0]

    assert "ATTENDEE" not in event
    assert str(event["SUMMARY"]) == "Ilta ATTENDEE:mailto:x@y!"
    assert str(event["DESCRIPTION"]) == "Ilta\nATTENDEE:mailto:x@y!"
    assert b"\x00" not in written


@given(st.text(), st.text(), st.text())
def test_c13_whatever_is_written_is_read_as_one_entry(summary, description, location):
    entry = make_entry(summary=summary, description=description, location=location)
    written = feed_of(entry, name=summary, description=description)

    assert len(events_in(written)) == 1
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert set(events_in(written)[0]) <= {
        "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "DESCRIPTION",
        "LAST-MODIFIED", "LOCATION", "STATUS", "TRANSP",
    }  # fmt: skip


def test_c18_our_table_of_time_changes_agrees_with_the_zone_hour_by_hour(tmp_path):
    path = tmp_path / "zone.ics"
    path.write_text(f"BEGIN:VCALENDAR\n{ical.VTIMEZONE}END:VCALENDAR\n")
    ours = tzical(str(path)).get("Europe/Helsinki")
    hour, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC)
    while hour < end:
        there = hour.astimezone(HELSINKI)
        assert hour.astimezone(ours).utcoffset() == there.utcoffset(), hour
        hour += timedelta(hours=1)


def test_c21_the_calendar_says_who_it_is_and_how_often_to_ask():
    lines = lines_of(feed_of(make_entry()))
    head = lines[: lines.index("BEGIN:VEVENT")]

    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in head
    assert "X-PUBLISHED-TTL:PT6H" in head
    assert "SOURCE;VALUE=URI:https://mentorit.example/calendar/all.ics" in head
    assert "URL:https://mentorit.example/kalenteri/" in head
    assert "NAME:Tapahtumat" in head
    assert "X-WR-CALNAME:Tapahtumat" in head
    assert "X-WR-CALDESC:Mihin yhdistys kutsuu." in head
    assert "X-WR-TIMEZONE:Europe/Helsinki" in head
    assert "LAST-MODIFIED:20261101T120030Z" in head
    assert not [line for line in head if line.startswith(("UID", "METHOD"))]


def test_c24_an_empty_calendar_still_holds_something():
    calendar = icalendar.Calendar.from_ical(feed_of())

    assert not calendar.walk("VEVENT")
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert feed_of() == feed_of()


def test_c26_two_holidays_on_one_day_are_two_entries():
    day = date(2026, 12, 6)
    written = feed_of(
        make_entry(uid="1@mentorit", starts=day, ends=day, summary="Itsenäisyyspäivä"),
        make_entry(uid="2@mentorit", starts=day, ends=day, summary="Adventti"),
    )

    assert sorted(shown_on(written, day)) == ["Adventti", "Itsenäisyyspäivä"]


@pytest.mark.parametrize(
    "fields",
    [
        {"starts": date(2026, 12, 6), "ends": date(2026, 12, 5)},
        {"ends": datetime(2026, 10, 12, 18, tzinfo=HELSINKI)},
        {"starts": datetime(2026, 10, 12, 18)},  # noqa: DTZ001 - that is the point
        {"changed_at": datetime(2026, 10, 12, 18)},  # noqa: DTZ001
        {"starts": date(2026, 10, 12)},
        {"uid": " "},
    ],
    ids=[
        "days",
        "no length",
        "no zone",
        "no zone in stamp",
        "a day and a moment",
        "id",
    ],
)
def test_c28_what_no_calendar_could_show_is_never_written(fields):
    with pytest.raises(ValueError, match=r"\w"):
        make_entry(**fields)


def test_c30_a_night_over_the_autumn_change_has_its_real_length():
    starts = datetime(2026, 10, 24, 23, tzinfo=HELSINKI)
    ends = datetime.combine(date(2026, 10, 25), time(5), HELSINKI)
    lines = lines_of(feed_of(make_entry(starts=starts, ends=ends)))

    assert "DTSTART:20261024T200000Z" in lines
    assert "DTEND:20261025T030000Z" in lines


def test_an_invitation_names_both_and_its_cancellation_has_the_same_uid():
    people = {
        "organizer": Person("Mentorit", "mentorit@esimerkki.example"),
        "attendee": Person('Aino "Ansa" Å', "aino@esimerkki.example"),
    }
    invited = ical.invitation_bytes(make_entry(), method="REQUEST", **people)
    entry = make_entry(status="CANCELLED", sequence=1)
    cancelled = ical.invitation_bytes(entry, method="CANCEL", **people)

    assert "METHOD:REQUEST" in lines_of(invited)
    assert "METHOD:CANCEL" in lines_of(cancelled)
    event = events_in(invited)[0]
    assert event["ATTENDEE"] == "mailto:aino@esimerkki.example"
    assert event["ATTENDEE"].params["CN"] == "Aino 'Ansa' Å"
    assert event["UID"] == events_in(cancelled)[0]["UID"]


def test_a_cancellation_of_what_is_not_cancelled_is_a_mistake_of_ours():
    person = Person("Mentorit", "mentorit@esimerkki.example")
    with pytest.raises(ValueError, match="cancelled"):
        ical.invitation_bytes(
            make_entry(), method="CANCEL", organizer=person, attendee=person
        )


@pytest.mark.parametrize("address", ["aino", "aino@x\r\nBCC:y@z", "<aino@x>", ""])
def test_an_address_that_could_end_the_line_is_refused(address):
    with pytest.raises(ValueError, match="e-mail"):
        Person("Aino", address)
