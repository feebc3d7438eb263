"""Dates, times and money as people write them, in Finnish, Swedish and English.

Pure: what is written depends only on the arguments and the language, which is the
active one unless `language` is given. Moments are aware and shown in Helsinki time.
The rules are those of the look (docs/look.md, “Dates and money”).
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone, translation

NBSP = "\u00a0"
MINUS = "\u2212"
YEAR_MAY_DROP = timedelta(days=62)  # “within two months”

WEEKDAYS = {
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
SHORT_WEEKDAYS = {
    "fi": "ma ti ke to pe la su",
    "sv": "må ti on to fr lö sö",
    "en": "Mon Tue Wed Thu Fri Sat Sun",
}
MONTHS = {
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu "
    "syyskuu lokakuu marraskuu joulukuu",
    "sv": "januari februari mars april maj juni juli augusti september oktober "
    "november december",
    "en": "January February March April May June July August September October "
    "November December",
}


class Leaf(NamedTuple):
    """A day as on a tear-off calendar."""

    weekday: str
    numeral: str
    month: str


def _language(language: str | None) -> str:
    """One of fi, sv, en; anything unknown is Finnish, the language of the house."""
    code = (language or translation.get_language() or "fi")[:2]
    return code if code in WEEKDAYS else "fi"


def _word(words: dict[str, str], language: str, index: int) -> str:
    return words[language].split()[index]


def euros(cents: int, *, language: str | None = None) -> str:
    """2000 → `20,00 €`; in English `€20.00`. Nothing in it breaks over a line."""
    sign = MINUS if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    if _language(language) == "en":
        return f"{sign}€{whole:,}.{rest:02}"
    grouped = f"{whole:,}".replace(",", NBSP)
    return f"{sign}{grouped},{rest:02}{NBSP}€"


def weekday(on: date, *, language: str | None = None) -> str:
    """`maanantai`"""
    return _word(WEEKDAYS, _language(language), on.weekday())


def short_weekday(on: date, *, language: str | None = None) -> str:
    """`ma`"""
    return _word(SHORT_WEEKDAYS, _language(language), on.weekday())


def month(on: date, *, language: str | None = None) -> str:
    """`joulukuu 2026`; the template makes its first letter big where needed."""
    return f"{_word(MONTHS, _language(language), on.month - 1)} {on.year}"


def month_name(on: date, *, language: str | None = None) -> str:
    """`joulukuu`"""
    return _word(MONTHS, _language(language), on.month - 1)


def year_may_drop(on: date, today: date) -> bool:
    """This year's days within two months may go without a year (never on a bill)."""
    return on.year == today.year and abs(on - today) <= YEAR_MAY_DROP


def date_only(
    on: date, *, today: date | None = None, language: str | None = None
) -> str:
    """`14.12.2026`, in English `14 Dec 2026`; with `today` the year may drop."""
    drop = today is not None and year_may_drop(on, today)
    code = _language(language)
    if code == "en":
        text = f"{on.day} {_word(MONTHS, code, on.month - 1)[:3]}"
        return text if drop else f"{text} {on.year}"
    return f"{on.day}.{on.month}." if drop else f"{on.day}.{on.month}.{on.year}"


def day(on: date, *, today: date | None = None, language: str | None = None) -> str:
    """`ma 14.12.2026`, in English `Mon 14 Dec 2026`; with `today` the year may drop."""
    if isinstance(on, datetime):
        on = timezone.localdate(on)
    numbers = date_only(on, today=today, language=language)
    return f"{short_weekday(on, language=language)} {numbers}"


def clock(at: datetime | time, *, language: str | None = None) -> str:
    """`18.00`, in English `18:00`; of a moment or of a time on the wall."""
    separator = ":" if _language(language) == "en" else "."
    wall = timezone.localtime(at) if isinstance(at, datetime) else at
    return wall.strftime(f"%H{separator}%M")


def at_clock(at: datetime, *, language: str | None = None) -> str:
    """`klo 18.00`, `kl. 18.00`, `at 18:00`; word and numbers stay on one line."""
    return f"{_clock_word(language, 'at')}{NBSP}{clock(at, language=language)}"


