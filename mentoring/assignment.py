"""Who goes with whom when the whole pool is looked at: the most points altogether.

The Hungarian algorithm (Kuhn 1955, Munkres 1957) of the library munkres, each mentor
standing in the table once for each free place. First come, first served would give
less. The answer depends on the pool alone, never on the order in which it is given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from munkres import Munkres

from mentoring.matching import Fit, Giver, Obstacle, Seeker, Weights, fit

# Points are whole numbers. What breaks ties is added below the unit: no sum of it ever
# outweighs a point.
UNIT = 10**9


@dataclass(frozen=True)
class Unmatched:
    """A need that got nobody, and what stood in the way, the commonest first. Without
    obstacles there were mentors, and others took their places."""

    seeker: int
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class Assignment:
    pairs: tuple[Fit, ...]
    unmatched: tuple[Unmatched, ...]

    @property
    def points(self) -> int:
        return sum(pair.points for pair in self.pairs)


def assign(
    seekers: Iterable[Seeker], givers: Iterable[Giver], weights: Weights
) -> Assignment:
    """As many needs as possible get a mentor, and of those ways the one with the most
    points; with equal points, who has waited longest comes first, then the lower key.
    """
    waiting = sorted(seekers, key=lambda one: (one.waited_since, one.key))
    helping = sorted(givers, key=lambda one: one.key)
    table = [[fit(one, other, weights) for other in helping] for one in waiting]
    places = [
        column
        for column, giver in enumerate(helping)
        for _place in range(min(max(giver.free, 0), len(waiting)))
    ]
    chosen = solve([[row[column] for column in places] for row in table])
    pairs = tuple(found for found in chosen if found is not None)
    unmatched = tuple(
        Unmatched(seeker.key, why(row))
        for seeker, row, found in zip(waiting, table, chosen, strict=True)
        if found is None
    )
    return Assignment(pairs, unmatched)


def solve(table: Sequence[Sequence[Fit]]) -> list[Fit | None]:
    """For each row its pair, or None."""
    rows = len(table)
    columns = len(table[0]) if rows else 0
    if not columns:
        return [None] * rows
    most = max(pair.points for row in table for pair in row) + 1
    # A pair is worth more than any number of points, so that no need goes without one
    # for the sake of others' points; one that is impossible is worth nothing at all.
    worth = [
        [
            (most * rows + pair.points) * UNIT + rows - number
            if pair.is_possible
            else 0
            for pair in row
        ]
        for number, row in enumerate(table)
    ]
    size = max(rows, columns)
    highest = max(max(row) for row in worth)
    costs = [
        [highest - worth[row][column] if row < rows and column < columns else highest
         for column in range(size)]
        for row in range(size)
    ]  # fmt: skip
    chosen: list[Fit | None] = [None] * rows
    for row, column in Munkres().compute(costs):
        if row < rows and column < columns and table[row][column].is_possible:
            chosen[row] = table[row][column]
    return chosen


def why(row: Sequence[Fit]) -> tuple[Obstacle, ...]:
    """What stood in the way of most; nothing where a mentor would have fitted."""
    if any(pair.is_possible for pair in row):
        return ()
    met = [obstacle for pair in row for obstacle in pair.obstacles]
    return tuple(sorted(set(met), key=lambda one: (-met.count(one), one)))
