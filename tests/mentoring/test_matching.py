"""How well a mentor fits a need: points to be read, and what stands in the way."""

from dataclasses import replace

import pytest

from mentoring.matching import (
    Criterion,
    Giver,
    Obstacle,
    Seeker,
    Weights,
    fit,
    fits,
)

WEIGHTS = Weights(
    {
        Criterion.TOPICS: 6,
        Criterion.LANGUAGE: 3,
        Criterion.TARGET_GROUPS: 2,
        Criterion.REGION: 2,
        Criterion.WAY: 1,
        Criterion.FREE_CAPACITY: 2,
    }
)
NEED = Seeker(
    key=1,
    topics=frozenset({"websites", "money", "meetings"}),
    languages=frozenset({"fi", "sv"}),
    groups=frozenset({"municipal"}),
    region="17",
    ways=frozenset({"remote"}),
    people=frozenset({70, 71}),
)
MENTOR = Giver(
    key=5,
    user=50,
    topics=frozenset({"websites", "money"}),
    languages=frozenset({"fi"}),
    free=2,
    groups=frozenset({"municipal", "school"}),
    region="17",
    ways=frozenset({"remote", "on_site"}),
)


def points_of(found):
    return {reason.criterion: reason.points for reason in found.reasons}


def required(*criteria):
    return replace(WEIGHTS, required=frozenset(criteria))


def test_m7_every_criterion_tells_both_answers_its_points_and_its_weight():
    found = fit(NEED, MENTOR, WEIGHTS)

    assert [reason.criterion for reason in found.reasons] == list(Criterion)
    topics = found.reasons[0]
    assert topics.sought == ("meetings", "money", "websites")
    assert topics.offered == ("money", "websites")
    assert topics.common == ("money", "websites")
    assert (topics.points, topics.weight) == (4, 6)


def test_m7_the_points_of_the_criteria_add_up_to_the_total():
    found = fit(NEED, MENTOR, WEIGHTS)

    assert points_of(found) == {
        Criterion.TOPICS: 4,
        Criterion.LANGUAGE: 3,
        Criterion.TARGET_GROUPS: 2,
        Criterion.REGION: 2,
        Criterion.WAY: 1,
        Criterion.FREE_CAPACITY: 2,
    }
    assert found.points == 14


@pytest.mark.parametrize(
    ("change", "criterion", "points"),
    [
        ({"topics": frozenset()}, Criterion.TOPICS, 0),
        ({"languages": frozenset({"en"})}, Criterion.LANGUAGE, 0),
        ({"region": "01"}, Criterion.REGION, 0),
        ({"region": ""}, Criterion.REGION, 1),
        ({"ways": frozenset({"on_site"})}, Criterion.WAY, 0),
        ({"free": 1}, Criterion.FREE_CAPACITY, 1),
        ({"groups": frozenset({"school"})}, Criterion.TARGET_GROUPS, 0),
    ],
)
def test_what_is_not_shared_gives_less(change, criterion, points):
    assert points_of(fit(NEED, replace(MENTOR, **change), WEIGHTS))[criterion] == points


def test_who_seeks_nothing_special_gets_all_the_points_of_it():
    plain = Seeker(key=1, topics=frozenset(), languages=frozenset())

    found = fit(plain, MENTOR, WEIGHTS)

    assert found.points == sum(WEIGHTS.points.values())


def test_m6_without_a_common_language_no_pair_whatever_the_rest_where_it_is_required():
    other = replace(MENTOR, languages=frozenset({"en"}))

    assert fit(NEED, other, WEIGHTS).is_possible
    assert fit(NEED, other, required(Criterion.LANGUAGE)).obstacles == (
        Obstacle.NO_COMMON_LANGUAGE,
    )


@pytest.mark.parametrize(
    ("criterion", "change", "obstacle"),
    [
        (Criterion.TOPICS, {"topics": frozenset()}, Obstacle.NO_COMMON_TOPIC),
        (Criterion.REGION, {"region": "01"}, Obstacle.OTHER_REGION),
        (Criterion.WAY, {"ways": frozenset({"on_site"})}, Obstacle.NO_COMMON_WAY),
        (Criterion.TARGET_GROUPS, {"groups": frozenset()}, Obstacle.NO_COMMON_GROUP),
    ],
)
def test_each_criterion_may_be_required(criterion, change, obstacle):
    found = fit(NEED, replace(MENTOR, **change), required(criterion))

    assert found.obstacles == (obstacle,)


def test_a_mentor_of_the_whole_country_is_near_enough_where_the_region_is_required():
    whole_country = replace(MENTOR, region="")

    assert fit(NEED, whole_country, required(Criterion.REGION)).is_possible


def test_m5_a_mentor_of_the_same_board_is_never_proposed():
    own = replace(MENTOR, user=71)

    assert fit(NEED, own, WEIGHTS).obstacles == (Obstacle.SAME_BOARD,)
    assert fits(NEED, [own], WEIGHTS) == []


def test_a_full_mentor_and_a_blocked_pair_are_never_proposed():
    blocking = replace(NEED, blocked=frozenset({MENTOR.key}))
    full = replace(MENTOR, free=0)

    assert fit(blocking, full, WEIGHTS).obstacles == (Obstacle.FULL, Obstacle.BLOCKED)


def test_what_stands_in_the_way_leaves_the_reasons_to_be_read():
    found = fit(NEED, replace(MENTOR, free=0), WEIGHTS)

    assert not found.is_possible
    assert len(found.reasons) == len(Criterion)


def test_the_best_mentor_comes_first_and_equals_by_their_key():
    equal, better = replace(MENTOR, key=6), replace(MENTOR, key=9, topics=NEED.topics)

    ranked = fits(NEED, [equal, better, MENTOR], WEIGHTS)

    assert [one.giver for one in ranked] == [9, 5, 6]
