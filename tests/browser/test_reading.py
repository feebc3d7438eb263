"""Reading, subscribing, asking: what somebody does who only looks by."""

import re

import pytest

from tests.browser import looking, places
from tests.browser.conftest import DESKTOP, PHONE

EVERYBODY = [
    pytest.param({"viewport": PHONE}, id="phone"),
    pytest.param({"viewport": DESKTOP}, id="desktop"),
    pytest.param({"viewport": PHONE, "java_script_enabled": False}, id="no script"),
]


def fetch(reader, address: str) -> str:
    answer = reader.context.request.get(address.replace("webcal://", "http://"))
    assert answer.status == 200
    return answer.text()


@pytest.mark.parametrize("has", EVERYBODY)
def test_somebody_reads_in_three_languages(visitor, has):
    reader = visitor(**has)
    page = reader.go("/")

    for code, menu in (("sv", "Kalender"), ("en", "Calendar"), ("fi", "Kalenteri")):
        if page.locator(".menu-btn").is_visible():
            page.locator(".menu-btn").click()
        page.locator(f"nav.menu a[hreflang={code}]").click()
        page.wait_for_url("**/" if code == "fi" else f"**/{code}/")
        assert page.locator("html").get_attribute("lang") == code
        assert page.locator("nav.menu").get_by_text(menu, exact=True).count() == 1
        assert page.locator("h1").inner_text()


@pytest.mark.parametrize("has", EVERYBODY)
def test_somebody_subscribes_to_the_holidays(visitor, has):
    reader = visitor(**has)
    page = reader.go(places.path("events:holidays"))

    address = page.locator("main .btn--next").get_attribute("href")
    shown = page.locator("#feed-address").input_value()
    calendar = fetch(reader, address)

    assert address.startswith("webcal://")
    assert shown.endswith("/calendar/holidays.ics")
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:" in calendar
    assert re.search(r"\b51\b", page.locator("main").inner_text())


def test_the_address_of_the_calendar_is_copied_by_one_press(visitor):
    reader = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = reader.go(places.path("events:holidays"))

    page.locator("[data-copy]").click()

    assert page.evaluate("navigator.clipboard.readText()").endswith("holidays.ics")


@pytest.mark.parametrize("has", EVERYBODY)
def test_somebody_takes_an_event_into_the_own_calendar(visitor, site, has):
    reader = visitor(**has)
    page = reader.go(places.coming_event(site))

    file = page.locator("main a[href$='.ics']").first.get_attribute("href")
    calendar = fetch(reader, site.url + file)

    assert "BEGIN:VEVENT" in calendar
    assert "DTSTART" in calendar


@pytest.mark.parametrize("has", EVERYBODY)
def test_somebody_writes_to_the_association(visitor, site, has):
    reader = visitor(**has)
    page = reader.go(places.of_type("home.contactpage")(site))
    page.locator("main [name=name]").fill("Outi Kokeilija")
    page.locator("main [name=email]").fill("outi@esimerkki.example")
    page.locator("main [name=message]").fill("Miten teihin pääsee mukaan?")
    page.locator("main [name=consent]").check()
    page.wait_for_timeout(3_200)

    page.locator("main form button:not([type=button])").last.click()

    page.wait_for_url("**sent=1")
    assert page.locator(".notice--good").count() == 1


@pytest.mark.parametrize("has", EVERYBODY)
def test_somebody_searches(visitor, has):
    reader = visitor(**has)
    page = reader.go(places.path("home:search"))
    page.locator("main [name=q]").fill("mentoreille")

    page.locator("main [name=q]").press("Enter")

    page.wait_for_url("**q=mentoreille**")
    assert page.locator("main .entries li").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_the_menu_and_the_next_step_are_seen(visitor, scheme):
    reader = visitor(forced_colors="active", color_scheme=scheme)
    page = reader.go("/")

    button = page.locator(".btn--next, .btn").first
    width = button.evaluate("node => parseFloat(getComputedStyle(node).borderTopWidth)")

    assert width >= 1
    assert page.locator(".menu-btn").is_visible()


def test_with_reduced_motion_nothing_moves(visitor):
    reader = visitor(reduced_motion="reduce")
    page = reader.go("/")

    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(node => "
        "parseFloat(getComputedStyle(node).transitionDuration) > .01).length"
    )

    assert moving == 0


def test_the_keyboard_skips_to_the_content_and_opens_the_menu(visitor):
    reader = visitor(reduced_motion="reduce")
    page = reader.go("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.reload()
    wrong = looking.tab_to(page, ".menu-btn")
    page.keyboard.press("Enter")
    wrong += looking.tab_to(page, "nav.menu a")
    page.keyboard.press("Escape")

    assert wrong == []
    assert not page.locator("nav.menu").is_visible()
