"""How well a mentor fits a need, and why: plain data in, plain data out.

Hard conditions come first: a pair that breaks one is never proposed. What is left gets
points by at most six named criteria, each with the weight the board has given it. Every
criterion keeps both sides' answers, so that the coordinator and the two who are asked
can read why; the points of the criteria add up to the total. Nothing is learned from
earlier pairs, and nothing is asked about a person's character, sex or origin.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

REQUIRED = "required"  # a weight that makes a criterion a hard condition
HEAVIEST = 10


class Criterion(StrEnum):
    TOPICS = "topics"
    LANGUAGE = "language"
    TARGET_GROUPS = "target_groups"
    REGION = "region"
    WAY = "way"
    FREE_CAPACITY = "free_capacity"


class Obstacle(StrEnum):
    """Why two are never proposed to each other."""

    FULL = "full"
    SAME_BOARD = "same_board"
    BLOCKED = "blocked"
    NO_COMMON_LANGUAGE = "no_common_language"
    NO_COMMON_TOPIC = "no_common_topic"
    NO_COMMON_GROUP = "no_common_group"
    OTHER_REGION = "other_region"
    NO_COMMON_WAY = "no_common_way"


# Which obstacle a criterion becomes when the board says that it is required.
WHEN_REQUIRED = {
    Criterion.TOPICS: Obstacle.NO_COMMON_TOPIC,
    Criterion.LANGUAGE: Obstacle.NO_COMMON_LANGUAGE,
    Criterion.TARGET_GROUPS: Obstacle.NO_COMMON_GROUP,
    Criterion.REGION: Obstacle.OTHER_REGION,
    Criterion.WAY: Obstacle.NO_COMMON_WAY,
}


type Answers = Mapping[Criterion, tuple[str, ...]]


@dataclass(frozen=True)
class Weights:
    """What the board decided: points per criterion, 0–10, and what is required."""

    points: Mapping[Criterion, int]
    required: frozenset[Criterion] = frozenset()

    def of(self, criterion: Criterion) -> int:
        return self.points.get(criterion, 0)


@dataclass(frozen=True)
class Seeker:
    """A need, as far as matching looks at it. `people` are those who sit in its
    association's board or ask in its name: a mentor among them is too near."""

    key: int
    topics: frozenset[str]
    languages: frozenset[str]
    groups: frozenset[str] = frozenset()
    region: str = ""
    ways: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()
    blocked: frozenset[int] = frozenset()
    waited_since: float = 0.0  # seconds since 1970: who has waited longest comes first

    @cached_property
    def sought(self) -> Answers:
        return {
            Criterion.TOPICS: in_order(self.topics),
            Criterion.LANGUAGE: in_order(self.languages),
            Criterion.TARGET_GROUPS: in_order(self.groups),
            Criterion.REGION: in_order({self.region}),
            Criterion.WAY: in_order(self.ways),
            Criterion.FREE_CAPACITY: (),
        }


@dataclass(frozen=True)
class Giver:
    """A mentor, as far as matching looks at one. `user` is the mentor's sign-in."""

    key: int
    user: int
    topics: frozenset[str]
    languages: frozenset[str]
    free: int
    groups: frozenset[str] = frozenset()
    region: str = ""
    ways: frozenset[str] = frozenset()

    @cached_property
    def offered(self) -> Answers:
        return {
            Criterion.TOPICS: in_order(self.topics),
            Criterion.LANGUAGE: in_order(self.languages),
            Criterion.TARGET_GROUPS: in_order(self.groups),
            Criterion.REGION: in_order({self.region}),
            Criterion.WAY: in_order(self.ways),
            Criterion.FREE_CAPACITY: (str(self.free),),
        }


@dataclass(frozen=True)
class Reason:
    """What one criterion said: both answers, and its points out of its weight."""

    criterion: Criterion
    sought: tuple[str, ...]
    offered: tuple[str, ...]
    points: int
    weight: int

    @property
    def common(self) -> tuple[str, ...]:
        return tuple(one for one in self.sought if one in self.offered)


@dataclass(frozen=True)
class Fit:
    """One need and one mentor: what stands in the way, and what speaks for it."""

    seeker: int
    giver: int
    obstacles: tuple[Obstacle, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def is_possible(self) -> bool:
        return not self.obstacles

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


def fit(seeker: Seeker, giver: Giver, weights: Weights) -> Fit:
    """How these two fit; the reasons are given also where something stands in the
    way, as a coordinator may override it."""
    return Fit(
        seeker.key,
        giver.key,
        tuple(obstacles(seeker, giver, weights)),
        tuple(reasons(seeker, giver, weights)),
    )


def fits(seeker: Seeker, givers: Iterable[Giver], weights: Weights) -> list[Fit]:
    """A need's possible mentors, the best first, with equal points by their key."""
    found = [fit(seeker, giver, weights) for giver in givers]
    possible = [one for one in found if one.is_possible]
    return sorted(possible, key=lambda one: (-one.points, one.giver))


def obstacles(seeker: Seeker, giver: Giver, weights: Weights) -> Iterable[Obstacle]:
    if giver.free <= 0:
        yield Obstacle.FULL
    if giver.user in seeker.people:
        yield Obstacle.SAME_BOARD
    if giver.key in seeker.blocked:
        yield Obstacle.BLOCKED
    for criterion, obstacle in WHEN_REQUIRED.items():
        if criterion in weights.required and not share(criterion, seeker, giver):
            yield obstacle


def reasons(seeker: Seeker, giver: Giver, weights: Weights) -> Iterable[Reason]:
    for criterion in Criterion:
        weight = weights.of(criterion)
        yield Reason(
            criterion,
            seeker.sought[criterion],
            giver.offered[criterion],
            points=round(weight * share(criterion, seeker, giver)),
            weight=weight,
        )


def share(criterion: Criterion, seeker: Seeker, giver: Giver) -> float:
    """How much of what is sought is there, 0–1. Who seeks nothing special gets all."""
    if criterion is Criterion.FREE_CAPACITY:
        return min(giver.free, 2) / 2
    sought, offered = seeker.sought[criterion], giver.offered[criterion]
    if not sought:
        return 1.0
    common = sum(1 for one in sought if one in offered)
    if criterion is Criterion.LANGUAGE or criterion is Criterion.WAY:
        return float(common > 0)  # one in common is enough to meet
    if criterion is Criterion.REGION and not offered:
        return 0.5  # the whole country: nearer than another region
    return common / len(sought)


def in_order(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if word))
