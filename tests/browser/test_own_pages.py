"""Pages that are somebody's own, as people with different eyes and hands meet them."""

import pytest

from tests.browser import looking, places

MENTOR = "veikko.kaltiomaa@esimerkki.example"
MEMBER = "linnea.holmgard@esimerkki.example"

PAGES = {
    "my page": (MENTOR, places.of_view("accounts:my_page")),
    "my page with a bill": (MEMBER, places.of_view("accounts:my_page")),
    "details": (MENTOR, places.of_view("accounts:details")),
    "signing in": (MENTOR, places.of_view("mfa_index")),
    "free times": (MENTOR, places.of_view("mentoring:free_times")),
    "booking": (MEMBER, places.mentor),
    "sign out": (MENTOR, places.of_view("account_logout")),
}
BY_LINK = {
    "application": places.of_view("membership:apply"),
    "after the application": places.of_view("membership:applied"),
    "registration": places.taking_registrations,
    "bill": places.unpaid_bill,
    "receipt": places.receipt,
    "how to pay": places.of_view("payments:how"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_ones_own_is_fine_for_every_eye_and_hand(visitor, site, name):
    who, place = PAGES[name]
    person = visitor(viewport=looking.NARROW, reduced_motion="reduce")

    page = person.sign_in(who, place(site))

    assert looking.troubles(page) == []


@pytest.mark.parametrize("name", BY_LINK)
def test_a_page_by_its_link_is_fine_for_every_eye_and_hand(visitor, site, name):
    person = visitor(viewport=looking.NARROW, reduced_motion="reduce")

    page = person.go(BY_LINK[name](site))

    assert looking.troubles(page) == []


def test_a_session_is_fine_for_every_eye_and_hand(visitor, site):
    email, place = places.coming_session(site)
    person = visitor(viewport=looking.NARROW, reduced_motion="reduce")

    page = person.sign_in(email, place)

    assert looking.troubles(page) == []
