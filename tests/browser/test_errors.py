"""A form that is not right yet: the title says so, the focus is where the list is."""

import pytest

from tests.browser import places

MENTOR = "veikko.kaltiomaa@esimerkki.example"
FORMS = {
    "contact": places.of_type("home.contactpage"),
    "registration": places.taking_registrations,
    "application": places.of_view("membership:apply"),
    "sign in": places.of_view("account_login"),
}
OWN = {
    "free times": places.of_view("mentoring:free_times"),
    "booking without a time": places.mentor,
}


def is_told_at_the_top(page) -> None:
    summary = page.locator(".error-summary[role=alert]")
    summary.wait_for()
    assert page.title().startswith("Virhe:")
    assert summary.evaluate("node => node === document.activeElement")
    link = summary.get_by_role("link").first
    target = link.get_attribute("href")
    link.press("Enter")
    field = page.locator(target)
    assert field.evaluate(
        "node => node === document.activeElement"
        " || node.contains(document.activeElement)"
    )
    assert field.evaluate(
        "node => !!(node.getAttribute('aria-describedby')"
        " || node.closest('fieldset')?.getAttribute('aria-describedby'))"
    )


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_tells_what_is_missing(visitor, site, name):
    page = visitor().go(FORMS[name](site))

    page.locator("main form .btn--next").click()

    is_told_at_the_top(page)


@pytest.mark.parametrize("name", OWN)
def test_an_empty_form_of_ones_own_tells_what_is_missing(visitor, site, name):
    page = visitor().sign_in(MENTOR, OWN[name](site))

    page.locator("main form .btn--next").click()

    is_told_at_the_top(page)


def test_a_wrong_code_is_told_and_may_be_typed_again(visitor, site):
    person = visitor()
    page = person.go(places.path("account_login"))
    person.ask_for_code("linnea.holmgard@esimerkki.example")

    page.locator("input[autocomplete=one-time-code]").fill("0000-0000")
    page.locator("main button.btn--next").click()

    is_told_at_the_top(page)
