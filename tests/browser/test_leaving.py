"""A member resigns on a phone; the board expels, decides who is deemed to have
resigned, and reads the voters' list."""

import pytest

from tests.browser import axe, looking
from tests.browser.conftest import DESKTOP, PHONE

BOARD = "tuula.rantakangas@esimerkki.example"
LEAVES = "timo.pajukangas@esimerkki.example"
LEAVES_WITHOUT_SCRIPTS = "kirsi.mantylehto@esimerkki.example"
WITHOUT_SCRIPTS = {"viewport": PHONE, "java_script_enabled": False}


def looks_well(page) -> None:
    assert looking.sideways(page) == []
    assert looking.small_targets(page) == []
    assert axe.findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.findings(page) == []
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize(
    ("email", "has"),
    [(LEAVES, {"viewport": PHONE}), (LEAVES_WITHOUT_SCRIPTS, WITHOUT_SCRIPTS)],
    ids=["phone", "no-script"],
)
def test_b7_a_member_resigns_by_the_button_and_keeps_the_proof(visitor, email, has):
    member = visitor(**has)
    page = member.sign_in(email, "/oma-sivu/")
    page.locator("#membership").get_by_role("link", name="Eroa").click()
    if "java_script_enabled" not in has:
        looks_well(page)

    page.get_by_role("button", name="Eroan").click()

    assert page.locator("h1").inner_text() == "Olet eronnut"
    if "java_script_enabled" not in has:
        looks_well(page)
    mail = member.site.newest_mail(email, count=2)
    assert "Olemme saaneet eroilmoituksesi" in str(mail["Subject"])
    page = member.go("/oma-sivu/")
    assert "Päättynyt" in page.locator("#membership").inner_text()


def test_b6_a_member_looks_at_the_list_on_a_phone(visitor):
    member = visitor(viewport=PHONE)
    page = member.sign_in("hanna.jokikallio@esimerkki.example", "/oma-sivu/jasenet/")

    looks_well(page)
    page.locator("[name=q]").fill("rantakangas")
    page.locator("main [role=search] button").click()

    assert page.locator("main tbody tr").count() == 1
    assert "Oulu" in page.locator("main tbody").inner_text()


def test_b9_the_board_expels_only_with_a_reason_and_a_hearing(visitor):
    board = visitor(viewport=DESKTOP)
    page = board.sign_in(BOARD, "/admin/members/?q=Kuusilampi")
    page.get_by_role("link", name="Kuusilampi").first.click()
    page.wait_for_url("**/edit/**")
    number = page.url.rstrip("/").rpartition("/")[2]
    page = board.go(f"/admin/members/expulsion/{number}/")
    page.locator("[name=ground][value=harm]").check()
    page.locator("[name=minutes_reference]").fill("Syyskokous 2026 § 9")
    page.get_by_role("button", name="Erota jäsen").click()
    page.locator(".error-message").first.wait_for()
    errors = page.locator(".error-message").all_inner_texts()
    assert any("Kirjoita syy" in one for one in errors)
    assert any("kuultiin" in one for one in errors)

    today = page.locator("[name=decided_on]").input_value()
    page.locator("[name=reason]").fill("Häiritsi kokouksia toistuvasti.")
    page.locator("[name=hearing_on]").fill(today)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Erota jäsen").click()

    page.wait_for_url("**/inspect/**")
    text = page.locator("main").inner_text()
    assert "Erotettiin" in text
    assert "Häiritsi kokouksia toistuvasti." in text


def test_b8_the_board_decides_on_the_one_proposed_and_the_voters_list_knows(visitor):
    board = visitor(viewport=DESKTOP)
    page = board.sign_in(BOARD, "/admin/members/deemed/")
    page.get_by_label("Niskavaara").check()
    page.locator("[name=minutes_reference]").fill("Hallitus 12/2026 § 6")
    page.get_by_role("button", name="Katso eronneiksi").click()
    page.get_by_text("Keneltäkään ei ole").wait_for()

    page = board.go("/admin/members/voters/")

    text = page.locator("main").inner_text()
    assert "Katsottiin eronneeksi" in text
    assert "Kannatusjäsen" in text
    printed = board.go(page.get_by_role("link", name="Tulosta").get_attribute("href"))
    assert printed.locator(".names tbody tr").count() > 30
    looks_well(printed)
