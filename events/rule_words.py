"""How an event repeats, as people say it, in Finnish, Swedish and English.

`joka toinen torstai klo 18.00, 31.12.2026 asti`. Pure, like association/formats.py: the
words depend on the arguments and the language alone. A rule that these words cannot
tell is given as it is written.
"""

from abc import ABC, abstractmethod
from datetime import date
from typing import NamedTuple

import recurrence
from django.utils import translation
from recurrence import Rule

from association import formats
from association.formats import MONTHS, WEEKDAYS
from events import recurring
from events.models import Event

UNTOLD = (
    "bysetpos", "byyearday", "byweekno", "byhour", "byminute", "bysecond",
)  # fmt: skip
LAST = -1


class Nth(NamedTuple):
    """The second Thursday: 2, 3. The last one: -1, 3. Every one: 0, 3."""

    number: int
    weekday: int

    @property
    def is_told(self) -> bool:
        return self.number == LAST or self.number > 0


def in_words(event: Event, *, language: str | None = None) -> str:
    """How the event repeats and until when; nothing where it is held once."""
    if not event.repeats:
        return ""
    rule, say = event.rule.rrules[0], _words(language)
    clock = formats.at_clock(event.starts_at, language=say.code)
    end = _end(event, rule, say)
    return f"{_days(rule, event.start_day, say)} {clock}{end}"


def _words(language: str | None) -> "Words":
    code = (language or translation.get_language() or "fi")[:2]
    return LANGUAGES.get(code, LANGUAGES["fi"])


def _days(rule: Rule, first: date, say: "Words") -> str:
    if any(getattr(rule, name, None) for name in UNTOLD):
        return say.untold(rule)
    weekdays = [_nth(one) for one in rule.byday or []]
    counted = any(one.number for one in weekdays)
    match rule.freq:
        case recurrence.DAILY if not (rule.byday or rule.bymonthday or rule.bymonth):
            return say.daily(rule.interval)
        case recurrence.WEEKLY if not (counted or rule.bymonthday or rule.bymonth):
            named = [one.weekday for one in weekdays] or [first.weekday()]
            return say.weekly(rule.interval, named)
        case recurrence.MONTHLY if not rule.bymonth:
            return _of_month(rule, first, weekdays, say)
        case recurrence.YEARLY:
            return _of_year(rule, first, weekdays, say)
    return say.untold(rule)


def _nth(weekday: object) -> Nth:
    day = recurrence.to_weekday(weekday)
    return Nth(day.index or 0, day.number)


def _of_month(rule: Rule, first: date, weekdays: list[Nth], say: "Words") -> str:
    whole = say.months(rule.interval)
    if not weekdays:
        days = rule.bymonthday or [first.day]
        is_told = days == [LAST] or min(days) > 0
        return say.dates(days, whole) if is_told else say.untold(rule)
    if rule.bymonthday or not all(one.is_told for one in weekdays):
        return say.untold(rule)
    return say.joined([say.nth(one, whole) for one in weekdays])


def _of_year(rule: Rule, first: date, weekdays: list[Nth], say: "Words") -> str:
    months = rule.bymonth or [first.month]
    if len(months) > 1 or len(weekdays) > 1:
        return say.untold(rule)
    if not weekdays:
        days = rule.bymonthday or [first.day]
        if len(days) > 1 or days[0] < 1 or bool(rule.bymonth) != bool(rule.bymonthday):
            return say.untold(rule)
        return say.yearly_on(rule.interval, days[0], months[0])
    if rule.bymonthday or not rule.bymonth or not weekdays[0].is_told:
        return say.untold(rule)
    month = say.of_the_month(months[0])
    return say.yearly(rule.interval, say.nth(weekdays[0], month))


def _end(event: Event, rule: Rule, say: "Words") -> str:
    last = recurring.last_day(event)
    if last:
        return f", {say.until(formats.date_only(last, language=say.code))}"
    return f", {say.times(rule.count)}" if rule.count else ""


