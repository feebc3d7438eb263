"""Events and holidays as lines of a timetable, and as days of a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from association import formats
from events import weeks
from events.models.holiday import HolidayPeriod
from events.models.occurrence import Occurrence

type Row = dict[str, object]

DAY = timedelta(days=1)
MONTHS_AROUND = 24  # that the calendar can be turned back and forth


def address(occurrence: Occurrence, request: HttpRequest | None) -> str:
    """Where the event is, in the language of the request."""
    page = occurrence.page
    return (page.get_url(request) if page else None) or occurrence.plain_url


def occurrence_row(occurrence: Occurrence, request: HttpRequest | None) -> Row:
    row: Row = {
        "title": occurrence.name,
        "url": address(occurrence, request),
        "place": occurrence.place,
        "is_remote": occurrence.is_remote and not occurrence.place,
        "is_cancelled": occurrence.is_cancelled,
        "note": occurrence.cancelled_why if occurrence.is_cancelled else "",
    }
    facts = (
        [("screen", _("also online"))]
        if occurrence.place and occurrence.is_remote
        else []
    )
    if occurrence.start_day == occurrence.end_day:
        hours = {"starts_at": occurrence.starts_at, "ends_at": occurrence.ends_at}
        return row | hours | {"facts": facts}
    span = formats.span(occurrence.starts_at, occurrence.ends_at)
    return row | {"date": occurrence.start_day, "facts": [("clock", span), *facts]}


def holiday_row(period: HolidayPeriod) -> Row:
    days = formats.days(period.first_day, period.last_day)
    return {
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
) -> list[Row]:
    """Both in the order of their first days."""
    lines = [(period.first_day, 0, holiday_row(period)) for period in periods]
    lines += [
        (occurrence.start_day, 1, occurrence_row(occurrence, request))
        for occurrence in occurrences
    ]
    return [row for _day, _kind, row in sorted(lines, key=lambda line: line[:2])]


@dataclass(frozen=True)
class Month:
    """A month, its first day told."""

    first: date

    @classmethod
    def asked(cls, text: str | None, today: date) -> "Month":
        """`2026-12`; today's month where nothing better is asked for."""
        now = cls(today.replace(day=1))
        try:
            found = cls(date.fromisoformat(f"{text}-01"))
        except ValueError:
            return now
        return found if found.is_near(now) else now

    @property
    def number(self) -> int:
        return self.first.year * 12 + self.first.month - 1

    def is_near(self, other: "Month") -> bool:
        return abs(self.number - other.number) <= MONTHS_AROUND

    def moved(self, months: int) -> "Month":
        year, month = divmod(self.number + months, 12)
        return Month(date(year, month + 1, 1))

    @property
    def days(self) -> list[date]:
        """Whole weeks, from the Monday before to the Sunday after."""
        first = weeks.monday(self.first)
        last = self.moved(1).first - DAY
        count = (weeks.monday(last) + 6 * DAY - first).days + 1
        return [first + number * DAY for number in range(count)]

    def turn(self, months: int, today: date) -> Row | None:
        """The link to another month, as far as the calendar can be turned."""
        other = self.moved(months)
        if not other.is_near(Month(today.replace(day=1))):
            return None
        return {"date": other.first, "url": f"?month={other.first:%Y-%m}#month-title"}


def month_table(
    month: Month,
    occurrences: Iterable[Occurrence],
    periods: Iterable[HolidayPeriod],
    request: HttpRequest | None,
    *,
    today: date,
) -> Row:
    """What components/month.html draws."""
    by_day: dict[date, list[Row]] = {}
    for occurrence in occurrences:
        entry: Row = {"title": occurrence.name, "url": address(occurrence, request)}
        for day in _days(occurrence.start_day, occurrence.end_day):
            by_day.setdefault(day, []).append(entry)
    free = set()
    for period in periods:
        free.update(period.days)
        entry = {"title": period.name, "url": period.get_absolute_url()}
        by_day.setdefault(period.first_day, []).append(entry)
    days: list[Row] = [
        {
            "date": day,
            "is_out": day.month != month.first.month,
            "is_today": day == today,
            "is_holiday": day in free,
            "entries": by_day.get(day, []),
        }
        for day in month.days
    ]
    return {
        "first": month.first,
        "weeks": [
            {"number": weeks.week(monday).number, "days": days[at : at + 7]}
            for at, monday in enumerate(month.days)
            if at % 7 == 0
        ],
        "previous": month.turn(-1, today),
        "next": month.turn(1, today),
    }


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]
