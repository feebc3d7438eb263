"""What axe cannot see: measured on the page itself, as lines a person can read."""

from playwright.sync_api import Page, Request

# Two targets may be small as long as nothing else is within 24 px (WCAG 2.5.8), and
# links in running text are as high as the line.
SMALL = """() => [...document.querySelectorAll(
  'button, input:not([type=hidden]), select, textarea, summary, nav a, .btn, .chip')]
  .filter(node => node.checkVisibility({visibilityProperty: true}))
  .map(node => node.closest('label') || node)
  .map(node => [node, node.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 1)
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([node, box]) => `${node.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""

WIDER = """() => document.documentElement.scrollWidth
  > document.documentElement.clientWidth
  ? [...document.querySelectorAll('body *')]
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(node => node.outerHTML.slice(0, 120))
  : []"""

# The spacing of WCAG 1.4.12. Text is lost where a box with hidden overflow is smaller
# than what is in it.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const lost = [...document.querySelectorAll('main *')]
    .filter(node => !node.closest('.visually-hidden'))
    .filter(node => ['hidden', 'clip'].includes(getComputedStyle(node).overflowX))
    .filter(node => node.innerText?.trim() && (node.scrollWidth > node.clientWidth + 1
      || node.scrollHeight > node.clientHeight + 1))
    .map(node => node.outerHTML.slice(0, 120));
  document.adoptedStyleSheets = [];
  return lost;
}"""

FOCUSED = """() => {
  const node = document.activeElement;
  const style = getComputedStyle(node);
  const label = node.closest('label');
  const seen = [style, getComputedStyle(node, '::after'),
    ...(label ? [getComputedStyle(label)] : [])];
  const box = (label || node).getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return {
    name: node.outerHTML.slice(0, 120),
    isBody: node === document.body,
    isRinged: seen.some(one => one.outlineStyle !== 'none'
      && parseFloat(one.outlineWidth) >= 2),
    isOnScreen: box.bottom > 0 && box.top < innerHeight,
    isCovered: !!top && !node.contains(top) && !top.contains(node)
      && !label?.contains(top),
  };
}"""


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    width = (page.viewport_size or {})["width"]
    return [f"{page.url} at {width} px: {found}" for found in page.evaluate(WIDER)]


def small_targets(page: Page) -> list[str]:
    return [f"{page.url}: too small: {found}" for found in page.evaluate(SMALL)]


def lost_with_wide_spacing(page: Page) -> list[str]:
    return [f"{page.url}: text is cut: {found}" for found in page.evaluate(SPACING)]


def more_than_one_next_step(page: Page) -> list[str]:
    if page.url.endswith("/demo/components/"):
        return []
    steps = page.locator(".btn--next:visible").all_inner_texts()
    return [f"{page.url}: next steps {steps}"] if len(steps) > 1 else []


def focus_troubles(page: Page) -> list[str]:
    """What is wrong with where the focus is: not seen, off the screen, covered."""
    focus = page.evaluate(FOCUSED)
    wrong = []
    if not focus["isBody"]:
        wrong += [] if focus["isRinged"] else ["no ring"]
        wrong += [] if focus["isOnScreen"] else ["off the screen"]
        wrong += ["covered"] if focus["isCovered"] else []
    return [f"{page.url}: focus {one}: {focus['name']}" for one in wrong]


def tab_to(page: Page, selector: str, *, most: int = 80) -> list[str]:
    """Walk by Tab to what `selector` finds; answers what was wrong on the way."""
    wrong: list[str] = []
    target = page.locator(selector).first
    for _step in range(most):
        page.keyboard.press("Tab")
        wrong += focus_troubles(page)
        if target.evaluate("node => node === document.activeElement"):
            return wrong
    raise AssertionError(f"{selector} is not reached by {most} times Tab")


def count_bytes(page: Page) -> list[int]:
    """A list that grows with what is sent for the page, photographs apart."""
    sizes: list[int] = []

    def on_finished(request: Request) -> None:
        if "/media/" not in request.url:
            sent = request.sizes()
            sizes.append(sent["responseBodySize"] + sent["responseHeadersSize"])

    page.on("requestfinished", on_finished)
    return sizes
