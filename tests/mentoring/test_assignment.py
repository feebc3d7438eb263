"""The whole pool at once: the most points altogether, the same whatever the order."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from mentoring.assignment import assign, solve
from mentoring.matching import (
    Criterion,
    Fit,
    Giver,
    Obstacle,
    Reason,
    Seeker,
    Weights,
    fit,
)

WEIGHTS = Weights(
    {Criterion.TOPICS: 6, Criterion.REGION: 3, Criterion.FREE_CAPACITY: 2},
    frozenset({Criterion.LANGUAGE}),
)
FINNISH = frozenset({"fi"})


def seeker(key, *topics, **fields):
    return Seeker(key, topics=frozenset(topics), languages=FINNISH, **fields)


def giver(key, *topics, free=1, **fields):
    given = {"languages": FINNISH, **fields}
    return Giver(key, user=100 + key, topics=frozenset(topics), free=free, **given)


def table_of(points):
    """Pairs that have just these points."""
    return [
        [
            Fit(row, column, reasons=(Reason(Criterion.TOPICS, (), (), number, 10),))
            for column, number in enumerate(numbers)
        ]
        for row, numbers in enumerate(points)
    ]


def pairs_of(assignment):
    return [(one.seeker, one.giver) for one in assignment.pairs]


def test_m2_the_most_points_altogether_beat_first_come_first_served():
    chosen = solve(table_of([[9, 8, 1], [9, 1, 1], [8, 7, 6]]))

    assert [one.giver for one in chosen] == [1, 0, 2]
    assert sum(one.points for one in chosen) == 23


def test_m3_the_order_in_which_they_come_changes_nothing():
    seekers = [seeker(1, "a"), seeker(2, "a", "b"), seeker(3, "b", "c")]
    givers = [giver(7, "a"), giver(8, "b"), giver(9, "c", "a")]

    found = {
        assign(some, others, WEIGHTS)
        for some in permutations(seekers)
        for others in permutations(givers)
    }

    assert len(found) == 1


def test_m4_two_places_go_to_the_two_best_and_the_third_need_is_listed():
    seekers = [seeker(1, "a", "b"), seeker(2, "a"), seeker(3, "a")]

    found = assign(seekers, [giver(7, "a", free=2)], WEIGHTS)

    assert pairs_of(found) == [(2, 7), (3, 7)]
    assert [(one.seeker, one.obstacles) for one in found.unmatched] == [(1, ())]


def test_m4_a_need_that_nobody_fits_says_what_stood_in_the_way():
    foreign = giver(7, "a", languages=frozenset({"en"}))
    full = giver(8, "a", free=0)

    found = assign([seeker(1, "a")], [foreign, full], WEIGHTS)

    assert found.pairs == ()
    [unmatched] = found.unmatched
    assert set(unmatched.obstacles) == {Obstacle.NO_COMMON_LANGUAGE, Obstacle.FULL}


def test_of_equals_the_one_who_has_waited_longest_gets_the_place():
    late, early = seeker(1, "a", waited_since=200), seeker(2, "a", waited_since=100)

    found = assign([late, early], [giver(7, "a")], WEIGHTS)

    assert pairs_of(found) == [(2, 7)]


def test_no_need_goes_without_for_the_sake_of_others_points():
    """The first would give its mentor more points than the two ways together."""
    wide, narrow = seeker(1, "a", "b"), seeker(2, "b", blocked=frozenset({8}))
    both, other = giver(7, "a", "b"), giver(8)

    found = assign([wide, narrow], [both, other], WEIGHTS)

    assert sorted(pairs_of(found)) == [(1, 8), (2, 7)]


def test_nobody_to_help_and_nobody_in_need_are_no_errors():
    assert assign([], [giver(7)], WEIGHTS).pairs == ()
    [unmatched] = assign([seeker(1)], [], WEIGHTS).unmatched
    assert unmatched.obstacles == ()


TOPICS = st.frozensets(st.sampled_from("abcd"), max_size=3)
LANGUAGES = st.frozensets(st.sampled_from(["fi", "sv"]), min_size=1)
REGIONS = st.sampled_from(["", "01", "17"])
SEEKERS = st.lists(
    st.builds(
        Seeker,
        key=st.integers(1, 99),
        topics=TOPICS,
        languages=LANGUAGES,
        region=REGIONS,
        blocked=st.frozensets(st.integers(1, 4), max_size=1),
        waited_since=st.integers(0, 3),
    ),
    max_size=4,
    unique_by=lambda one: one.key,
)
GIVERS = st.lists(
    st.builds(
        Giver,
        key=st.integers(1, 4),
        user=st.integers(1, 9),
        topics=TOPICS,
        languages=LANGUAGES,
        free=st.integers(0, 2),
        region=REGIONS,
    ),
    max_size=4,
    unique_by=lambda one: one.key,
)


def best_by_trying_all(seekers, givers):
    """How many can be matched, and the most points of any such way."""

    def best(rest, free):
        if not rest:
            return 0, 0
        found = [best(rest[1:], free)]
        for one in givers:
            pair = fit(rest[0], one, WEIGHTS)
            if free[one.key] > 0 and pair.is_possible:
                count, points = best(rest[1:], {**free, one.key: free[one.key] - 1})
                found.append((count + 1, points + pair.points))
        return max(found)

    return best(seekers, {one.key: one.free for one in givers})


@given(seekers=SEEKERS, givers=GIVERS, data=st.data())
def test_no_other_way_gives_more_and_none_takes_a_place_twice(seekers, givers, data):
    found = assign(seekers, givers, WEIGHTS)

    assert (len(found.pairs), found.points) == best_by_trying_all(seekers, givers)
    assert all(one.is_possible for one in found.pairs)
    places = [one.giver for one in found.pairs]
    assert all(places.count(one.key) <= one.free for one in givers)
    everybody = [one.seeker for one in found.pairs + found.unmatched]
    assert sorted(everybody) == sorted(one.key for one in seekers)

    shuffled = data.draw(st.permutations(seekers)), data.draw(st.permutations(givers))
    assert assign(*shuffled, WEIGHTS) == found


def test_the_pool_is_left_as_it_was():
    one, other = seeker(1, "a"), giver(7, "a")
    before = replace(one), replace(other)

    assign([one], [other], WEIGHTS)

    assert (one, other) == before
