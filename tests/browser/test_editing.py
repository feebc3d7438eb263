"""The admin in a browser: no violation of its policy, no console error."""

import re
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser import places
from tests.browser.conftest import DESKTOP

EDITOR = "noora.pihlajisto@esimerkki.example"
BOARD = "tuula.rantakangas@esimerkki.example"
TREASURER = "eeva.koskiniemi@esimerkki.example"
COORDINATOR = "samira.haddadi@esimerkki.example"
# Wagtail looks for changes against the form as it is two seconds after it opened.
SETTLED = 2_500
PREVIEW = "iframe[id=w-preview-iframe], iframe[data-w-preview-target=iframe]"


@pytest.mark.parametrize("page_type", places.PAGE_TYPES)
def test_the_editor_and_the_preview_of_a_page_type_work(visitor, site, page_type):
    editor = visitor(viewport={"width": 1400, "height": 900})
    pk, _address = places.page_of(site, page_type)
    page = editor.sign_in(EDITOR, f"/admin/pages/{pk}/edit/")
    title = page.locator("[name=title]").input_value()
    draft = editor.context.new_page()
    draft.goto(f"{site.url}/admin/pages/{pk}/view_draft/")

    page.locator("[data-side-panel-toggle=preview]").click()

    assert draft.locator("h1").count() == 1
    page.frame_locator(PREVIEW).first.locator("h1").get_by_text(title).wait_for()


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


def test_every_block_the_choosers_and_the_side_panels_work(visitor, site):
    editor = visitor(viewport={"width": 1600, "height": 1000})
    page = editor.sign_in(EDITOR, places.new_page(site, "home.contentpage"))
    page.locator("[name=title]").fill("Sivu, jolla on kaikkea")
    blocks = add_every_block(page)

    text = page.locator(".public-DraftEditor-content").first
    text.click()
    page.keyboard.type("Teksti ")
    page.keyboard.type("/")
    page.locator(".w-combobox__option").first.wait_for()
    page.keyboard.press("Escape")
    for what in ("kuva", "dokumentti", "sivu"):
        page.get_by_role("button", name=f"Valitse {what}").first.click()
        page.locator(".modal [type=search], .modal [name=q]").first.wait_for()
        page.locator(".modal [data-dismiss=modal]").first.click()
        page.locator(".modal").wait_for(state="detached")
    for panel in ("status", "comments", "checks", "preview"):
        page.locator(f"[data-side-panel-toggle={panel}]").click()
        page.locator(f"[data-side-panel={panel}]").wait_for()

    assert blocks >= 10
    assert "Teksti" in text.inner_text()


def add_every_block(page: Page) -> int:
    """One of each kind the content offers; how many those are."""
    done = offered = 0
    while not done or done < offered:
        page.locator(".c-sf-add-button").locator("visible=true").last.click()
        options = page.locator(".w-combobox__option")
        options.first.wait_for()
        offered = options.count()
        options.nth(done).click()
        options.first.wait_for(state="detached")
        done += 1
    return done


def test_a_picture_is_uploaded_and_shown_while_it_is(visitor, tmp_path):
    picture = tmp_path / "kahvit.png"
    Image.new("RGB", (900, 700), "#1f3d34").save(picture)
    editor = visitor(viewport=DESKTOP)

    page = editor.sign_in(EDITOR, "/admin/images/multiple/add/")
    page.locator("input[type=file]").first.set_input_files(picture)

    page.locator(".preview canvas, .preview img").first.wait_for()
    assert page.locator("form [name$=title]").first.input_value() == "kahvit"


@pytest.mark.parametrize("who", [EDITOR, BOARD, TREASURER, COORDINATOR])
def test_whatever_the_admin_leads_to_opens_without_a_complaint(visitor, who):
    person = visitor(viewport=DESKTOP)
    page = person.sign_in(who, "/admin/")
    seen = {"/admin/"}
    near = links(page)

    for _step in range(2):
        there = []
        for path in near:
            if (kind := re.sub(ID, "N", path)) in seen:
                continue
            seen.add(kind)
            person.go(path)
            assert page.locator("h1, h2").count(), path
            there += links(page)
        near = there

    assert len(seen) > 10


# A number, or a number in letters.
ID = r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+"


NO_PAGE = r"bulk|results|logout|\.(svg|csv|pdf|xlsx)$"


def links(page: Page) -> list[str]:
    """Where a page of the admin leads to, but for what is made out of what is ticked,
    what is no page, and the way out."""
    page.wait_for_load_state("networkidle")
    found = page.locator("a[href]").evaluate_all("links => links.map(a => a.href)")
    paths = [urlsplit(address).path for address in found if "export=" not in address]
    return [
        path
        for path in paths
        if path.startswith("/admin/") and not re.search(NO_PAGE, path)
    ]