class Words(ABC):
    """What each language says in its own way."""

    code = ""
    also = ""
    ordinals: tuple[str, ...] = ()  # from the first on

    def weekday(self, number: int) -> str:
        return WEEKDAYS[self.code].split()[number]

    def month(self, number: int) -> str:
        return MONTHS[self.code].split()[number - 1]

    def joined(self, parts: list[str]) -> str:
        """`a, b ja c`"""
        *before, last = parts
        return f"{', '.join(before)} {self.also} {last}" if before else last

    def ordinal(self, number: int) -> str:
        """`toinen`; a numeral where the table ends."""
        known = number <= len(self.ordinals)
        return self.ordinals[number - 1] if known else f"{number}."

    def weekdays(self, numbers: list[int]) -> str:
        return self.joined([self.weekday(number) for number in sorted(numbers)])

    @abstractmethod
    def untold(self, rule: Rule) -> str: ...

    @abstractmethod
    def daily(self, every: int) -> str: ...

    @abstractmethod
    def weekly(self, every: int, weekdays: list[int]) -> str: ...

    @abstractmethod
    def months(self, every: int) -> str:
        """Of each month, as the others go on from it."""

    @abstractmethod
    def of_the_month(self, number: int) -> str: ...

    @abstractmethod
    def nth(self, which: Nth, of: str) -> str: ...

    @abstractmethod
    def dates(self, days: list[int], of: str) -> str: ...

    @abstractmethod
    def yearly_on(self, every: int, day: int, month: int) -> str: ...

    @abstractmethod
    def yearly(self, every: int, which: str) -> str: ...

    @abstractmethod
    def until(self, day: str) -> str: ...

    @abstractmethod
    def times(self, count: int) -> str: ...


class Finnish(Words):
    code, also = "fi", "ja"
    ordinals = ("ensimmäinen", "toinen", "kolmas", "neljäs", "viides", "kuudes")
    of_ordinals = (
        "ensimmäisen", "toisen", "kolmannen", "neljännen", "viidennen", "kuudennen",
    )  # fmt: skip

    def untold(self, rule: Rule) -> str:
        return f"oman säännön mukaan ({written(rule)})"

    def every(self, number: int, what: str) -> str:
        return f"joka {what}" if number == 1 else f"joka {self.ordinal(number)} {what}"

    def daily(self, every: int) -> str:
        return self.every(every, "päivä")

    def weekly(self, every: int, weekdays: list[int]) -> str:
        if len(weekdays) == 1:
            return self.every(every, self.weekday(weekdays[0]))
        days = [self.weekday(number) for number in sorted(weekdays)]
        often = [f"{day.removesuffix('o')}oisin" if day.endswith("o") else f"{day}sin"
                 for day in days]  # fmt: skip
        named = self.joined(often)
        return named if every == 1 else f"{self.every(every, 'viikko')} {named}"

    def months(self, every: int) -> str:
        if every == 1:
            return "kuukauden"
        known = every <= len(self.of_ordinals)
        number = self.of_ordinals[every - 1] if known else f"{every}."
        return f"joka {number} kuukauden"

    def of_the_month(self, number: int) -> str:
        return f"{self.month(number)}n"

    def nth(self, which: Nth, of: str) -> str:
        is_last = which.number == LAST
        number = "viimeinen" if is_last else self.ordinal(which.number)
        return f"{of} {number} {self.weekday(which.weekday)}"

    def dates(self, days: list[int], of: str) -> str:
        if days == [LAST]:
            return f"{of} viimeinen päivä"
        return f"{of} {self.joined([f'{day}.' for day in days])} päivä"

    def yearly_on(self, every: int, day: int, month: int) -> str:
        return f"{self.every(every, 'vuosi')} {day}.{month}."

    def yearly(self, every: int, which: str) -> str:
        return which if every == 1 else f"{self.every(every, 'vuosi')} {which}"

    def until(self, day: str) -> str:
        return f"{day} asti"

    def times(self, count: int) -> str:
        return "kerran" if count == 1 else f"{count} kertaa"


