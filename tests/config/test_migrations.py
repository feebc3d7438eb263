"""The order in which an empty database gets its tables."""

import pytest
from django.db.migrations.loader import MigrationLoader

OURS = {"payments", "events", "network", "membership", "mentoring", "home"}


@pytest.fixture
def plan() -> list[tuple[str, str]]:
    graph = MigrationLoader(None).graph
    order: dict[tuple[str, str], None] = {}
    for leaf in sorted(graph.leaf_nodes()):
        order.update(dict.fromkeys(graph.forwards_plan(leaf)))
    return list(order)


def test_the_tables_of_the_libraries_come_before_ours(plan):
    """Each step draws every model that exists by then: with ours first, setting up an
    empty database takes twice as long. payments.0001_initial therefore depends on the
    last migration of each library."""
    first_of_ours = min(plan.index(one) for one in plan if one[0] in OURS)
    late = {app for app, _name in plan[first_of_ours:]} - OURS

    assert not late
