"""The page with every component of the look."""

import re
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
COMPONENTS = sorted(path.name for path in FOLDER.glob("*.html"))
# Not parts of a page: a whole page of its own.
WHOLE_PAGES = {"bare_page.html"}
# Drawn of an uploaded file, of which there is none: their components stand in.
WITH_A_FILE = {
    "documents.html",
    "image.html",
    "preview_documents.html",
    "preview_image.html",
}


@pytest.fixture
def page(client):
    response = client.get("/demo/components/")
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("name", [one for one in COMPONENTS if one not in WHOLE_PAGES])
def test_every_component_is_shown(page, name):
    drawn = {template.name for template in page.templates}

    assert f"components/{name}" in drawn


def test_every_block_of_editors_is_shown(page):
    drawn = {template.name for template in page.templates}
    blocks = {path.name for path in (FOLDER.parent / "blocks").glob("*.html")}

    missing = {name for name in blocks if f"blocks/{name}" not in drawn}
    assert missing == WITH_A_FILE


def test_it_shows_every_icon(page):
    sprite = Path(settings.BASE_DIR, "site", "static", "icons", "icons.svg").read_text()

    for name in re.findall(r'<symbol id="([a-z-]+)"', sprite):
        assert f"icons.svg#{name}" in page.text


def test_no_id_stands_twice(page):
    ids = re.findall(r'\sid="([^"]+)"', page.text)

    assert sorted(set(ids)) == sorted(ids)


def test_it_wears_no_style_or_script_of_its_own(page):
    assert " style=" not in page.text
    assert not re.search(r"<script(?![^>]* src=)(?![^>]*ld\+json)", page.text)


def test_every_class_it_uses_is_in_the_style_sheets(page):
    css = "\n".join(
        path.read_text()
        for path in Path(settings.BASE_DIR, "site", "static", "css").glob("*.css")
    )
    used = {
        name
        for names in re.findall(r'class="([^"]+)"', page.text)
        for name in names.split()
    }

    known = set(re.findall(r"\.([a-z][\w-]*)", css))
    assert used <= known