class Swedish(Words):
    code, also = "sv", "och"
    ordinals = ("första", "andra", "tredje", "fjärde", "femte", "sjätte")

    def untold(self, rule: Rule) -> str:
        return f"enligt en egen regel ({written(rule)})"

    def every(self, number: int, what: str, *, is_neuter: bool = False) -> str:
        if number == 1:
            return f"varje {what}"
        if number == 2:
            return f"{'vartannat' if is_neuter else 'varannan'} {what}"
        return f"{'vart' if is_neuter else 'var'} {self.ordinal(number)} {what}"

    def daily(self, every: int) -> str:
        return self.every(every, "dag")

    def weekly(self, every: int, weekdays: list[int]) -> str:
        named = self.weekdays(weekdays)
        if every == 1 or len(weekdays) == 1:
            return self.every(every, named)
        return f"{self.every(every, 'vecka')} på {named}"

    def months(self, every: int) -> str:
        return "i månaden" if every == 1 else self.every(every, "månad")

    def of_the_month(self, number: int) -> str:
        return f"i {self.month(number)}"

    def nth(self, which: Nth, of: str) -> str:
        number = "sista" if which.number == LAST else self.ordinal(which.number)
        return f"den {number} {self.weekday(which.weekday)}en {of}"

    def dates(self, days: list[int], of: str) -> str:
        if days == [LAST]:
            return f"den sista dagen {of}"
        return f"den {self.joined([str(day) for day in days])} {of}"

    def yearly_on(self, every: int, day: int, month: int) -> str:
        year = self.every(every, "år", is_neuter=True)
        return f"{year} den {day} {self.month(month)}"

    def yearly(self, every: int, which: str) -> str:
        if every == 1:
            return which
        return f"{self.every(every, 'år', is_neuter=True)} {which}"

    def until(self, day: str) -> str:
        return f"till och med {day}"

    def times(self, count: int) -> str:
        return "en gång" if count == 1 else f"{count} gånger"


class English(Words):
    code, also = "en", "and"
    ordinals = ("first", "second", "third", "fourth", "fifth", "sixth")

    def ordinal(self, number: int) -> str:
        return super().ordinal(number).replace(".", "th")

    def untold(self, rule: Rule) -> str:
        return f"by a rule of its own ({written(rule)})"

    def every(self, number: int, what: str) -> str:
        if number == 1:
            return f"every {what}"
        return f"every {self.ordinal(number)} {what}"

    def daily(self, every: int) -> str:
        return self.every(every, "day")

    def weekly(self, every: int, weekdays: list[int]) -> str:
        named = self.weekdays(weekdays)
        if every == 1 or len(weekdays) == 1:
            return self.every(every, named)
        return f"{self.every(every, 'week')} on {named}"

    def months(self, every: int) -> str:
        return "of the month" if every == 1 else f"of {self.every(every, 'month')}"

    def of_the_month(self, number: int) -> str:
        return f"of {self.month(number)}"

    def nth(self, which: Nth, of: str) -> str:
        number = "last" if which.number == LAST else self.ordinal(which.number)
        return f"the {number} {self.weekday(which.weekday)} {of}"

    def dates(self, days: list[int], of: str) -> str:
        if days == [LAST]:
            return f"the last day {of}"
        return f"the {self.joined([_numeral(day) for day in days])} {of}"

    def yearly_on(self, every: int, day: int, month: int) -> str:
        return f"{self.every(every, 'year')} on {day} {self.month(month)}"

    def yearly(self, every: int, which: str) -> str:
        return which if every == 1 else f"{self.every(every, 'year')} on {which}"

    def until(self, day: str) -> str:
        return f"until {day}"

    def times(self, count: int) -> str:
        return "once" if count == 1 else f"{count} times"


def _numeral(day: int) -> str:
    """`1st`, `22nd`, `13th`"""
    is_teen = 10 < day < 20
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def written(rule: Rule) -> str:
    """`FREQ=MONTHLY;BYDAY=4MO`"""
    return str(recurrence.serialize(rule)).removeprefix("RRULE:")


LANGUAGES: dict[str, Words] = {
    one.code: one for one in (Finnish(), Swedish(), English())
}
