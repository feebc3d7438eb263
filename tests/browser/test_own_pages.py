"""Pages of somebody who has signed in, as people with different eyes meet them."""

import pytest

from tests.browser import axe, looking, places
from tests.browser.conftest import DESKTOP

NARROW = {"width": 320, "height": 640}
MENTOR = "veikko.kaltiomaa@esimerkki.example"

PAGES = {
    "my page": "accounts:my_page",
    "details": "accounts:details",
    "signing in": "mfa_index",
    "free times": "mentoring:free_times",
    "sign out": "account_logout",
    "application": "membership:apply",
    "after the application": "membership:applied",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_ones_own_is_fine_in_light_and_dark_narrow_and_wide(visitor, name):
    person = visitor(viewport=NARROW, reduced_motion="reduce")
    page = person.sign_in(MENTOR, places.path(PAGES[name]))

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
