"""The pictures of the README, made from the running demo."""

from demo.serve import ROOT
from tests.browser.conftest import DESKTOP

PICTURES = ROOT / "docs" / "pictures"


def test_the_front_page_is_as_the_readme_shows_it(visitor, request, tmp_path):
    folder = PICTURES if request.config.getoption("--screenshots") else tmp_path
    folder.mkdir(exist_ok=True)
    reader = visitor(viewport=DESKTOP)

    page = reader.go("/")
    page.screenshot(path=folder / "home.png")

    assert page.locator("h1").count() == 1
    assert (PICTURES / "home.png").exists()
