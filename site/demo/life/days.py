"""Days and moments of the demo, all counted from the day it is built."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time on the clock in Finland."""
    return datetime.combine(day, time(hour, minute), tzinfo=HELSINKI)


def on_weekday(day: date, weekday: int) -> date:
    """The first such weekday (0 is Monday) on or after `day`."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def earlier(day: date, other: date) -> date:
    return min(day, other)
