"""What those who came thought of an event, told so that nobody is found out.

Under three answers nothing is told: two know each other's, and one is known to all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from events import attendees
from events.models import Event, Feedback, Occurrence
from events.models.feedback import BEST, WORST

SEE = "events.view_feedback"
FEWEST = 3


@dataclass(frozen=True)
class Bar:
    score: int
    count: int
    percent: int  # of all answers


@dataclass(frozen=True)
class Scale:
    """How one thing was liked, the best first."""

    label: str
    mean: float
    bars: list[Bar]


@dataclass(frozen=True)
class Summary:
    count: int
    scales: list[Scale]
    words: list[str]

    @property
    def is_told(self) -> bool:
        return self.count >= FEWEST


@dataclass(frozen=True)
class Time:
    """One occurrence of a series: its means, once enough have answered."""

    occurrence: Occurrence
    came: int
    count: int
    means: list[float]


@dataclass(frozen=True)
class Series:
    times: list[Time]
    summary: Summary


def of_occurrence(occurrence: Occurrence) -> Summary:
    return summary(list(occurrence.feedback.all()))


def summary(rows: Sequence[Feedback]) -> Summary:
    """Keys are random, so their order tells nothing of who was first."""
    if len(rows) < FEWEST:
        return Summary(len(rows), [], [])
    ordered = sorted(rows, key=lambda row: row.pk)
    words = [row.words.strip() for row in ordered if row.words.strip()]
    return Summary(len(rows), [_scale(rows, name) for name in Feedback.SCALES], words)


def _scale(rows: Sequence[Feedback], name: str) -> Scale:
    scores = [int(getattr(row, name)) for row in rows]
    label = str(Feedback._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    bars = [
        Bar(score, scores.count(score), round(100 * scores.count(score) / len(scores)))
        for score in range(BEST, WORST - 1, -1)
    ]
    return Scale(label, fmean(scores), bars)


def of_series(event: Event) -> Series:
    """All times of an event for which there is feedback, the latest first."""
    rows = Feedback.objects.filter(occurrence__event=event)
    ordered = rows.select_related("occurrence__event").order_by(
        "-occurrence__start_day", "-occurrence__start_time", "occurrence"
    )
    groups = [
        (occurrence, list(group))
        for occurrence, group in groupby(ordered, key=lambda row: row.occurrence)
    ]
    came = attendees.numbers_who_came(event)
    times = [
        Time(
            occurrence,
            came.get(occurrence.pk, 0),
            len(group),
            [scale.mean for scale in summary(group).scales],
        )
        for occurrence, group in groups
    ]
    return Series(times, summary(_told_together([group for _one, group in groups])))


def _told_together(groups: Iterable[list[Feedback]]) -> list[Feedback]:
    """All of them; yet when only one or two stand beside those told on their own, the
    difference would tell what they said, so they are left out."""
    groups = list(groups)
    told = [row for group in groups if len(group) >= FEWEST for row in group]
    rest = [row for group in groups if len(group) < FEWEST for row in group]
    return told + rest if len(rest) >= FEWEST else told
