"""Months and weeks that the calendar can be turned to, and their addresses."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from events import weeks
from events.weeks import DAY, Week

MONTHS_AROUND = 24  # that the calendar can be turned back and forth
MONTHS_KEPT = 3  # around this one, that the page cache keeps


@dataclass(frozen=True)
class Month:
    """A month, its first day told."""

    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @property
    def number(self) -> int:
        return self.first.year * 12 + self.first.month - 1

    @property
    def url(self) -> str:
        return reverse("events:month", args=[self])

    @property
    def last(self) -> date:
        return self.moved(1).first - DAY

    @property
    def days(self) -> list[date]:
        """Whole weeks, from the Monday before to the Sunday after."""
        first = weeks.monday(self.first)
        count = (weeks.monday(self.last) + 6 * DAY - first).days + 1
        return [first + number * DAY for number in range(count)]

    def moved(self, months: int) -> "Month":
        year, month = divmod(self.number + months, 12)
        return Month(date(year, month + 1, 1))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def week_url(week: Week) -> str:
    return reverse("events:week", args=[week])


def is_near(day: date, today: date, *, months: int = MONTHS_AROUND) -> bool:
    """Whether the calendar can be turned to the month of that day."""
    return abs(Month.of(day).number - Month.of(today).number) <= months


class MonthConverter:
    """`2026-12` in an address."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> Month:
        return Month(date.fromisoformat(f"{value}-01"))

    def to_url(self, value: Month | str) -> str:
        return str(value)


class WeekConverter:
    """`2026-W53` in an address; only weeks that there are."""

    regex = "[0-9]{4}-W[0-9]{2}"

    def to_python(self, value: str) -> Week:
        found = Week(int(value[:4]), int(value[-2:]))
        return weeks.week(found.first)

    def to_url(self, value: Week | str) -> str:
        if isinstance(value, str):
            return value
        return f"{value.year:04}-W{value.number:02}"
