import pytest

from tests.support.world import World


@pytest.fixture
def world(db) -> World:
    return World()
