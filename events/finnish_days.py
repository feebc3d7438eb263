"""Days that stand in Finnish calendars: public holidays and days of the flag.

The library `holidays` knows both: flag days fixed by decree are among its working days,
customary ones among its unofficial days (its Finland module names the sources).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils import translation

FLAG_DAYS = ("workday", "unofficial")
LANGUAGES = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}


@dataclass(frozen=True)
class NamedDay:
    """`is_free`: a public holiday; `has_flag`: flags are flown."""

    name: str
    is_free: bool
    has_flag: bool


def between(first: date, last: date) -> dict[date, NamedDay]:
    """The named days from first to last, in the active language."""
    language = (translation.get_language() or "fi")[:2]
    years = range(first.year, last.year + 1)
    found = {day: one for year in years for day, one in of_year(year, language).items()}
    count = (last - first).days + 1
    days = (first + timedelta(days=number) for number in range(count))
    return {day: found[day] for day in days if day in found}


@lru_cache(maxsize=64)
def of_year(year: int, language: str) -> dict[date, NamedDay]:
    free = _known(year, language, "public")
    flags = _known(year, language, *FLAG_DAYS)
    return {
        day: NamedDay(_names(free.get(day), flags.get(day)), day in free, day in flags)
        for day in sorted(free.keys() | flags.keys())
    }


def _known(year: int, language: str, *categories: str) -> dict[date, str]:
    # Imported when first asked: it takes longer than starting all the rest of a room.
    from holidays.countries.finland import Finland

    known = Finland(  # type: ignore[no-untyped-call]
        years=year, language=LANGUAGES.get(language, "fi"), categories=categories
    )
    return {day: str(name) for day, name in known.items() if day.year == year}


def _names(*names: str | None) -> str:
    """Each once: Independence Day is known as both."""
    return ", ".join(dict.fromkeys(name for name in names if name))
