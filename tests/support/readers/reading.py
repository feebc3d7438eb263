"""A calendar as each reader understands it: one table of what is when.

A row is (start, end, summary, is cancelled); moments in UTC, days with an exclusive
end, as the calendar has them.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from tests.support.readers.having import KHAL, LIBRARY, NODE, SCRIPTS, STRICT

type Row = tuple[str, str, str, bool]

FIRST, LAST = date(2020, 1, 1), date(2038, 1, 1)
HELSINKI = ZoneInfo("Europe/Helsinki")
KHAL_CONFIG = """\
[calendars]
[[feed]]
path = {calendar}
[locale]
local_timezone = Europe/Helsinki
default_timezone = Europe/Helsinki
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[default]
default_calendar = feed
[sqlite]
path = {folder}/khal.db
"""


def by_icalendar(content: bytes, folder: Path) -> list[Row]:
    calendar = icalendar.Calendar.from_ical(content)
    assert not [one for one in calendar.walk() if one.errors]
    found = recurring_ical_events.of(calendar).between(FIRST, LAST)
    return sorted(
        (
            said(one["DTSTART"].dt),
            said(one["DTEND"].dt),
            str(one["SUMMARY"]),
            one["STATUS"] == "CANCELLED",
        )
        for one in found
    )


def by_ical(content: bytes, folder: Path) -> list[Row]:
    """allenporter's, which Home Assistant reads with: it is strict."""
    path = put(content, folder)
    return rows(output([str(STRICT.bin / "python"), str(SCRIPTS / "strict.py"), path]))


def by_ical_js(content: bytes, folder: Path) -> list[Row]:
    """The engine of Thunderbird and Nextcloud."""
    return by_node("ical-expander", content, folder)


def by_node_ical(content: bytes, folder: Path, zone: str = "UTC") -> list[Row]:
    return by_node("node-ical", content, folder, zone)


def by_node_ical_in_new_york(content: bytes, folder: Path) -> list[Row]:
    return by_node_ical(content, folder, "America/New_York")


def by_node(library: str, content: bytes, folder: Path, zone: str = "UTC") -> list[Row]:
    command = ["node", str(SCRIPTS / "read.cjs"), str(NODE.folder), library]
    return rows(output([*command, put(content, folder)], TZ=zone))


def by_khal(content: bytes, folder: Path) -> list[Row]:
    """From a folder of entries, as vdirsyncer leaves them."""
    calendar = folder / "calendar"
    calendar.mkdir(exist_ok=True)
    for number, item in enumerate(items(content)):
        (calendar / f"{number}.ics").write_bytes(item)
    return by_khal_in(calendar, folder)


def by_khal_in(
    calendar: Path, folder: Path, first: date = FIRST, last: date = LAST
) -> list[Row]:
    config = folder / "khal.conf"
    config.write_text(KHAL_CONFIG.format(calendar=calendar, folder=folder))
    fields = ["start-long", "end-long", "title", "status", "all-day"]
    asked = [word for field in fields for word in ("--json", field)]
    found = output(
        [str(KHAL.bin / "khal"), "-c", str(config), "list", *asked,
         str(first), str(last)],
        TZ="Europe/Helsinki",
    )  # fmt: skip
    # A list for each day.
    listed = [one for line in found.splitlines() if line for one in json.loads(line)]
    return sorted({khal_row(one) for one in listed})


def khal_row(one: dict[str, str]) -> Row:
    start, end = one["start-long"], one["end-long"]
    if one["all-day"] == "True":
        end = str(date.fromisoformat(end) + timedelta(days=1))
    else:
        start, end = (
            said(datetime.fromisoformat(text).replace(tzinfo=HELSINKI))
            for text in (start, end)
        )
    return start, end, one["title"], one["status"] == "CANCELLED"


def items(content: bytes) -> list[bytes]:
    """One file for each UID, with the zone."""
    calendar = icalendar.Calendar.from_ical(content)
    by_uid: dict[str, icalendar.Calendar] = {}
    for event in calendar.walk("VEVENT"):
        item = by_uid.setdefault(str(event["UID"]), icalendar.Calendar())
        if not item.subcomponents:
            item.add("version", "2.0")
            item.add("prodid", "-//tests//")
            for zone in calendar.walk("VTIMEZONE"):
                item.add_component(zone)
        item.add_component(event)
    return [item.to_ical() for item in by_uid.values()]


def errors_by_libical(content: bytes, folder: Path) -> list[str]:
    """What the engine of Evolution, KDE and GNOME has to say against it."""
    command = [sys.executable, str(SCRIPTS / "check_libical.py"), str(LIBRARY.path)]
    return output([*command, put(content, folder)]).splitlines()


def put(content: bytes, folder: Path) -> str:
    path = folder / "calendar.ics"
    path.write_bytes(content)
    return str(path)


def output(command: list[str], **environment: str) -> str:
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


def rows(printed: str) -> list[Row]:
    return sorted(tuple(row) for row in json.loads(printed))


def said(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return moment.isoformat()
