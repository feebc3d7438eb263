"""The times at which an event that repeats is held: coming and past, each by a link."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from events import listing, rule_words
from events.listing import Row, Sheet
from events.models.event import Event
from events.models.occurrence import Occurrence, OccurrenceQuerySet

SHOWN = 12  # of the coming times
PAGES_KEPT = 5  # of the past ones, that the page cache keeps


@dataclass(frozen=True)
class Times:
    """`rule` is how it repeats, in words; `more` are the coming times not shown."""

    rule: str
    coming: list[Row]
    more: int
    past: Sheet
    is_open: bool  # somebody turns the pages of the past ones


def of_series(event: Event) -> OccurrenceQuerySet:
    """With what was held before the series was changed from some day on."""
    whole = event.whole
    parts = Q(event=whole) | Q(event__goes_on_as=whole)
    return Occurrence.objects.filter(parts).with_pages()


def times(
    event: Event,
    request: HttpRequest | None,
    *,
    at: datetime,
    besides: Occurrence | None = None,
) -> Times | None:
    """None for what is held once. `besides`: the page tells of this one already."""
    if not event.repeats:
        return None
    occurrences = of_series(event)
    if besides is not None:
        occurrences = occurrences.exclude(pk=besides.pk)
    number = request.GET.get("p") if request else None
    coming = occurrences.upcoming(at)
    shown = listing.with_places_left(coming[:SHOWN], at=at)
    return Times(
        rule_words.in_words(event),
        listing.rows(shown, [], request),
        coming.count() - len(shown),
        listing.past(occurrences.past(at), number, request),
        number is not None,
    )


def is_common(request: HttpRequest) -> bool:
    """What the page cache may keep: strangers could ask for any number of pages."""
    numbers = request.GET.getlist("p") or ["1"]
    return len(numbers) == 1 and numbers[0] in map(str, range(1, PAGES_KEPT + 1))
