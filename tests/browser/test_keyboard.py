"""Each flow by the keyboard alone: every stop is seen, and what happened is told."""

import pytest

from tests.browser import places
from tests.browser.conftest import DESKTOP, code_in
from tests.browser.looking import tab_to

# Whoever sends a form within three seconds is a program.
READING = 3_200
MEMBER = "eeva.koskiniemi@esimerkki.example"
NEXT = "main form .btn--next"


@pytest.fixture
def hands(visitor):
    """Somebody without a mouse."""
    return visitor(viewport=DESKTOP, reduced_motion="reduce")


def fill(page, fields: dict[str, str]) -> list[str]:
    """Walk through the form and type; a space ticks a box."""
    wrong = []
    for name, words in fields.items():
        wrong += tab_to(page, f"main [name={name}]")
        page.keyboard.type(words)
    return wrong


def press(page, selector: str) -> list[str]:
    wrong = tab_to(page, selector)
    page.keyboard.press("Enter")
    return wrong


def test_a_word_is_searched(hands):
    page = hands.go(places.path("home:search"))

    wrong = fill(page, {"q": "mentori"})
    page.keyboard.press("Enter")
    page.wait_for_url("**q=mentori**")
    wrong += press(page, "main .entries a")

    page.wait_for_url(lambda url: "haku" not in url)
    assert wrong == []


def test_mentors_are_narrowed(hands):
    page = hands.go(places.path("mentoring:directory"))

    wrong = tab_to(page, "main [name=topic]")
    page.keyboard.press("Space")
    wrong += press(page, "main form button")

    page.wait_for_url("**topic=**")
    assert wrong == []


def test_a_message_is_written_and_its_sending_is_told(hands, site):
    page = hands.go(places.of_type("home.contactpage")(site))
    fields = {"name": "Outi", "email": "outi@esimerkki.example", "message": "Hei!"}

    wrong = fill(page, {**fields, "consent": " "})
    page.wait_for_timeout(READING)
    wrong += press(page, NEXT)

    page.wait_for_url("**sent=1")
    assert page.locator("[role=status] h2").is_visible()
    assert wrong == []


def test_somebody_signs_up_for_an_event(hands, site):
    page = hands.go(places.taking_registrations(site))
    fields = {"name": "Outi", "email": "outi.hands@esimerkki.example", "consent": " "}

    wrong = fill(page, fields)
    page.wait_for_timeout(READING)
    wrong += press(page, NEXT)

    page.locator("main [role=status] h2").wait_for()
    assert wrong == []


def test_somebody_signs_in_and_changes_the_details(hands, site):
    page = hands.go(places.path("account_login"))
    wrong = fill(page, {"email": MEMBER})
    page.keyboard.press("Enter")
    page.wait_for_url("**/koodi/**")
    code = code_in(site.newest_mail(MEMBER))

    wrong += tab_to(page, "input[autocomplete=one-time-code]")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/oma-sivu/")
    wrong += press(page, f"main a[href='{places.path('accounts:details')}']")
    page.wait_for_url("**/jasenyys/**")
    wrong += press(page, NEXT)

    page.locator(".messages[role=status] .notice").wait_for()
    assert wrong == []


def test_a_bill_is_paid(hands, site):
    bill = places.unpaid_bill(site)
    page = hands.go(bill)

    wrong = press(page, "main .btn--next")
    page.wait_for_url("**/c/pay/**")
    page.locator("button[value=card]").press("Enter")

    page.wait_for_url(f"**{bill}**")
    assert "maksettu" in page.locator("main").inner_text().casefold()
    assert wrong == []


def test_a_session_is_cancelled(hands, site):
    email, place = places.coming_session(site)
    page = hands.sign_in(email, place)

    wrong = press(page, "main form .btn--danger")

    page.locator("main .badge--bad").wait_for()
    assert wrong == []
