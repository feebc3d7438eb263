"""What programs of others read in our calendars. `make test` brings them; see
tests/support/readers. C… are the cases that all must understand alike."""

import re
import subprocess
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from events import cancelling, changing, scheduling
from events.feeds import FEEDS
from events.models import Event, HolidayPeriod, Occurrence
from tests.support.events import make_event, make_holiday
from tests.support.readers import reading
from tests.support.readers.having import KHAL
from tests.support.serving import serving

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
LONG = (
    "Äijälän vanhempainyhdistysten mentoreiden vuosittainen verkostotapaaminen "
    "😀😀😀, ilmoittaudu; nyt\\heti"
)
WEEKLY = {"day": date(2026, 10, 12), "skips_holidays": False}
OURS = [pytest.param(reading.by_icalendar, id="icalendar")]
OTHERS = [
    pytest.param(reader, id=name, marks=pytest.mark.reader(of))
    for name, reader, of in [
        ("ical", reading.by_ical, "ical"),
        ("khal", reading.by_khal, "khal and vdirsyncer"),
        ("ical.js", reading.by_ical_js, "ical.js and node-ical"),
        ("node-ical", reading.by_node_ical, "ical.js and node-ical"),
        (
            "c16 node-ical in New York",
            reading.by_node_ical_in_new_york,
            "ical.js and node-ical",
        ),
    ]
]


@pytest.fixture
def calendars(client, noon, db):
    """{address: the rows that every reader must find there}"""
    fill()
    feeds = {feed.path: table(feed.key) for feed in FEEDS.values()}
    singles = {
        one.ics_url: [row_of(one)]
        for one in Occurrence.objects.filter(event__rule="").select_related("event")
    }
    series = {
        event.series_ics_url: sorted(row_of(one) for one in of(event))
        for event in Event.objects.repeating()
    }
    return feeds | singles | series


def fill():
    """All that readers have been seen to stumble over."""
    make_holiday(date(2021, 6, 14), date(2021, 8, 1), name_fi="Kesäloma")
    make_holiday(date(2026, 12, 6), date(2026, 12, 6), name_fi="Itsenäisyyspäivä")
    make_holiday(date(2026, 12, 6), date(2026, 12, 6), name_fi="Adventti")
    make_holiday(date(2026, 12, 28), date(2027, 1, 3), name_fi="Viikko 53")
    make_event(LONG, kind=Event.Kind.MEETUP, place="Kirjasto; sali 1, Kuopio")
    make_event("Yö", day=date(2026, 10, 24), start_time=time(23),
               end_day=date(2026, 10, 25), end_time=time(5),
               kind=Event.Kind.TRAINING)  # fmt: skip
    cancelled = make_event("Peruttu", kind=Event.Kind.MEETING).occurrences.get()
    cancelling.cancel(cancelled, {"fi": "Puhuja sairastui."}, at=AT)

    evening = make_event(rule="RRULE:FREQ=WEEKLY;COUNT=6", **WEEKLY)
    days = list(evening.occurrences.select_related("event").in_order())
    changing.remove(days[1], at=AT)
    moved = days[2]
    moved.start_day = moved.end_day = moved.start_day + timedelta(days=1)
    moved.start_time = time(17)
    scheduling.keep(moved, at=AT)
    cancelling.cancel(days[3], {"fi": "Sairaus."}, at=AT)

    make_event("Vuoden loppuun", day=date(2026, 12, 3), skips_holidays=False,
               rule="RRULE:FREQ=WEEKLY;UNTIL=20261231T215959Z")  # fmt: skip
    make_event("Toinen maanantai", day=date(2026, 1, 12), skips_holidays=False,
               rule="RRULE:FREQ=MONTHLY;BYDAY=2MO")  # fmt: skip


def of(event):
    return event.occurrences.select_related("event")


def table(key):
    occurrences = Occurrence.objects.in_feed(datetime(2026, 12, 1, 10, tzinfo=UTC))
    if key == "holidays":
        occurrences = occurrences.none()
    elif key not in {"all", "events"}:
        occurrences = occurrences.filter(event__kind=key.removesuffix("s"))
    periods = HolidayPeriod.objects.all()
    holidays = [
        (str(one.first_day), str(one.last_day + timedelta(days=1)), one.name_fi, False)
        for one in (periods if key in {"all", "holidays"} else ())
    ]
    return sorted([*(row_of(one) for one in occurrences), *holidays])


def row_of(one):
    name = f"PERUTTU: {one.name_fi}" if one.is_cancelled else one.name_fi
    return (
        reading.said(one.starts_at),
        reading.said(one.ends_at),
        name,
        one.is_cancelled,
    )


