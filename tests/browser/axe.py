"""What axe finds on a page, as lines a person can read."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Colours on their way from light to dark are nobody's colours.
SETTLED = 500  # milliseconds
STILL = """() => { for (const one of document.getAnimations()) {
  try { one.finish() } catch { one.cancel() } } }"""
RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


def findings(page: Page) -> list[str]:
    """Of the page as it is when it has settled; axe itself is brought once a page.

    Just after the scheme has changed Chromium may tell axe a colour of the one before,
    so what is found is looked at once more.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    if not look(page):
        return []
    page.wait_for_timeout(SETTLED)
    return look(page)


def look(page: Page) -> list[str]:
    page.evaluate(STILL)
    width = (page.viewport_size or {})["width"]
    return [
        f"{page.url} at {width} px, {violation['id']}: {node['target']} "
        f"{node['failureSummary']}"
        for violation in page.evaluate(RUN)
        for node in violation["nodes"]
    ]
