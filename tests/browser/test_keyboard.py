"""Without a mouse: from signing in to a person's page, always seeing where one is."""

from playwright.sync_api import expect

from tests.browser.arranging import someone
from tests.browser.keyboard import Keyboard
from tests.browser.visitors import email_of
from throughline.demo.cast import PASSWORD


def test_the_keyboard_alone_finds_a_person(product, visitors):
    with product.records():
        someone("Coinneach", "Haldane")
    page = visitors.nobody()
    page.goto("/")
    keys = Keyboard(page)

    keys.tab_to("Work email")
    keys.type(email_of("case_worker"))
    keys.tab_to("Password")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today")

    keys.tab_to("Skip to main content")
    keys.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    page.goto("/")
    keys.tab_to("Find a person")
    keys.type("Haldane")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    keys.tab_to("Coinneach Haldane")
    keys.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Coinneach Haldane")
    keys.tab_to("Story")
