"""Plots drawn on the server: numbers in, places of bars and words out.

A plot is a picture for an annual report; the same numbers always stand in a table
beside it, for who cannot see it or wants them exactly (templates/components/plot.html).
All lengths are units of the drawing, whose width is `WIDTH`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 8, 16, 28
LINES = 4  # lines across, besides the one at zero
GAP = 0.3  # of a group's room, left free beside its bars
WIDEST = 56


@dataclass(frozen=True)
class Series:
    """One kind of bar: what it is called, and a number for each group."""

    name: str | Promise
    numbers: Sequence[int]


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    number: int
    series: int  # which colour, from 1

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def above(self) -> float:
        return self.y - 4


@dataclass(frozen=True)
class Line:
    """A line across at a round number."""

    y: float
    number: int


@dataclass(frozen=True)
class Word:
    x: float
    text: str


@dataclass(frozen=True)
class Plot:
    """Groups of bars side by side, the table's rows one group each."""

    key: str
    title: str | Promise
    groups_are: str | Promise
    groups: Sequence[str]
    series: Sequence[Series]
    unit: str = ""

    width, height = WIDTH, HEIGHT
    left, right = LEFT, WIDTH - RIGHT
    below = HEIGHT - 8

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        return [
            (group, [each.numbers[place] for each in self.series])
            for place, group in enumerate(self.groups)
        ]

    @property
    def top(self) -> int:
        """The round number that the highest line stands at."""
        highest = max((max(each.numbers, default=0) for each in self.series), default=0)
        return LINES * round_step(highest)

    @property
    def lines(self) -> list[Line]:
        step = self.top // LINES
        return [Line(self.y_of(n * step), n * step) for n in range(LINES + 1)]

    @property
    def words(self) -> list[Word]:
        room = self.room
        return [
            Word(round(LEFT + (place + 0.5) * room, 1), group)
            for place, group in enumerate(self.groups)
        ]

    @property
    def bars(self) -> list[Bar]:
        wide = min(WIDEST, self.room * (1 - GAP) / max(1, len(self.series)))
        return [
            self.bar(place, number, wide)
            for number in range(len(self.series))
            for place in range(len(self.groups))
        ]

    def bar(self, place: int, series: int, wide: float) -> Bar:
        middle = LEFT + (place + 0.5) * self.room
        x = middle + wide * (series - len(self.series) / 2)
        number = self.series[series].numbers[place]
        y = self.y_of(number)
        return Bar(
            round(x, 1), y, round(wide - 2, 1), round(self.y_of(0) - y, 1), number,
            series + 1,
        )  # fmt: skip

    @property
    def room(self) -> float:
        return (WIDTH - LEFT - RIGHT) / max(1, len(self.groups))

    def y_of(self, number: int) -> float:
        high = HEIGHT - TOP - BOTTOM
        return round(TOP + high * (1 - number / self.top), 1)


def round_step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … of which `LINES` reach the number."""
    step, factors = 1, (2, 2.5, 2)
    turn = 0
    while step * LINES < highest:
        step = int(step * factors[turn % 3])
        turn += 1
    return step
