"""The association's holiday periods: the facts of 2021 and of 2026–2027."""

from datetime import date, timedelta

from demo.life.days import moment
from events import changing
from events.models import HolidayPeriod

DECIDED_BEFORE = timedelta(days=120)  # when the board decides on a holiday

WINTER = ("Talviloma", "Sportlov", "Winter holiday")
SUMMER = ("Kesäloma", "Sommarlov", "Summer holiday")
CHRISTMAS = ("Joululoma", "Jullov", "Christmas holiday")

# Names in Finnish, Swedish and English, the first and the last day, both included.
PERIODS = (
    (WINTER, date(2021, 3, 8), date(2021, 3, 14)),
    (SUMMER, date(2021, 6, 14), date(2021, 8, 1)),
    (CHRISTMAS, date(2021, 12, 13), date(2022, 1, 9)),
    (WINTER, date(2026, 3, 2), date(2026, 3, 8)),
    (SUMMER, date(2026, 6, 15), date(2026, 8, 2)),
    (CHRISTMAS, date(2026, 12, 14), date(2027, 1, 10)),
    (WINTER, date(2027, 3, 8), date(2027, 3, 14)),
    (SUMMER, date(2027, 6, 14), date(2027, 8, 1)),
    (CHRISTMAS, date(2027, 12, 13), date(2028, 1, 9)),
)


def is_holiday(day: date) -> bool:
    return any(first <= day <= last for _names, first, last in PERIODS)


def build(today: date) -> None:
    if HolidayPeriod.objects.exists():
        return
    for (name_fi, name_sv, name_en), first, last in PERIODS:
        decided_on = min(first - DECIDED_BEFORE, today - timedelta(days=1))
        period = HolidayPeriod(
            name_fi=name_fi,
            name_sv=name_sv,
            name_en=name_en,
            first_day=first,
            last_day=last,
        )
        changing.save(period, at=moment(decided_on, 20))
