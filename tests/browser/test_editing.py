"""Every page type in its editor and its preview: no violation, no console error."""

import pytest

from tests.browser import places
from tests.browser.conftest import DESKTOP

EDITOR = "noora.pihlajisto@esimerkki.example"
BOARD = "tuula.rantakangas@esimerkki.example"
TREASURER = "eeva.koskiniemi@esimerkki.example"
# Wagtail looks for changes against the form as it is two seconds after it opened.
SETTLED = 2_500
PREVIEW = "iframe[id=w-preview-iframe], iframe[data-w-preview-target=iframe]"


@pytest.mark.parametrize("page_type", places.PAGE_TYPES)
def test_the_editor_and_the_preview_of_a_page_type_work(visitor, site, page_type):
    editor = visitor(viewport={"width": 1400, "height": 900})
    pk, _address = places.page_of(site, page_type)
    page = editor.sign_in(EDITOR, f"/admin/pages/{pk}/edit/")
    page.locator("[name=title]").wait_for()

    preview = visitor(viewport=DESKTOP)
    preview.sign_in(EDITOR, f"/admin/pages/{pk}/view_draft/")

    assert page.locator("[name=title]").input_value()
    assert preview.page.locator("h1").count() == 1


def test_the_live_preview_shows_what_is_typed(visitor, site):
    editor = visitor(viewport={"width": 1600, "height": 900})
    pk, _address = places.page_of(site, "home.contentpage")
    page = editor.sign_in(EDITOR, f"/admin/pages/{pk}/edit/")

    page.locator("[data-side-panel-toggle=preview]").click()
    shown = page.frame_locator(PREVIEW).first.locator("h1")
    shown.wait_for()
    page.wait_for_timeout(SETTLED)
    page.locator("[name=title]").fill("Otsikko joka juuri kirjoitettiin")

    shown.get_by_text("Otsikko joka juuri kirjoitettiin").wait_for()


@pytest.mark.parametrize(
    ("who", "path"),
    [
        (EDITOR, "/admin/"),
        (EDITOR, "/admin/pages/"),
        (EDITOR, "/admin/images/"),
        (EDITOR, "/admin/event/"),
        (BOARD, "/admin/applications/"),
        (BOARD, "/admin/members/"),
        (TREASURER, "/admin/"),
    ],
)
def test_an_admin_page_opens_without_a_complaint(visitor, who, path):
    person = visitor(viewport=DESKTOP)

    page = person.sign_in(who, path)

    assert page.locator("h1, h2").count() > 0
    assert "404" not in page.title()
