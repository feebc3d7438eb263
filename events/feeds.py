"""The calendar feeds, and the registry through which rooms above add to them.

    feeds.register("events", feeds.source(entries, changed_at))

`all` holds what `events` and `holidays` hold; each kind of event has a feed of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from association.addresses import absolute
from association.models import AssociationSettings
from events import entries, ical, kept_entries
from events.ical import Entry, Written, calendar_bytes
from events.models import Event, HolidayPeriod, LastRemoval, Occurrence
from events.models.calendar_row import LANGUAGES

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
AT_ONCE = 500


@dataclass(frozen=True)
class Source:
    """`written(at, language)` are the entries to be shown; `changed_at` tells when the
    public last saw them change.

    A source from which something is deleted or hidden tells `LastRemoval` as well.
    """

    written: Callable[[datetime, str], Iterable[Written]]
    changed_at: Callable[[datetime], datetime | None]


def source(
    made: Callable[[datetime, str], Iterable[Entry]],
    changed_at: Callable[[datetime], datetime | None],
) -> Source:
    """A source of few entries, which are written anew each time."""

    def written(at: datetime, language: str) -> Iterable[Written]:
        return (ical.written(entry) for entry in made(at, language))

    return Source(written, changed_at)


@dataclass(frozen=True)
class Feed:
    """`label` is what it is called among our own; `title`, in people's calendars, has a
    place for the association's name; `color` is a CSS name."""

    key: str
    label: str | Promise
    title: str | Promise
    description: str | Promise
    file_name: str | Promise
    color: str
    page: str  # the name of the address where people read of it

    @property
    def path(self) -> str:
        return reverse(f"feed_{self.key}")

    @property
    def name(self) -> str:
        """In the active language."""
        return self.named(AssociationSettings.current())

    def named(self, us: AssociationSettings) -> str:
        return (str(self.title) % {"name": us.name}).strip(": ")

    @property
    def sources(self) -> list[Source]:
        if self.key == "all":
            return [*_sources["events"], *_sources["holidays"]]
        return _sources[self.key]

    def entries(self, language: str, *, at: datetime) -> Iterable[Written]:
        for one in self.sources:
            yield from one.written(at, language)


HOLIDAYS = Feed(
    "holidays",
    _("Holidays"),
    _("Holidays: %(name)s"),
    _("The association's holidays. Urgent matters are answered by the chair."),
    _("holidays.ics"),
    "steelblue",
    "events:holidays",
)
EVENTS = Feed(
    "events",
    _("All events"),
    _("Events: %(name)s"),
    _("What the association invites to."),
    _("events.ics"),
    "seagreen",
    "events:subscribe",
)
ALL = Feed(
    "all",
    _("Everything"),
    _("Calendar: %(name)s"),
    _("The association's events and holidays."),
    _("calendar.ics"),
    "steelblue",
    "events:subscribe",
)
MEETUPS = Feed(
    "meetups",
    _("Network meetups"),
    _("Network meetups: %(name)s"),
    _("The yearly meetups of the mentors' network."),
    _("meetups.ics"),
    "seagreen",
    "events:subscribe",
)
TRAININGS = Feed(
    "trainings",
    _("Trainings"),
    _("Trainings: %(name)s"),
    _("The association's trainings."),
    _("trainings.ics"),
    "seagreen",
    "events:subscribe",
)
MEETINGS = Feed(
    "meetings",
    _("Meetings of the association"),
    _("Meetings: %(name)s"),
    _("The meetings of the association itself."),
    _("meetings.ics"),
    "seagreen",
    "events:subscribe",
)
OTHERS = Feed(
    "others",
    _("Other events"),
    _("Other events: %(name)s"),
    _("Coffees, evenings and whatever else the association invites to."),
    _("other-events.ics"),
    "seagreen",
    "events:subscribe",
)
OF_KIND = {
    Event.Kind.MEETUP: MEETUPS,
    Event.Kind.TRAINING: TRAININGS,
    Event.Kind.MEETING: MEETINGS,
    Event.Kind.OTHER: OTHERS,
}
FEEDS = {feed.key: feed for feed in (ALL, EVENTS, *OF_KIND.values(), HOLIDAYS)}

_sources: dict[str, list[Source]] = {key: [] for key in FEEDS}


def register(feed: str, added: Source) -> None:
    _sources[feed].append(added)


def language_of(asked: str | None, otherwise: str = "fi") -> str:
    """The language of a feed; an unknown one is Finnish, or that of its reader."""
    return asked if asked in LANGUAGES else otherwise


def written(feed: Feed, *, language: str, at: datetime) -> bytes:
    """The feed's bytes: the same as long as nothing has changed."""
    query = "" if language == "fi" else f"?lang={language}"
    with translation.override(language):
        return calendar_bytes(
            feed.entries(language, at=at),
            name=feed.name,
            description=str(feed.description),
            source=absolute(feed.path + query),
            language=language,
            url=absolute(reverse(feed.page)),
            color=feed.color,
        )


def changed_at(feed: Feed, *, at: datetime) -> datetime:
    """When its bytes last changed, or later: a reader who asks by time alone must
    never be told that nothing has."""
    moments = [source.changed_at(at) for source in feed.sources]
    moments += [LastRemoval.latest(), BEGINNING]
    return max(moment for moment in moments if moment)


def holiday_entries(at: datetime, language: str) -> Iterable[Entry]:
    """All years that were ever entered."""
    periods = HolidayPeriod.objects.in_order()
    return (entries.of_holiday(period, language) for period in periods)


def holidays_changed_at(at: datetime) -> datetime | None:
    found: datetime | None = HolidayPeriod.objects.aggregate(at=Max("changed_at"))["at"]
    return found


def written_events(
    at: datetime, language: str, *, kind: Event.Kind | None = None
) -> Iterable[Written]:
    """Read in pieces, and only what entries are made of: there may be thousands."""
    occurrences = Occurrence.objects.in_feed(at).only(*entries.MADE_OF)
    if kind is not None:
        occurrences = occurrences.filter(event__kind=kind)
    for one in occurrences.iterator(chunk_size=AT_ONCE):
        yield kept_entries.written(one, language)


def register_own() -> None:
    # An event that becomes one of another kind leaves no trace in its old feed: all of
    # them change when any event does.
    events_changed_at = Occurrence.objects.feed_changed_at
    register("events", Source(written_events, events_changed_at))
    for kind, feed in OF_KIND.items():
        register(
            feed.key, Source(partial(written_events, kind=kind), events_changed_at)
        )
    register("holidays", source(holiday_entries, holidays_changed_at))
