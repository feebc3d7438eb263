"""A member of the board brings in the old register, looks at it and takes it back."""

import pytest

from tests.browser import axe, looking
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_joining import BOARD
from tests.support.spreadsheets import csv_file, one


def old_register(path, name: str):
    """One who is right, and one with an error in the home municipality."""
    given = {"Sukunimi": f"Rekisterinen {name}", "Jäsennumero": ""}
    right = one(**given, Sähköposti=f"vanha.{name}@esimerkki.example")
    wrong = one(**given, Kotikunta="Heksinki", Sähköposti=f"b.{name}@esimerkki.example")
    file = path / "vanha-rekisteri.csv"
    file.write_bytes(csv_file(right, wrong, encoding="cp1252"))
    return file


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_an_old_register_is_looked_at_brought_in_and_taken_back(
    visitor, tmp_path, name, size
):
    board = visitor(viewport=size)
    page = board.sign_in(BOARD, "/admin/member_imports/")

    def looks_well() -> None:
        assert axe.findings(page) == []
        assert looking.sideways(page) == []

    looks_well()
    page.locator("input[type=file]").set_input_files(old_register(tmp_path, name))
    page.get_by_role("button", name="Katso ensin").click()

    page.get_by_text("Tarkoititko: Helsinki").wait_for()
    page.locator("summary", has_text="Sarakkeet").click()
    looks_well()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Virheelliset rivit Exceliin").click()
    assert saved.value.suggested_filename == "members-with-errors.xlsx"
    page.locator("[name=leave_out]").check()
    page.get_by_role("button", name="Vie 1 jäsen rekisteriin").click()

    page.get_by_text("1 jäsen on nyt rekisterissä").wait_for()
    looks_well()
    page.get_by_role("link", name="Peru tuonti").click()
    page.get_by_role("button", name="Poista 1 jäsen").click()

    page.get_by_text("1 jäsen poistettiin rekisteristä").wait_for()
    looks_well()
