"""From the application to the receipt, as the applicant and the board go through it."""

from functools import partial

import pytest

from tests.browser import axe, looking
from tests.browser.conftest import DESKTOP, PHONE, path_in
from tests.browser.looking import tab_to

BOARD = "tuula.rantakangas@esimerkki.example"
WITHOUT_SCRIPTS = {"viewport": PHONE, "java_script_enabled": False}
# Whoever sends a form within three seconds is a program.
READING = 3_200


def apply(applicant, email: str, *, kind: str = "voting") -> None:
    page = applicant.go("/liity/")
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("[name=first_names]").fill("Aada Maria")
    page.locator("[name=last_name]").fill("Kokeilijanpää")
    page.locator("[name=municipality]").fill("Tampere")
    page.locator("[name=email]").fill(email)
    page.locator("[name=consent]").check()
    page.wait_for_timeout(READING)
    page.locator("main form .btn--next").click()
    page.wait_for_url("**/liity/kiitos/")


def confirm(applicant, email: str) -> None:
    page = applicant.go(path_in(applicant.site.newest_mail(email), "/liity/"))
    page.locator("main .btn--next").click()
    assert "hallitu" in page.locator("h1").inner_text().casefold()


def accept(board, last_name: str) -> None:
    """In the admin, with a reference to the minutes."""
    page = board.sign_in(BOARD, "/admin/applications/?state=waiting")
    page.get_by_role("link", name=last_name).first.click()
    page.wait_for_url("**/inspect/**")
    page.get_by_role("link", name="Hyväksy").first.click()
    page.locator("[name=minutes_reference]").fill("Hallitus 12/2026 § 4")
    page.locator("main form button[type=submit], main form [type=submit]").first.click()
    page.wait_for_url("**/admin/applications/**")


def pay(page, how: str) -> None:
    page.locator("main .btn--next").click()
    page.wait_for_url("**/c/pay/**")
    page.locator(f"button[value={how}]").click()


def looks_well(page, *, has_scripts: bool) -> None:
    assert looking.sideways(page) == []
    assert looking.small_targets(page) == []
    if has_scripts:
        assert axe.findings(page) == []
        page.emulate_media(color_scheme="dark")
        assert axe.findings(page) == []


@pytest.mark.parametrize(
    ("name", "applicant_has", "kind", "how", "amount"),
    [
        ("phone", {"viewport": PHONE}, "voting", "mobilepay", "20,00"),
        ("desktop", {"viewport": DESKTOP}, "supporting", "card", "100,00"),
        ("no-script", WITHOUT_SCRIPTS, "voting", "card", "20,00"),
    ],
)
def test_somebody_applies_is_accepted_pays_and_has_a_receipt(
    visitor, name, applicant_has, kind, how, amount
):
    email = f"aada.{name}@esimerkki.example"
    applicant, board = visitor(**applicant_has), visitor(viewport=DESKTOP)
    look = partial(looks_well, has_scripts=name != "no-script")

    apply(applicant, email, kind=kind)
    confirm(applicant, email)
    accept(board, "Kokeilijanpää")
    welcome = applicant.site.newest_mail(email, count=2)
    page = applicant.go(path_in(welcome, "/lasku/"))
    look(page)
    assert amount in page.locator("main").inner_text()
    pay(page, how)

    page.wait_for_url("**/lasku/**")
    assert "maksettu" in page.locator("main").inner_text().casefold()
    receipt = applicant.site.newest_mail(email, count=3)
    page = applicant.go(path_in(receipt, "/kuitti/"))
    look(page)
    assert amount in page.locator("main").inner_text()


def test_a_declined_card_a_change_of_mind_and_then_mobilepay(visitor):
    email = "aada.declined@esimerkki.example"
    applicant, board = visitor(), visitor(viewport=DESKTOP)
    apply(applicant, email)
    confirm(applicant, email)
    accept(board, "Kokeilijanpää")
    bill = path_in(applicant.site.newest_mail(email, count=2), "/lasku/")

    page = applicant.go(bill)
    pay(page, "declined")
    assert page.locator("[role=alert]").count() == 1
    page.locator("button[value=cancel]").click()
    page.wait_for_url(f"**{bill}**")
    assert page.locator(".notice").count() == 1
    pay(page, "mobilepay")

    page.wait_for_url(f"**{bill}**")
    assert "maksettu" in page.locator("main").inner_text().casefold()


def test_what_is_missing_is_told_at_the_top_where_the_focus_is(visitor):
    applicant = visitor()
    page = applicant.go("/liity/")
    page.locator("[name=first_names]").fill("Aada")

    page.locator("main form .btn--next").click()

    assert page.title().startswith("Virhe:")
    summary = page.locator(".error-summary")
    assert summary.evaluate("node => node === document.activeElement")
    assert page.locator("[name=first_names]").input_value() == "Aada"
    summary.get_by_role("link").first.press("Enter")
    assert page.evaluate("document.activeElement.name") == "last_name"


def test_the_form_is_filled_in_by_keyboard_alone(visitor):
    email = "aada.keys@esimerkki.example"
    applicant = visitor(viewport=DESKTOP, reduced_motion="reduce")
    page = applicant.go("/liity/")

    wrong = tab_to(page, "[name=kind]:checked")
    for name, words in (
        ("first_names", "Aada"),
        ("last_name", "Näppäilijä"),
        ("municipality", "Tampere"),
        ("email", email),
    ):
        wrong += tab_to(page, f"[name={name}]")
        page.keyboard.type(words)
    page.wait_for_timeout(READING)
    wrong += tab_to(page, "[name=consent]")
    page.keyboard.press("Space")
    wrong += tab_to(page, "main form .btn--next")
    page.keyboard.press("Enter")

    page.wait_for_url("**/liity/kiitos/")
    assert wrong == []
