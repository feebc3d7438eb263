"""Every kind of public page, as people with different eyes and hands meet it."""

import pytest

from tests.browser import looking
from tests.browser.places import PUBLIC

FIRST_VISIT = 100_000


@pytest.mark.parametrize("place", PUBLIC)
def test_a_page_is_fine_for_every_eye_and_hand(visitor, site, place):
    reader = visitor(viewport=looking.NARROW, reduced_motion="reduce")
    sizes = looking.count_bytes(reader.page)

    page = reader.go(PUBLIC[place](site))

    assert looking.troubles(page) == []
    if place == "not found":
        reader.expect_complaint("404")
    if place not in {"components"}:
        assert sum(sizes) < FIRST_VISIT, sizes