@pytest.mark.parametrize("read", [*OURS, *OTHERS])
def test_every_reader_finds_the_same_in_every_feed_and_file(
    client, calendars, read, tmp_path
):
    for number, (path, rows) in enumerate(calendars.items()):
        folder = tmp_path / str(number)
        folder.mkdir()

        assert read(client.get(path).content, folder) == rows, path


@pytest.mark.parametrize("read", [*OURS, *OTHERS])
@pytest.mark.django_db
def test_c24_every_reader_finds_nothing_in_an_empty_feed(client, read, tmp_path):
    for feed in FEEDS.values():
        folder = tmp_path / feed.key
        folder.mkdir()

        assert read(client.get(feed.path).content, folder) == []


@pytest.mark.reader("libical")
def test_c14_libical_has_nothing_to_say_against_any_feed_or_file(
    client, calendars, tmp_path
):
    for path in calendars:
        assert not reading.errors_by_libical(client.get(path).content, tmp_path), path


@pytest.mark.reader("libical")
def test_c14_libical_would_say_what_is_wrong(tmp_path):
    wrong = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:PUBLISH\r\n"
    wrong += b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

    assert reading.errors_by_libical(wrong, tmp_path)


@pytest.mark.reader("ical.js and node-ical")
@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2026, 10, 12), "2026-10-12T15:00Z"),
        (date(2030, 7, 1), "2030-07-01T15:00Z"),
    ],
)
@pytest.mark.django_db
def test_c15_who_knows_only_the_zone_in_the_file_reads_summer_time_right(
    client, tmp_path, day, starts
):
    event = make_event(day=day, rule="RRULE:FREQ=WEEKLY;COUNT=2", skips_holidays=False)
    content = client.get(event.series_ics_url).content

    assert reading.by_node("ical.js", content, tmp_path)[0][0] == starts


# --- Subscribed to -----------------------------------------------------------------


VDIRSYNCER = """\
[general]
status_path = "{folder}/status/"
[pair feed]
a = "site"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage site]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
"""


def sync(url, folder):
    config = folder / "vdirsyncer.conf"
    config.write_text(VDIRSYNCER.format(url=url, folder=folder))
    (folder / "calendar").mkdir(exist_ok=True)
    command = [str(KHAL.bin / "vdirsyncer"), "-c", str(config)]
    said = ""
    for verb in ("discover", "sync"):
        done = subprocess.run(
            [*command, verb],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        said += done.stdout + done.stderr
        assert done.returncode == 0, said
    return said


@pytest.mark.reader("khal and vdirsyncer")
def test_c17_vdirsyncer_subscribes_and_finds_nothing_new_the_second_time(
    committed, tmp_path
):
    fill()
    with serving() as site:
        first = sync(f"{site}/calendar/all.ics", tmp_path)
        second = sync(f"{site}/calendar/all.ics", tmp_path)
    files = list((tmp_path / "calendar").glob("*.ics"))
    uids = re.findall(rb"UID:(\S+)", b"".join(file.read_bytes() for file in files))

    assert len(files) == len(set(uids)) == first.count("Copying")
    assert len(files) > 20
    assert "Copying" not in second
    assert "Deleting" not in second


@pytest.mark.reader("khal and vdirsyncer")
def test_c17_a_change_reaches_who_has_subscribed(committed, tmp_path):
    event = make_event(day=date(2026, 12, 8))
    with serving() as site:
        sync(f"{site}/calendar/events.ics", tmp_path)
        event.name_fi = "Glögit"
        scheduling.save(event, at=datetime(2026, 12, 2, tzinfo=UTC))
        sync(f"{site}/calendar/events.ics", tmp_path)
    [file] = (tmp_path / "calendar").glob("*.ics")
    [entry] = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")

    assert str(entry["SUMMARY"]) == "Glögit"


@pytest.mark.reader("khal and vdirsyncer")
def test_c1_khal_lists_a_holiday_on_its_last_day_and_not_on_the_next(
    committed, tmp_path
):
    fill()
    with serving() as site:
        sync(f"{site}/calendar/holidays.ics", tmp_path)
    folder = tmp_path / "calendar"

    def listed(day):
        found = reading.by_khal_in(folder, tmp_path, day, day + timedelta(days=1))
        return [name for _start, _end, name, _cancelled in found]

    assert listed(date(2021, 8, 1)) == ["Kesäloma"]
    assert listed(date(2021, 8, 2)) == []
    assert sorted(listed(date(2026, 12, 6))) == ["Adventti", "Itsenäisyyspäivä"]
