"""Without a mouse: from signing in to a person's page, always seeing where one is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.arranging import someone
from tests.browser.visitors import email_of
from throughline.demo.cast import PASSWORD

MOST_STEPS = 60
WHERE = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect()
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  return {
    words: (at.labels && at.labels[0] ? at.labels[0].innerText : at.innerText || '').trim(),
    seen: (outlined || style.boxShadow !== 'none') && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    is: at.outerHTML.slice(0, 150)
  }
}"""


def tab_to(page: Page, words: str, *, matches: Callable[[str, str], bool] = str.__eq__) -> None:
    """Press Tab until something is reached, seeing at each step where one is."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here["is"].startswith("<body"):
            continue
        assert here["seen"], f"Nobody can see that this has the keyboard: {here['is']}"
        if matches(here["words"], words):
            return
    raise AssertionError(f"Tab never reached {words}")


def test_the_keyboard_alone_finds_a_person(product, visitors):
    with product.records():
        someone("Coinneach", "Haldane")
    page = visitors.nobody()
    page.goto("/")

    tab_to(page, "Work email")
    page.keyboard.type(email_of("case_worker"))
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today")

    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    page.goto("/")
    tab_to(page, "Find a person")
    page.keyboard.type("Haldane")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    tab_to(page, "Coinneach Haldane")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Coinneach Haldane")
    tab_to(page, "Story")
