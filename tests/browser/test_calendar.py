"""The calendar by the keyboard, on a narrow phone and without a script."""

import pytest

from tests.browser import looking, places
from tests.browser.conftest import DESKTOP

NARROW = {"width": 320, "height": 640}


@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_the_month_is_walked_by_the_keyboard_to_an_event(visitor, site, viewport):
    reader = visitor(viewport=viewport)
    page = reader.go(places.PUBLIC["month"](site))

    wrong = looking.tab_to(page, "table.month td:not(.out) a.d")
    page.keyboard.press("Enter")

    assert wrong == []
    page.wait_for_url("**/#*")
    row = page.locator(":target")
    assert row.locator("a.stretched").is_visible()


def test_without_a_script_one_kind_is_chosen_and_words_are_looked_for(visitor):
    reader = visitor(viewport=NARROW, java_script_enabled=False)
    page = reader.go(places.path("events:calendar"))

    page.get_by_role("link", name="Koulutukset").click()
    assert page.url.endswith("?kind=training")
    page.locator(".narrow summary").click()
    page.get_by_label("Sanat").fill("xyzzy")
    page.get_by_role("button", name="Näytä", exact=True).click()

    assert page.url.endswith("?kind=training&q=xyzzy")
    assert page.get_by_text("Sellaista ei ole tulossa").is_visible()
    page.get_by_role("link", name="Näytä kaikki tuleva").click()
    assert page.locator(".timetable > li").count() > 1
