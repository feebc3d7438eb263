"""A letter to members: the board writes, tries and sends it on a phone; it is read."""

import pytest

from tests.browser import axe, looking
from tests.browser.conftest import DESKTOP, PHONE, text_of
from tests.browser.test_editing import BOARD

MEMBER = "olli.mustakorpi@esimerkki.example"
SWEDE = "henrik.soderbacka@esimerkki.example"


def test_the_board_writes_tries_and_sends_a_letter_that_each_reads_in_their_language(
    visitor, site
):
    board = visitor(viewport=PHONE)
    page = board.sign_in(BOARD, "/admin/letters/new/")
    assert axe.findings(page) == []
    page.locator("[name=subject_fi]").fill("Talkoot lauantaina 🧹")
    page.locator("[name=text_fi]").fill("Tule mukaan!\n\nhttps://esimerkki.example/t/")
    in_swedish = page.locator(".w-panel", has_text="Ruotsiksi")
    in_swedish.locator("[data-panel-toggle]").first.click()
    page.locator("[name=subject_sv]").fill("Talko på lördag")
    page.locator("[name=text_sv]").fill("Kom med!")
    page.get_by_role("button", name="Tallenna ja katso").click()
    page.wait_for_url("**/inspect/**")
    assert axe.findings(page) == []
    before = len(site.mails(BOARD))

    page.get_by_role("button", name="Lähetä koekirje minulle").click()
    page.get_by_text("Koekirje on matkalla").wait_for()
    tried = site.newest_mail(BOARD, count=before + 2)
    assert str(tried["Subject"]).startswith(("Koe: ", "Prov: "))
    mails = {who: len(site.mails(who)) for who in (MEMBER, SWEDE)}
    page.get_by_role("button", name="jäsenelle").click()
    page.get_by_text("Kirje lähtee").wait_for()

    assert axe.findings(page) == []
    assert page.get_by_role("button", name="jäsenelle").count() == 0
    finnish = site.newest_mail(MEMBER, count=mails[MEMBER] + 1, wait=60)
    swedish = site.newest_mail(SWEDE, count=mails[SWEDE] + 1, wait=60)
    assert str(finnish["Subject"]) == "Talkoot lauantaina 🧹"
    assert "Kom med!" in text_of(swedish)
    own = visitor(viewport=PHONE).sign_in(MEMBER)
    own.get_by_role("link", name="Talkoot lauantaina").first.click()
    own.wait_for_url("**/oma-sivu/kirjeet/**")
    assert own.get_by_text("Tule mukaan!").count() == 1
    assert axe.findings(own) == []
    assert looking.sideways(own) == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_letter_that_came_back_is_marked_and_the_mark_is_taken_away(visitor, size):
    page = visitor(viewport=size).sign_in(BOARD, "/admin/letters/?state=sent")
    page.get_by_role("link", name="Kutsu syyskokoukseen").first.click()
    page.locator("#letter-q").fill("lahdenkorva")
    page.locator(".letter__search button").click()
    page.get_by_role("link", name="Palautui").click()
    page.get_by_label("Mitä palautusviestissä luki?").fill("Postilaatikko täynnä")
    assert axe.findings(page) == []

    page.get_by_role("button", name="Merkitse palautuneeksi").click()

    page.get_by_text("Merkittiin, että osoite").wait_for()
    mark = page.locator(".reasons li", has_text="Lahdenkorva")
    assert "Postilaatikko täynnä" in mark.inner_text()
    assert axe.findings(page) == []
    mark.get_by_role("button", name="Osoite toimii").click()
    page.get_by_text("Merkintä on poistettu").wait_for()
    assert page.locator(".reasons li", has_text="Lahdenkorva").count() == 0
