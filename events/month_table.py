"""A month as a table and a week day by day, with what stands in a Finnish calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from events import finnish_days, listing, weeks
from events.listing import Row
from events.models import HolidayPeriod, Occurrence
from events.models.occurrence import OccurrenceQuerySet
from events.narrowing import NarrowForm
from events.spans import Month, is_near, week_url


@dataclass(frozen=True)
class Found:
    """What there is in some days, asked once."""

    days: list[date]
    occurrences: list[Occurrence]
    moved: list[Occurrence]
    periods: list[HolidayPeriod]
    named: Mapping[date, finnish_days.NamedDay]

    @property
    def first(self) -> date:
        return self.days[0]

    def rows(
        self,
        first: date,
        last: date,
        request: HttpRequest,
        *,
        first_shown: date | None = None,
    ) -> list[Row]:
        """What begins in these days, or began before and goes on. A holiday that went
        on before stands at the first day shown alone, where that is told."""
        here = [one for one in self.occurrences if touches(one, first, last)]
        moved = [one for one in self.moved if first <= one.original_day <= last]
        periods = [
            one
            for one in self.periods
            if one.first_day <= last and first <= one.last_day
        ]
        if first_shown is not None and first != first_shown:
            periods = [one for one in periods if first <= one.first_day]
        return listing.rows(here, periods, request, moved=moved)

    @property
    def free(self) -> set[date]:
        return {day for period in self.periods for day in period.days}


def find(
    occurrences: OccurrenceQuerySet, form: NarrowForm, days: list[date], *, at: datetime
) -> Found:
    """The association's own holidays stand there whatever one looks for: that one
    finds nothing may be because of them."""
    first, last = days[0], days[-1]
    shown = form.narrow(occurrences).with_pages()
    return Found(
        days,
        listing.with_places_left(shown.between(first, last), at=at),
        list(shown.moved_away(first, last)),
        list(HolidayPeriod.objects.between(first, last)),
        finnish_days.between(first, last),
    )


def touches(occurrence: Occurrence, first: date, last: date) -> bool:
    return occurrence.start_day <= last and first <= occurrence.end_day


def turn_to(other: Month, query: str, today: date) -> Row | None:
    """The link to another month, as far as the calendar can be turned."""
    if not is_near(other.first, today):
        return None
    return {"date": other.first, "url": other.url + query}


def table(
    month: Month, found: Found, request: HttpRequest, *, today: date, query: str
) -> Row:
    """What components/month.html draws."""
    entries = _entries(found, request)
    free = found.free
    days = [
        {
            "date": day,
            "is_out": day not in month,
            "is_today": day == today,
            "is_holiday": day in free,
            "named": found.named.get(day),
            "entries": entries.get(day, []),
            "url": _day_url(day, month, entries, query),
        }
        for day in month.days
    ]
    return {
        "first": month.first,
        "weeks": [
            {
                "number": weeks.week(monday).number,
                "url": week_url(weeks.week(monday)) + query,
                "days": days[at : at + 7],
            }
            for at, monday in enumerate(month.days)
            if at % 7 == 0
        ],
        "previous": turn_to(month.moved(-1), query, today),
        "next": turn_to(month.moved(1), query, today),
        "named": [
            {"date": day, "day": one}
            for day, one in found.named.items()
            if day in month
        ],
    }


def _day_url(
    day: date, month: Month, entries: Mapping[date, list[Row]], query: str
) -> str:
    """To the day's first entry in the list below, or to its week where that is not."""
    if day in entries and day in month:
        return f"#{entries[day][0]['id']}"
    return f"{week_url(weeks.week(day))}{query}#{day_id(day)}"


def day_id(day: date) -> str:
    return f"d-{day.isoformat()}"


def _entries(found: Found, request: HttpRequest) -> dict[date, list[Row]]:
    by_day: dict[date, list[Row]] = {}
    for period in found.periods:
        entry = {
            "id": period.anchor,
            "title": period.name,
            "url": period.get_absolute_url(),
        }
        by_day.setdefault(max(period.first_day, found.first), []).append(entry)
    for one in found.moved:
        moved = _short(one, request) | {"id": f"m-{one.code}"}
        moved["moved_to"] = listing.moved_to(one)
        by_day.setdefault(one.original_day, []).append(moved)
    for one in found.occurrences:
        entry = _short(one, request)
        for day in found.days:
            if one.start_day <= day <= one.end_day:
                by_day.setdefault(day, []).append(entry)
    return by_day


def _short(occurrence: Occurrence, request: HttpRequest) -> Row:
    """As a line in a square of the month."""
    is_one_day = occurrence.start_day == occurrence.end_day
    return {
        "id": f"o-{occurrence.code}",
        "title": occurrence.name,
        "url": listing.address(occurrence, request),
        "is_cancelled": occurrence.is_cancelled,
        "starts_at": occurrence.starts_at if is_one_day else None,
    }


def week_days(found: Found, request: HttpRequest, *, today: date) -> list[Row]:
    free = found.free
    return [
        {
            "date": day,
            "id": day_id(day),
            "is_today": day == today,
            "is_holiday": day in free,
            "named": found.named.get(day),
            "rows": found.rows(day, day, request, first_shown=found.first),
        }
        for day in found.days
    ]
