"""Weeks as Finns count them: ISO 8601, Monday first, week 53 in some years."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class Week(NamedTuple):
    """A week of a year; `year` is the one the week belongs to."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its Monday. ValueError when the year has no such week."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def days(self) -> list[date]:
        return [self.first + number * DAY for number in range(7)]

    def moved(self, weeks: int) -> "Week":
        return week(self.first + weeks * WEEK)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(day: date) -> Week:
    """28.12.2026–3.1.2027 are all in week 53 of 2026."""
    year, number, _weekday = day.isocalendar()
    return Week(year, number)


def weeks(first: date, last: date) -> list[Week]:
    """The weeks that the days from first to last touch."""
    found = []
    day = monday(first)
    while day <= last:
        found.append(week(day))
        day += WEEK
    return found


def week_text(first: date, last: date) -> str:
    """`viikko 53`, `viikot 51–1`, in the active language."""
    start, end = week(first), week(last)
    if start == end:
        return _("week %(number)d") % {"number": start.number}
    return _("weeks %(first)d–%(last)d") % {"first": start.number, "last": end.number}
