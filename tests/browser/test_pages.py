"""Every kind of public page, as people with different eyes and hands meet it."""

import pytest

from tests.browser import axe, looking
from tests.browser.conftest import DESKTOP
from tests.browser.places import PUBLIC

NARROW = {"width": 320, "height": 640}
FIRST_VISIT = 100_000


@pytest.mark.parametrize("place", PUBLIC)
def test_a_page_is_fine_in_light_and_dark_narrow_and_wide(visitor, site, place):
    reader = visitor(viewport=NARROW, reduced_motion="reduce")
    sizes = looking.count_bytes(reader.page)

    page = reader.go(PUBLIC[place](site))

    found = []
    for viewport in (NARROW, DESKTOP):
        page.set_viewport_size(viewport)
        found += looking.sideways(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += axe.findings(page)
        found += looking.small_targets(page)
    found += looking.lost_with_wide_spacing(page)
    found += looking.more_than_one_next_step(page)
    assert found == []
    if place == "not found":
        reader.expect_complaint("404")
    if place not in {"components"}:
        assert sum(sizes) < FIRST_VISIT, sizes
