"""What must hold for a page in a browser, whatever it is about."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitors import HEIGHT, PHONE
from tests.environment import ROOT

AXE = Axe.from_file(ROOT / "node_modules" / "axe-core" / "axe.min.js")
ZOOMED = 320
"""A window of 640 at 200 %, and the narrowest that WCAG 1.4.10 asks for."""
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true })"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """[...document.querySelectorAll('main *, header *')]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map((each) => each.outerHTML.slice(0, 120))"""


def faults(page: Page, *, on_a_phone: bool = False) -> Iterator[str]:
    """Return what is wrong with the page that is open: for readers of every kind, wide and narrow."""
    page.evaluate(OPEN_ALL)
    yield from inaccessible(page)
    for width in (PHONE, ZOOMED):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if page.evaluate(SIDEWAYS) > 0:
            yield f"{page.url} scrolls sideways at {width} px: {page.evaluate(WIDEST)}"
        if width == PHONE and on_a_phone:
            yield from inaccessible(page)


def inaccessible(page: Page) -> Iterator[str]:
    """Return what axe finds wrong: WCAG 2.0 to 2.2 A and AA, and best practice."""
    found = AXE.run(page)
    if found.violations_count:
        yield f"{page.url}: {found.generate_report()}"
