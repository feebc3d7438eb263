"""The whole-pool assignment: 300 needs, 200 mentors; compared with taking in turn.

python -m bench.matching
"""

import random
import sys
from collections.abc import Sequence
from time import perf_counter

from mentoring.assignment import Assignment, assign
from mentoring.matching import Criterion, Fit, Giver, Seeker, Weights, fits

NEEDS, MENTORS = 300, 200
MOST_SECONDS = 5.0
TOPICS = [f"topic-{number}" for number in range(20)]
LANGUAGES = ["fi", "fi", "fi", "sv", "en"]
REGIONS = [f"{number:02}" for number in range(1, 20)]
WEIGHTS = Weights(dict.fromkeys(Criterion, 5), frozenset({Criterion.LANGUAGE}))


def pool(chance: random.Random) -> tuple[list[Seeker], list[Giver]]:
    seekers = [
        Seeker(
            key,
            topics=frozenset(chance.sample(TOPICS, 3)),
            languages=frozenset([chance.choice(LANGUAGES)]),
            region=chance.choice(REGIONS),
            ways=frozenset(["remote"]),
            waited_since=chance.randrange(10**6),
        )
        for key in range(NEEDS)
    ]
    givers = [
        Giver(
            key,
            user=key,
            topics=frozenset(chance.sample(TOPICS, 5)),
            languages=frozenset(chance.sample(LANGUAGES, 2)),
            free=chance.randint(0, 3),
            region=chance.choice(["", *REGIONS]),
            ways=frozenset(["remote", "on_site"]),
        )
        for key in range(MENTORS)
    ]
    return seekers, givers


def in_turn(seekers: list[Seeker], givers: list[Giver]) -> list[Fit]:
    """First come, first served: each takes the best who is left."""
    left = {giver.key: giver.free for giver in givers}
    taken = []
    for seeker in sorted(seekers, key=lambda one: (one.waited_since, one.key)):
        for one in fits(seeker, givers, WEIGHTS):
            if left[one.giver] > 0:
                left[one.giver] -= 1
                taken.append(one)
                break
    return taken


def told(pairs: Sequence[Fit], took: float) -> str:
    points = sum(one.points for one in pairs)
    return f"{took:.2f} s, {len(pairs)} pairs, {points} points"


def main() -> int:
    seekers, givers = pool(random.Random(1))
    started = perf_counter()
    found: Assignment = assign(seekers, givers, WEIGHTS)
    took = perf_counter() - started
    turn_started = perf_counter()
    turn = in_turn(seekers, givers)
    turn_took = perf_counter() - turn_started
    is_good = took < MOST_SECONDS
    print(
        f"{NEEDS} needs, {MENTORS} mentors: {told(found.pairs, took)} "
        f"(goal {MOST_SECONDS:.0f} s); first come, first served "
        f"{told(turn, turn_took)}  {'reached' if is_good else 'NOT REACHED'}"
    )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
