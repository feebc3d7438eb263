"""The rules that the editor's form knows, written as RRULE lines and read back.

A rule is the form's own when writing it anew gives the same text; what another program
wrote in other words is kept as it is.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import recurrence
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from recurrence import Recurrence

from events import recurring

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK = timedelta(weeks=1)


class Every(TextChoices):
    """How often. Which weekday and which date is told by the first day."""

    WEEK = "week", _("every week")
    FORTNIGHT = "fortnight", _("every second week")
    MONTH_WEEKDAY = "month-weekday", _("every month on the same weekday: the second …")
    MONTH_LAST = "month-last", _("every month on the last such weekday")
    MONTH_DATE = "month-date", _("every month on the same date")
    YEAR_DATE = "year-date", _("every year on the same date")
    YEAR_WEEKDAY = "year-weekday", _("every year on the same weekday of the month")
    YEAR_LAST = "year-last", _("every year on the last such weekday of the month")


LASTS = {Every.MONTH_LAST, Every.YEAR_LAST}


@dataclass(frozen=True)
class PlainRule:
    every: Every
    until: date | None = None
    count: int | None = None

    def written(self, first: date) -> str:
        """The RRULE line, for an event that is first held on `first`."""
        return f"RRULE:{_frequency(self.every, first)}{self._end}"

    @property
    def _end(self) -> str:
        """`UNTIL` is the last moment of its day in Finland."""
        if self.count is not None:
            return f";COUNT={self.count}"
        if self.until is None:
            return ""
        return f";UNTIL={recurring.end_of_day(self.until):%Y%m%dT%H%M%SZ}"

    def fits(self, first: date) -> bool:
        """Whether the first day is one by the rule itself."""
        is_last = (first + WEEK).month != first.month
        return is_last or self.every not in LASTS


def read(rule: Recurrence, first: date) -> PlainRule | None:
    """The rule as the form knows it, or None."""
    [only] = rule.rrules
    until = recurring.last_day_of(rule)
    stored = _in_our_order(recurrence.serialize(rule))
    for every in Every:
        plain = PlainRule(every, until, only.count)
        if _in_our_order(plain.written(first)) == stored:
            return plain
    return None


def _in_our_order(text: str) -> str:
    """The library writes the parts of a rule in an order of its own."""
    return ";".join(sorted(text.removeprefix("RRULE:").split(";")))


def _frequency(every: Every, first: date) -> str:
    weekday = DAYS[first.weekday()]
    nth = (first.day - 1) // 7 + 1
    return {
        Every.WEEK: "FREQ=WEEKLY",
        Every.FORTNIGHT: "FREQ=WEEKLY;INTERVAL=2",
        Every.MONTH_WEEKDAY: f"FREQ=MONTHLY;BYDAY={nth}{weekday}",
        Every.MONTH_LAST: f"FREQ=MONTHLY;BYDAY=-1{weekday}",
        Every.MONTH_DATE: f"FREQ=MONTHLY;BYMONTHDAY={first.day}",
        Every.YEAR_DATE: "FREQ=YEARLY",
        Every.YEAR_WEEKDAY: f"FREQ=YEARLY;BYDAY={nth}{weekday};BYMONTH={first.month}",
        Every.YEAR_LAST: f"FREQ=YEARLY;BYDAY=-1{weekday};BYMONTH={first.month}",
    }[every]
