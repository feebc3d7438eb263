"""An editor creates a recurring event, moves one of its times and cancels another."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import axe
from tests.browser.conftest import DESKTOP, PHONE

EDITOR = "noora.pihlajisto@esimerkki.example"
# Wagtail watches for changes against the form as it is two seconds after it opened.
SETTLED = 2_500


def seen(page, pictures):
    """Nothing for axe to say of the page; its picture, where pictures are taken."""
    if pictures:
        page.screenshot(path=f"{pictures}/{len(list(pictures.iterdir())):02}.png")
    # The calendar that Wagtail opens beside a day is its library's: days are typed too.
    ours = [line for line in axe.findings(page) if "xdsoft" not in line]
    assert ours == []
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide), page.url


def fill(page, **fields):
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def save(page):
    page.locator("main [name=save]").click()
    page.locator(".messages .success, .messages li").first.wait_for()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_editor_makes_a_series_moves_one_and_cancels_one(
    visitor, viewport, tmp_path
):
    editor = visitor(viewport=viewport)
    first = timezone.localdate() + timedelta(days=30)
    name = f"Iltakahvit {viewport['width']}"
    page = editor.sign_in(EDITOR, "/admin/event/new/")
    page.locator("[name=name_fi]").wait_for()
    page.wait_for_timeout(SETTLED)
    fill(
        page,
        name_fi=name,
        start_day=f"{first.day}.{first.month}.{first.year}",
        start_time="18.00",
        end_time="19.30",
    )
    page.locator("[name=repeats]").select_option("fortnight")
    fill(page, times="4")
    page.locator("[name=skips_holidays]").uncheck()
    seen(page, tmp_path)
    page.locator("[name=times]").press("Enter")

    page.locator("#coming-times li").first.wait_for()
    assert page.locator("#coming-times li").count() == 4
    assert "joka toinen" in page.locator("main").inner_text()
    seen(page, tmp_path)
    save(page)

    page.get_by_role("link", name=name).first.click()
    page.locator("[name=name_fi]").wait_for()
    event = re.search(r"/edit/(\d+)/", page.url)[1]
    page.goto(page.url.replace(f"/edit/{event}/", f"/times/{event}/"))
    assert page.locator("main tbody tr").count() == 4
    seen(page, tmp_path)

    page.locator("main tbody tr >> nth=1").get_by_text("Muuta tätä").click()
    page.locator("[name=start_time]").wait_for()
    page.wait_for_timeout(SETTLED)
    fill(page, start_time="17.00")
    page.locator("[name=capacity]").press("Enter")  # a picker takes it elsewhere
    page.locator("main [name=save]").wait_for()
    seen(page, tmp_path)
    save(page)
    assert "Siirretty" in page.locator("main tbody tr >> nth=1").inner_text()

    page.locator("main tbody tr >> nth=2").get_by_text("Peru tämä").click()
    page.locator("[name=fi]").fill("Puhuja sairastui.")
    seen(page, tmp_path)
    page.locator("main form button.button").first.click()
    page.goto(re.sub(r"/admin/.*", f"/admin/event/times/{event}/", page.url))
    row = page.locator("main tbody tr >> nth=2")
    assert "Puhuja sairastui." in row.inner_text()
    seen(page, tmp_path)