def _clock_word(language: str | None, english: str) -> str:
    return {"fi": "klo", "sv": "kl.", "en": english}[_language(language)]


def moment(
    at: datetime, *, today: date | None = None, language: str | None = None
) -> str:
    """`ma 14.12.2026 klo 18.00`; sv `… kl. 18.00`; en `Mon 14 Dec 2026 at 18:00`."""
    return (
        f"{day(at, today=today, language=language)} {at_clock(at, language=language)}"
    )


def hours(start: datetime, end: datetime | None, *, language: str | None = None) -> str:
    """`klo 18.00–19.30`, in English `18:00–19:30`. Only for one and the same day."""
    if end is None or end == start:
        text = clock(start, language=language)
    else:
        text = f"{clock(start, language=language)}–{clock(end, language=language)}"
    if _language(language) == "en":
        return text
    return f"{_clock_word(language, '')}{NBSP}{text}"


def span(
    start: datetime,
    end: datetime | None,
    *,
    today: date | None = None,
    language: str | None = None,
) -> str:
    """From one moment to another, the day once when it is the same.

    `ma 14.12.2026 klo 18.00–19.30`; over days `ma 14.12.2026 klo 18.00 – ti 15.12.2026
    klo 10.00`. An open end is written as the start alone.
    """
    if end is None or end == start:
        return moment(start, today=today, language=language)
    if timezone.localdate(start) == timezone.localdate(end):
        comma = "," if _language(language) == "en" else ""
        hour_text = hours(start, end, language=language)
        return f"{day(start, today=today, language=language)}{comma} {hour_text}"
    first = moment(start, today=today, language=language)
    return f"{first} – {moment(end, today=today, language=language)}"


def days(first: date, last: date, *, language: str | None = None) -> str:
    """Days from first to last, both included: `14.12.2026–10.1.2027`.

    What the two share is said once: `2.–8.3.2026`, `15.6.–2.8.2026`. In English
    `14 Dec 2026 – 10 Jan 2027`, `2–8 Mar 2026`.
    """
    if first == last:
        return day(first, language=language)
    ending = date_only(last, language=language)
    if _language(language) == "en":
        start, shared = _english_start(first, last)
        return f"{start}–{ending}" if shared else f"{start} – {ending}"
    if first.year != last.year:
        return f"{date_only(first, language=language)}–{ending}"
    if first.month != last.month:
        return f"{first.day}.{first.month}.–{ending}"
    return f"{first.day}.–{ending}"


def _english_start(first: date, last: date) -> tuple[str, bool]:
    """How an English span begins, and whether it is a bare numeral."""
    whole = date_only(first, language="en")
    if first.year != last.year:
        return whole, False
    if first.month != last.month:
        return whole.rsplit(" ", 1)[0], False
    return str(first.day), True


def leaf(
    on: date,
    *,
    today: date | None = None,
    full: bool = False,
    language: str | None = None,
) -> Leaf:
    """The three lines of a leaf: `la`, `12.`, `joulukuuta`.

    The year is written unless it is `today`'s; `full` writes the weekday out and
    always the year, for the top of an event's own page.
    """
    code = _language(language)
    name = _word(MONTHS, code, on.month - 1) + ("ta" if code == "fi" else "")
    if full or (today is not None and on.year != today.year):
        name = f"{name} {on.year}"
    words = WEEKDAYS if full else SHORT_WEEKDAYS
    numeral = f"{on.day}." if code == "fi" else str(on.day)
    return Leaf(_word(words, code, on.weekday()), numeral, name)


def in_fours(account: str) -> str:
    """An account number as it is read aloud: `FI37 1590 3000 0007 76`.

    Ordinary spaces: banks' forms drop those, but not no-break ones, when pasted.
    """
    compact = "".join(account.split())
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))


def in_fives(reference: str) -> str:
    """A reference number in fives from the right: `2027 01479`."""
    compact = "".join(reference.split())
    first = len(compact) % 5
    parts = [compact[:first]] if first else []
    parts += [compact[i : i + 5] for i in range(first, len(compact), 5)]
    return " ".join(parts)
