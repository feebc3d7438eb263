"""What axe cannot see: measured on the page itself, as lines a person can read."""

from playwright.sync_api import Page, Request

from tests.browser import axe

# At 400 % a window of 1280 px has room for 320.
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}

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
  const lost = [...document.querySelectorAll('body *')]
    .filter(node => node.checkVisibility() && node.clientWidth > 1
      && !node.closest('.visually-hidden'))
    .filter(node => ['hidden', 'clip'].includes(getComputedStyle(node).overflowX))
    .filter(node => node.innerText?.trim() && (node.scrollWidth > node.clientWidth + 1
      || node.scrollHeight > node.clientHeight + 1))
    .map(node => `cut: ${node.outerHTML.slice(0, 120)}`);
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    lost.push('scrolls sideways');
  document.adoptedStyleSheets = [];
  return lost;
}"""

# Where the system's few colours replace ours, edges must be drawn.
EDGELESS = """() => [...document.querySelectorAll(
  'main :is(.btn, .input, .badge, .chip, .notice, .sheet, .next-step, .choice--box)')]
  .filter(node => node.checkVisibility())
  .filter(node => { const style = getComputedStyle(node);
    return ['Top', 'Bottom', 'Left'].every(side =>
      style[`border${side}Style`] === 'none'
      || parseFloat(style[`border${side}Width`]) < 1); })
  .map(node => node.outerHTML.slice(0, 120))"""

FOCUS = """node => {
  const style = getComputedStyle(node);
  const label = node.closest('label');
  const seen = [style, getComputedStyle(node, '::after'),
    ...(label ? [getComputedStyle(label)] : [])];
  const box = label ? label.getBoundingClientRect() : node.getClientRects()[0]
    || node.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const wrong = [];
  if (!seen.some(one => one.outlineStyle !== 'none'
      && parseFloat(one.outlineWidth) >= 2)) wrong.push('no ring');
  if (box.bottom <= 0 || box.top >= innerHeight) wrong.push('off the screen');
  if (top && !node.contains(top) && !top.contains(node) && !label?.contains(top))
    wrong.push('covered');
  return wrong.map(one => `${one}: ${node.outerHTML.slice(0, 120)}`);
}"""

# The focus goes on by the script, yet looks as it does by Tab once Tab was pressed.
EVERY_STOP = f"""() => {{
  const look = {FOCUS};
  return [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(node => node.checkVisibility({{visibilityProperty: true}}))
    .filter(node => {{ node.focus(); return document.activeElement === node; }})
    .flatMap(node => {{ node.focus(); return look(node); }});
}}"""


def troubles(page: Page) -> list[str]:
    """All that is wrong with a page: light and dark, narrow and wide, and so on."""
    found = []
    for viewport in (NARROW, WIDE):
        page.set_viewport_size(viewport)
        found += sideways(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += axe.findings(page)
        found += small_targets(page)
        found += lost_with_wide_spacing(page)
        found += unseen_stops(page)
    return found + edgeless(page) + more_than_one_next_step(page)


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    width = (page.viewport_size or {})["width"]
    return [f"{page.url} at {width} px: {found}" for found in page.evaluate(WIDER)]


def small_targets(page: Page) -> list[str]:
    return [f"{page.url}: too small: {found}" for found in page.evaluate(SMALL)]


def lost_with_wide_spacing(page: Page) -> list[str]:
    return [f"{page.url}, spaced: {found}" for found in page.evaluate(SPACING)]


def edgeless(page: Page) -> list[str]:
    """What has no edge in forced colours."""
    page.emulate_media(forced_colors="active")
    found = page.evaluate(EDGELESS)
    page.emulate_media(forced_colors="none")
    return [f"{page.url}: no edge in forced colours: {one}" for one in found]


def unseen_stops(page: Page) -> list[str]:
    """Stops of the keyboard where the focus is not seen."""
    page.keyboard.press("Tab")
    return [f"{page.url}: focus, {found}" for found in page.evaluate(EVERY_STOP)]


def more_than_one_next_step(page: Page) -> list[str]:
    if page.url.endswith("/demo/components/"):
        return []
    steps = page.locator(".btn--next:visible").all_inner_texts()
    return [f"{page.url}: next steps {steps}"] if len(steps) > 1 else []


def focus_troubles(page: Page) -> list[str]:
    """What is wrong with where the focus is: not seen, off the screen, covered."""
    found = page.evaluate(
        f"document.activeElement === document.body ? [] "
        f": ({FOCUS})(document.activeElement)"
    )
    return [f"{page.url}: focus, {one}" for one in found]


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
