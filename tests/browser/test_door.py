"""An organiser lets people in on a phone, where the network comes and goes."""

import re

from django.urls import reverse
from django.utils.text import slugify
from playwright.sync_api import expect

from tests.browser import places
from tests.browser.axe import findings
from tests.browser.conftest import DESKTOP
from tests.browser.looking import sideways, small_targets
from tests.browser.test_editing import BOARD

IN = (
    "SELECT count(*) FROM events_registration AS row JOIN events_occurrence AS one"
    " ON one.id = row.occurrence_id WHERE one.code = ? AND checked_in_at IS NOT NULL"
)


def meetup(site):
    """The name in the address and the code of what most people come to."""
    query = (
        "SELECT one.name_fi, one.code, one.id FROM events_occurrence AS one"
        " JOIN events_registration AS row ON row.occurrence_id = one.id"
        " WHERE one.start_day > date('now')"
        " GROUP BY one.id ORDER BY count(*) DESC LIMIT 1"
    )
    name, code, pk = places.rows(site, query)[0]
    return slugify(name), code, pk


def test_an_organiser_lets_people_in_on_a_phone_also_without_a_network(visitor, site):
    name, code, _pk = meetup(site)
    phone = visitor(color_scheme="dark")
    page = phone.sign_in(BOARD, places.path("events:door", name, code))
    rows = page.locator("[data-row]")
    said, network = "[data-said]", page.locator("[data-network]")
    assert findings(page) + sideways(page) + small_targets(page) == []

    before = places.rows(site, IN, code)[0][0]
    first, second, third = (rows.nth(number) for number in range(3))
    page.get_by_label("Hae nimellä").fill(first.locator("strong").inner_text().upper())
    expect(page.locator("[data-row]:visible")).to_have_count(1)
    page.get_by_label("Hae nimellä").fill("")
    first.get_by_role("button", name="Kirjaa tulleeksi").click()
    expect(first.locator(said)).to_have_text("Kirjattu")
    expect(first).to_contain_text("Tullut klo")

    phone.context.set_offline(True)
    for row in (second, third):
        row.get_by_role("button", name="Kirjaa tulleeksi").click()
        expect(row.locator(said)).to_have_text("Odottaa verkkoa")
    first.get_by_role("button", name="Peru kirjaus").click()
    expect(network).to_contain_text("kunnes verkko palaa: 3")
    assert findings(page) == []
    assert places.rows(site, IN, code) == [(before + 1,)]

    phone.context.set_offline(False)
    expect(network).to_have_text("Kaikki on tallennettu.")
    expect(second).to_contain_text("Tullut klo")
    expect(first.get_by_role("button", name="Kirjaa tulleeksi")).to_be_visible()
    assert places.rows(site, IN, code) == [(before + 2,)]
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")


def test_taps_are_kept_when_the_page_is_closed(visitor, site):
    name, code, _pk = meetup(site)
    phone = visitor()
    door = places.path("events:door", name, code)
    page = phone.sign_in(BOARD, door)
    before = places.rows(site, IN, code)[0][0]
    row = page.locator("[data-row]:not([data-is-in])").last
    number = row.get_attribute("data-row")

    phone.context.set_offline(True)
    row.get_by_role("button", name="Kirjaa tulleeksi").click()
    page.close()
    phone.context.set_offline(False)
    again = phone.context.new_page()
    again.goto(site.url + door)

    expect(again.locator(f"#r{number}")).to_contain_text(re.compile("Tullut klo"))
    assert places.rows(site, IN, code) == [(before + 1,)]
    if phone.complaints:
        phone.expect_complaint("ERR_INTERNET_DISCONNECTED")


def test_without_scripts_a_button_lets_in(visitor, site):
    name, code, _pk = meetup(site)
    phone = visitor(java_script_enabled=False)
    phone.sign_in(BOARD)
    page = phone.go(places.path("events:door", name, code))
    before = places.rows(site, IN, code)[0][0]

    page.get_by_role("button", name="Kirjaa tulleeksi").last.click()
    assert places.rows(site, IN, code) == [(before + 1,)]


def test_the_organisers_pages_are_clean_on_a_phone_and_a_desk(visitor, site):
    name, code, pk = meetup(site)
    pages = [
        places.path("events:names", name, code),
        places.path("events:summary", name, code),
    ]
    troubles = []
    for scheme, viewport in (("light", None), ("dark", DESKTOP)):
        options = {"viewport": viewport} if viewport else {}
        looker = visitor(color_scheme=scheme, **options)
        looker.sign_in(BOARD)
        for path in pages:
            page = looker.go(path)
            troubles += findings(page) + sideways(page) + small_targets(page)
    assert troubles == []
    page = looker.go(reverse("attendees:list", args=[pk]))
    expect(page.locator("table.listing")).to_be_visible()
