"""The dues of next year, asked by the treasurer on a phone and seen by a member."""

from datetime import date

import pytest

from tests.browser import axe, looking
from tests.browser.conftest import DESKTOP, PHONE, path_in
from tests.browser.test_editing import TREASURER

MEMBER = "olli.mustakorpi@esimerkki.example"
NEXT = date.today().year + 1  # noqa: DTZ011 - as the demo's clock


def test_e1_the_treasurer_reads_the_sums_asks_once_and_a_member_opens_the_bill(
    visitor, site
):
    treasurer = visitor(viewport=PHONE)
    page = treasurer.sign_in(TREASURER, f"/admin/raise_dues/{NEXT}/")
    assert axe.findings(page) == []
    button = page.get_by_role("button", name="Pyydä")
    assert "€" in button.inner_text()
    before = len(site.mails(MEMBER))

    button.click()

    page.get_by_text("on pyydetty", exact=False).first.wait_for()
    assert page.get_by_role("button", name="Pyydä").count() == 0
    mail = site.newest_mail(MEMBER, count=before + 1)
    assert f"Jäsenmaksu {NEXT}" in str(mail["Subject"])
    member = visitor(viewport=DESKTOP)
    bill = member.go(path_in(mail, "/lasku/"))
    assert f"Jäsenmaksu {NEXT}" in bill.locator("h1").inner_text()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_statistics_are_read_on_a_phone_and_a_desktop(visitor, size):
    page = visitor(viewport=size).sign_in(TREASURER, "/admin/member_statistics/")

    assert axe.findings(page) == []
    assert looking.sideways(page) == []
    assert page.locator("svg.plot__drawing").count() == 3
    with page.expect_download() as saved:
        page.get_by_role("link", name="Kuva (SVG)").first.click()
    assert saved.value.suggested_filename == "members.svg"
