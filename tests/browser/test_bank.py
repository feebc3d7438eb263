"""The treasurer brings a bank file in and says what its lines are."""

from datetime import date, timedelta

import pytest

from demo.bank_files import camt053, paid
from demo.content import association
from tests.browser import axe, looking
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_editing import TREASURER

YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011 - as the demo's clock
BAKERY = "Torin leipomo"
PAPER = {
    "name": "kuitti.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 kuitti",
}  # fmt: skip


def bank_file():
    """Of yesterday: one line, which is nobody's due."""
    coffee = paid(-3_150, "SELAIN1", name=BAKERY, message="Pullat")
    content = camt053(
        [coffee], opening=323_440, number="selain", starts=YESTERDAY, ends=YESTERDAY,
        iban=association.IBAN.replace(" ", ""),
    )  # fmt: skip
    content = content.replace(b"2027-01-12", str(YESTERDAY).encode())
    return {"name": "selain.xml", "mimeType": "text/xml", "buffer": content}


def looks_right(page):
    assert axe.findings(page) == []
    assert looking.sideways(page) == []


@pytest.mark.parametrize("size", [DESKTOP])
def test_a_file_is_brought_in_and_its_lines_explained_and_undone(visitor, size):
    treasurer = visitor(viewport=size)
    page = treasurer.sign_in(TREASURER, "/admin/bank/import/")
    page.locator("main input[type=file]").set_input_files(bank_file())
    page.locator("main form button").first.click()
    page.get_by_text("Uusia", exact=False).first.wait_for()
    looks_right(page)
    page.locator("main form button").first.click()
    page.wait_for_url("**/bank_files/inspect/**")

    page.goto(page.url.partition("/admin/")[0] + "/admin/bank_lines/?state=waiting")
    page.get_by_role("link", name="Elina Tuomikangas").first.click()
    looks_right(page)
    page.get_by_role("button", name="Kohdista tälle laskulle").first.click()
    page.get_by_text("Kaikki on selvitetty.").wait_for()

    page.goto(page.url.partition("/admin/")[0] + "/admin/bank_lines/?state=waiting")
    page.get_by_role("link", name=BAKERY).first.click()
    page.get_by_role("button", name="Kirjaa tilille").click()
    page.get_by_text("Valitse tili.").wait_for()
    treasurer.expect_complaint("400")
    looks_right(page)
    page.get_by_label("Tili", exact=False).first.select_option(index=1)
    page.get_by_label("Selite").fill("Pullat kokoukseen")
    page.locator("main input[type=file]").set_input_files(PAPER)
    page.get_by_label("Tee sama itsestään seuraavalla kerralla").check()
    page.get_by_role("button", name="Kirjaa tilille").click()
    page.get_by_text("Kaikki on selvitetty.").wait_for()
    assert page.get_by_role("link", name="kuitti.pdf").count() == 1
    looks_right(page)

    page.get_by_role("button", name="Pura kirjaus").click()
    page.get_by_text("Odottaa selitystä: 1 päivä").wait_for()
    page.goto(page.url.partition("/admin/")[0] + "/admin/bank_rules/")
    assert page.get_by_role("link", name=BAKERY).count() >= 1
    looks_right(page)


@pytest.mark.parametrize("path", ["treasurer", "bank_lines", "bank_lines/inspect/1"])
def test_the_bank_is_read_on_a_phone(visitor, path):
    page = visitor(viewport=PHONE).sign_in(TREASURER, f"/admin/{path}/")

    assert axe.findings(page) == []
