"""A member changes the e-mail address, takes a copy along, and asks to be forgotten."""

import json

import pytest

from tests.browser.conftest import DESKTOP, PHONE, path_in
from tests.browser.test_joining import looks_well

# Members of the demo association whose rows no other test reads.
WHO = {
    "phone": "timo.pajukangas@esimerkki.example",
    "desktop": "markku.savilampi@esimerkki.example",
}


def change_address(member, old: str, new: str) -> None:
    page = member.go("/oma-sivu/osoite/")
    looks_well(page, has_scripts=True)
    page.locator("[name=email]").fill(new)
    page.locator("main form .btn--next").click()
    page.wait_for_url("**/lahetetty/")
    looks_well(page, has_scripts=True)
    for address in (new, old):
        mail = member.site.newest_mail(address)
        page = member.go(path_in(mail, "/oma-sivu/osoite/"))
        looks_well(page, has_scripts=True)
        page.locator("main form .btn--next").click()
        page.wait_for_load_state()
    assert "vaihdettu" in page.locator("h1").inner_text()


def take_copy(member, email: str) -> None:
    page = member.go("/oma-sivu/omat-tiedot/")
    looks_well(page, has_scripts=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Lataa tiedosto").click()
    copy = json.loads(download.value.path().read_text())
    assert copy["email"] == email
    assert copy["data"]["membership.Member"]["rows"]
    page.get_by_role("link", name="Lue kopioni").click()
    page.wait_for_url("**/kopio/")
    assert email in page.locator("main").inner_text()
    looks_well(page, has_scripts=True)


def ask_for_erasure(member) -> None:
    page = member.go("/oma-sivu/omat-tiedot/poisto/")
    looks_well(page, has_scripts=True)
    assert "11 §" in page.locator("main").inner_text()
    page.locator("main form .btn--next").click()  # without the tick
    assert "Merkitse ruutu" in page.locator("main").inner_text()
    page.locator("[name=is_sure]").check()
    page.locator("main form .btn--next").click()
    page.wait_for_url("**/oma-sivu/")
    assert "Poistimme" in page.locator(".messages").inner_text()


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_a_member_changes_the_address_takes_a_copy_and_is_forgotten(
    visitor, name, size
):
    old, new = WHO[name], f"uusi.{name}@esimerkki.example"
    member = visitor(viewport=size)
    member.sign_in(old, "/oma-sivu/")

    change_address(member, old, new)
    take_copy(member, new)
    ask_for_erasure(member)
