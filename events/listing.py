"""Events and holidays as lines of a timetable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from association import formats
from events.models.holiday import HolidayPeriod, HolidayQuerySet
from events.models.occurrence import Occurrence, OccurrenceQuerySet
from events.models.registration import Registration

type Row = dict[str, Any]

PER_PAGE = 20
MOST_PAGES = 50


def address(occurrence: Occurrence, request: HttpRequest | None) -> str:
    """Where the event is, in the language of the request."""
    page = occurrence.page
    return (page.get_url(request) if page else None) or occurrence.plain_url


def occurrence_row(occurrence: Occurrence, request: HttpRequest | None) -> Row:
    """Places left are told where `with_places_left` has counted them."""
    row: Row = {
        "id": f"o-{occurrence.code}",
        "title": occurrence.name,
        "url": address(occurrence, request),
        "place": occurrence.place,
        "is_remote": occurrence.is_remote and not occurrence.place,
        "is_cancelled": occurrence.is_cancelled,
        "note": note(occurrence),
        "badge": badge(occurrence),
    }
    facts = []
    if occurrence.place and occurrence.is_remote:
        facts.append(("screen", _("also online")))
    if not occurrence.event.is_for_everybody:
        facts.append(("people", occurrence.event.get_audience_display()))
    if occurrence.start_day == occurrence.end_day:
        hours = {"starts_at": occurrence.starts_at, "ends_at": occurrence.ends_at}
        return row | hours | {"facts": facts}
    span = formats.span(occurrence.starts_at, occurrence.ends_at)
    return row | {"date": occurrence.start_day, "facts": [("clock", span), *facts]}


def note(occurrence: Occurrence) -> str:
    """Why it is cancelled, or from when it was moved."""
    if occurrence.is_cancelled:
        return occurrence.cancelled_why
    moved_from = occurrence.moved_from
    if moved_from is None:
        return ""
    when = formats.moment(moved_from)
    moved = _("Moved. It was to be on %(when)s.") % {"when": when}
    return f"{moved} {occurrence.moved_why}".rstrip()


def badge(occurrence: Occurrence) -> Row | None:
    left = occurrence.left
    if left is None or occurrence.is_cancelled:
        return {"word": _("Moved"), "kind": "warn"} if occurrence.moved_from else None
    if left == 0:
        return {"word": _("Full, you can queue"), "kind": "line"}
    word = ngettext("%(count)d place left", "%(count)d places left", left)
    return {"word": word % {"count": left}, "kind": "ice"}


def with_places_left(
    occurrences: Iterable[Occurrence], *, at: datetime
) -> list[Occurrence]:
    """Counted in one query for all that take registrations and have an end of room."""
    found = list(occurrences)
    open_ones = [
        one for one in found if one.capacity and one.takes_registrations_at(at)
    ]
    if open_ones:
        free = Registration.objects.free_of(open_ones)
        for one in open_ones:
            one.left = free[one.pk]
    return found


def moved_row(occurrence: Occurrence, request: HttpRequest | None) -> Row:
    """On the day it was moved from: where it went."""
    return {
        "id": f"m-{occurrence.code}",
        "date": occurrence.original_day,
        "title": occurrence.name,
        "url": address(occurrence, request),
        "is_struck": True,
        "facts": [("calendar", moved_to(occurrence))],
        "badge": {"word": _("Moved"), "kind": "warn"},
    }


def moved_to(occurrence: Occurrence) -> str:
    return _("moved to %(when)s") % {"when": formats.moment(occurrence.starts_at)}


def holiday_row(period: HolidayPeriod) -> Row:
    days = formats.days(period.first_day, period.last_day)
    return {
        "id": period.anchor,
        "date": period.first_day,
        "title": period.name,
        "url": period.get_absolute_url(),
        "facts": [("snow", f"{days}, {period.week_text}")],
        "badge": {"word": _("Holiday"), "kind": "ice", "icon": "snow"},
    }


def rows(
    occurrences: Iterable[Occurrence],
    periods: Iterable[HolidayPeriod],
    request: HttpRequest | None,
    *,
    moved: Iterable[Occurrence] = (),
) -> list[Row]:
    """All in the order of their first days."""
    lines = [(period.first_day, 0, holiday_row(period)) for period in periods]
    lines += [(one.original_day, 1, moved_row(one, request)) for one in moved]
    lines += [(one.start_day, 2, occurrence_row(one, request)) for one in occurrences]
    return [row for _day, _kind, row in sorted(lines, key=lambda line: line[:2])]


class BoundedPaginator(Paginator[Occurrence]):
    """Counts no further than it has pages: who looks for what is older looks for it by
    its kind or its name."""

    @cached_property
    def count(self) -> int:
        found = cast("OccurrenceQuerySet", self.object_list)
        return found[: PER_PAGE * MOST_PAGES].count()


@dataclass(frozen=True)
class Sheet:
    """A page of a list."""

    page: Page[Occurrence]
    rows: list[Row]


def coming(
    occurrences: OccurrenceQuerySet,
    periods: HolidayQuerySet,
    number: str | None,
    request: HttpRequest | None,
    *,
    at: datetime,
) -> Sheet:
    """The holidays stand among the occurrences, on the page where their day is."""
    page = BoundedPaginator(occurrences, PER_PAGE).get_page(number)
    start = max(page.start_index() - 1, 0)
    found = list(occurrences[start : start + PER_PAGE + 1])
    there, after = found[:PER_PAGE], found[PER_PAGE:]
    if page.has_previous() and there:
        periods = periods.filter(first_day__gte=there[0].start_day)
    if after:
        periods = periods.filter(first_day__lt=after[0].start_day)
    return Sheet(page, rows(with_places_left(there, at=at), periods, request))


def past(
    occurrences: OccurrenceQuerySet, number: str | None, request: HttpRequest | None
) -> Sheet:
    page = BoundedPaginator(occurrences, PER_PAGE).get_page(number)
    return Sheet(page, [occurrence_row(one, request) for one in page])
