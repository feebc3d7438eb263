"""What axe finds on a page, as lines a person can read."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Colours on their way from light to dark are nobody's colours.
DRAWN = "new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))"
STILL = """() => { for (const one of document.getAnimations()) {
  try { one.finish() } catch { one.cancel() } } }"""
RUN = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


def findings(page: Page) -> list[str]:
    """Of the page as it is now; axe itself is brought once a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(DRAWN)
    page.evaluate(STILL)
    width = (page.viewport_size or {})["width"]
    return [
        f"{page.url} at {width} px, {violation['id']}: {node['target']} "
        f"{node['failureSummary']}"
        for violation in page.evaluate(RUN)
        for node in violation["nodes"]
    ]
