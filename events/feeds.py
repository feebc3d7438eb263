"""The calendar feeds, and the registry through which rooms above add to them.

    feeds.register("events", feeds.Source(entries, changed_at))

`all` holds what all the others hold.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from association.addresses import absolute
from association.models import AssociationSettings
from events import entries
from events.ical import Entry, calendar_bytes
from events.models import HolidayPeriod, LastRemoval, Occurrence
from events.models.calendar_row import LANGUAGES

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Source:
    """`entries(at, language)` to be shown, and when the public last saw them change.

    A source from which something is deleted or hidden tells `LastRemoval` as well.
    """

    entries: Callable[[datetime, str], Iterable[Entry]]
    changed_at: Callable[[datetime], datetime | None]


@dataclass(frozen=True)
class Feed:
    """`title` has a place for the association's name; `color` is a CSS name."""

    key: str
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
            return [source for some in _sources.values() for source in some]
        return _sources[self.key]


HOLIDAYS = Feed(
    "holidays",
    _("Holidays: %(name)s"),
    _("The association's holidays. Urgent matters are answered by the chair."),
    _("holidays.ics"),
    "steelblue",
    "events:holidays",
)
EVENTS = Feed(
    "events",
    _("Events: %(name)s"),
    _("What the association invites to."),
    _("events.ics"),
    "seagreen",
    "events:calendar",
)
ALL = Feed(
    "all",
    _("Calendar: %(name)s"),
    _("The association's events and holidays."),
    _("calendar.ics"),
    "steelblue",
    "events:calendar",
)
FEEDS = {feed.key: feed for feed in (HOLIDAYS, EVENTS, ALL)}

_sources: dict[str, list[Source]] = {"holidays": [], "events": []}


def register(feed: str, source: Source) -> None:
    _sources[feed].append(source)


def language_of(asked: str | None) -> str:
    """The language of a feed; an unknown one is Finnish."""
    return asked if asked in LANGUAGES else "fi"


def written(feed: Feed, *, language: str, at: datetime) -> bytes:
    """The feed's bytes: the same as long as nothing has changed."""
    found = [one for source in feed.sources for one in source.entries(at, language)]
    query = "" if language == "fi" else f"?lang={language}"
    with translation.override(language):
        return calendar_bytes(
            sorted(found, key=_by_time),
            name=feed.name,
            description=str(feed.description),
            source=absolute(feed.path + query),
            language=language,
            url=absolute(reverse(feed.page)),
            color=feed.color,
        )


def _by_time(entry: Entry) -> tuple[str, str]:
    return entry.bounds[0].isoformat(), entry.uid


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


def event_entries(at: datetime, language: str) -> Iterable[Entry]:
    occurrences = Occurrence.objects.in_feed(at)
    return (entries.of_occurrence(one, language) for one in occurrences)


def register_own() -> None:
    register("holidays", Source(holiday_entries, holidays_changed_at))
    register("events", Source(event_entries, Occurrence.objects.feed_changed_at))
