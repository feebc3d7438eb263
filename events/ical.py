"""The one iCalendar writer: rows in, bytes out. Pure; feeds and mails both use it.

What all calendar programs read alike is narrow, and every line here stands for one that
did not: moments in UTC and no recurrence rules (so no time zone to misread), whole days
with an exclusive end, no UID on the calendar itself, no METHOD in a feed, VALUE written
where RFC 7986 wants it, stamps from the rows so that the same rows give the same bytes.
A rule stands only in the file of one event that repeats (`Series`), which somebody adds
to their calendar once.
Of icalendar's conveniences `Calendar.new` and `add_missing_timezones` are avoided: they
add a UID and a table of time changes that some programs read an hour wrong.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from icalendar import (
    Calendar,
    Event,
    Timezone,
    vCalAddress,
    vDuration,
    vRecur,
    vText,
)

type Method = Literal["REQUEST", "CANCEL"]
type Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]

PRODID = "-//Mentorit//Calendar//"
REFRESH = timedelta(hours=6)
END = b"END:VCALENDAR\r\n"

# EU rules since 1996, in local time before the change. With RRULE from 1970: Outlook
# ignores tables of dates. A test compares it with zoneinfo hour by hour.
VTIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
DTSTART:19700329T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
DTSTART:19701025T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""

# Control characters except tab and newline, and halves of characters.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f-\x9f<>\"\\]")


@dataclass(frozen=True)
class Person:
    """The organiser or a participant of an invitation."""

    name: str
    email: str

    def __post_init__(self) -> None:
        if "@" not in self.email or _UNSAFE_IN_ADDRESS.search(self.email):
            raise ValueError(f"Not an e-mail address: {self.email!r}")


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar.

    `starts` and `ends` are aware moments, the end not included; or days, the last day
    included. `uid` is stored once and never made from what can change; `changed_at` is
    when the row last changed; `sequence` rises with time, place and status. Raises
    ValueError for what no calendar could show: naive moments, an end before the start.
    """

    uid: str
    starts: date
    ends: date
    summary: str
    changed_at: datetime
    sequence: int = 0
    status: Status = "CONFIRMED"
    description: str = ""
    location: str = ""
    url: str = ""
    categories: Sequence[str] = ()
    transparent: bool = False

    def __post_init__(self) -> None:
        if not _line(self.uid):
            raise ValueError("An entry needs a UID.")
        if isinstance(self.starts, datetime) != isinstance(self.ends, datetime):
            raise ValueError("Start and end are both moments or both days.")
        for moment in (self.starts, self.ends, self.changed_at):
            if isinstance(moment, datetime) and moment.utcoffset() is None:
                raise ValueError(f"A moment without a time zone: {moment}")
        first, end = self.bounds
        if end <= first:
            raise ValueError(f"{self.uid} ends at {end}, not after {first}.")

    @property
    def bounds(self) -> tuple[date, date]:
        """Start and end as calendars want them: UTC, or days with an exclusive end."""
        if isinstance(self.starts, datetime) and isinstance(self.ends, datetime):
            return _utc(self.starts), _utc(self.ends)
        return self.starts, self.ends + timedelta(days=1)


@dataclass(frozen=True)
class Series:
    """An event that repeats by a rule.

    `first` is its entry on the first day, as the rule has it, in local time; `rule` an
    RRULE. `without` are starts by the rule when there is nothing; `instead` has what
    stands in place of other starts, under the UID of `first`.
    """

    first: Entry
    rule: str
    without: Sequence[datetime] = ()
    instead: Sequence[tuple[datetime, Entry]] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in a feed, and what the feed needs to know of it."""

    order: tuple[str, str]  # by time
    changed_at: datetime
    content: bytes


def written(entry: Entry) -> Written:
    order = (entry.bounds[0].isoformat(), entry.uid)
    return Written(order, _utc(entry.changed_at), _event(entry).to_ical())


def calendar_bytes(
    entries: Iterable[Written],
    *,
    name: str,
    description: str,
    language: str,
    source: str = "",
    url: str = "",
    color: str = "steelblue",
) -> bytes:
    """A feed that calendars subscribe to.

    `source` is the feed's own full address, unless that is a secret; `url` that of the
    page about it, `color` a CSS colour name, `language` that of the texts (fi, sv, en).
    Entries come written, as that takes nearly all the time and few of them change from
    one feed to the next.
    """
    entries = sorted(entries, key=lambda one: one.order)
    calendar = _calendar(language)
    # The library does not know NAME as text and would leave it unescaped.
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(_line(name)))
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, vText(_text(description)))
    calendar.add("color", color)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    if source:
        calendar.add("source", _address(source), parameters={"VALUE": "URI"})
    calendar.add("x-wr-timezone", "Europe/Helsinki")
    if url:
        calendar.add("url", _address(url))
    if entries:
        calendar.add("last-modified", max(entry.changed_at for entry in entries))
    # Not needed by moments in UTC, but an empty calendar must hold something.
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    head = bytes(calendar.to_ical()).removesuffix(END)
    return b"".join([head, *(entry.content for entry in entries), END])


def file_bytes(things: Sequence[Entry | Series], *, language: str = "fi") -> bytes:
    """A file to be added to a calendar once.

    It carries no calendar name: Outlook would open a new, empty calendar for it.
    """
    calendar = _calendar(language)
    if any(isinstance(thing, Series) for thing in things):
        calendar.add_component(Timezone.from_ical(VTIMEZONE))
    for thing in things:
        events = [_event(thing)] if isinstance(thing, Entry) else _events(thing)
        for event in events:
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def single_entry_bytes(entry: Entry, *, language: str = "fi") -> bytes:
    """The same with one entry."""
    return file_bytes([entry], language=language)


def invitation_bytes(
    entry: Entry,
    *,
    method: Method,
    organizer: Person,
    attendee: Person,
    language: str = "fi",
) -> bytes:
    """An invitation (REQUEST) or its cancellation (CANCEL) to one participant.

    A change is a REQUEST with the same UID and a higher sequence. The organiser must be
    who the mail comes from, or the receiver's calendar ignores it.
    """
    calendar = _calendar(language)
    calendar.add("method", method)
    if method == "CANCEL" and entry.status != "CANCELLED":
        raise ValueError("A cancellation is of a cancelled entry.")
    event = _event(entry)
    event["ORGANIZER"] = _person(organizer)
    # Both have agreed on our pages; nobody reads what a mail program answers.
    event["ATTENDEE"] = _person(
        attendee, CUTYPE="INDIVIDUAL", ROLE="REQ-PARTICIPANT", PARTSTAT="ACCEPTED",
        RSVP="FALSE",
    )  # fmt: skip
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(language: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID + language.upper())
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(entry: Entry) -> Event:
    first, end = entry.bounds
    changed_at = _utc(entry.changed_at)
    is_free = entry.transparent or entry.status == "CANCELLED"
    event = Event()
    event.add("uid", _line(entry.uid))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", first)
    event.add("dtend", end)
    event.add("summary", _line(entry.summary))
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT" if is_free else "OPAQUE")
    _add_some(event, "description", _text(entry.description))
    _add_some(event, "location", _line(entry.location))
    _add_some(event, "url", _address(entry.url))
    _add_some(event, "categories", [_line(word) for word in entry.categories])
    return event


def _events(series: Series) -> Iterable[Event]:
    """The rule with its exceptions, then what stands in place of some."""
    event = _local_event(series.first)
    event.add("rrule", vRecur.from_ical(series.rule))
    for moment in series.without:
        event.add("exdate", moment)
    yield event
    for moment, entry in series.instead:
        event = _local_event(entry)
        event.add("recurrence-id", moment)
        yield event


def _local_event(entry: Entry) -> Event:
    """With the clock on the wall, which is what a rule repeats."""
    event = _event(entry)
    for name, moment in (("dtstart", entry.starts), ("dtend", entry.ends)):
        del event[name]
        event.add(name, moment)
    return event


def _add_some(event: Event, name: str, value: Any) -> None:
    if value:
        event.add(name, value)


def _person(person: Person, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if name := _line(person.name):
        # A quoted mark in a name would need RFC 6868, which Outlook does not know.
        parameters = {"CN": name.replace('"', "'").replace("^", ""), **parameters}
    for key, value in parameters.items():
        address.params[key] = value
    return address


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _text(text: str) -> str:
    """Text that a calendar can hold: one kind of line end, nothing unseen."""
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", text)).strip(" \t\n")


def _line(text: str) -> str:
    """The same on one line."""
    return re.sub(r"[ \t\n]+", " ", _text(text))


def _address(address: str) -> str:
    """An address as it may stand in a property: nothing that could end the line."""
    return re.sub(r"[\s\x00-\x20\x7f-\x9f]", "", _text(address))
