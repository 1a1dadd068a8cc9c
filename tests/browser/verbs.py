"""What people do at a page, by the words they read there."""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect


def fill_day(page: Page, question: str, day: date | tuple[str, str, str]) -> None:
    """Fill in the three boxes of a date, with a day or with whatever someone might type."""
    typed = (str(day.day), str(day.month), str(day.year)) if isinstance(day, date) else day
    boxes = page.get_by_role("group", name=question)
    for box, words in zip(("Day", "Month", "Year"), typed, strict=True):
        boxes.get_by_label(box).fill(words)


def press(page: Page | Locator, words: str) -> None:
    """Press the button that says exactly this."""
    page.get_by_role("button", name=words, exact=True).click()


def choose(page: Page, question: str, answer: str) -> None:
    """Choose one of the answers under a question."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def follow(page: Page, words: str) -> None:
    """Follow the link that says exactly this."""
    page.get_by_role("link", name=words, exact=True).first.click()


def about(page: Page, words: str) -> None:
    """Go to another page about the person who is open."""
    page.get_by_role("main").get_by_role("navigation").get_by_role("link", name=words, exact=True).click()


def shows(page: Page, words: str) -> None:
    """Wait until the page says something."""
    expect(page.get_by_role("main")).to_contain_text(words)


def says_beside(page: Page, question: str, sentence: str) -> None:
    """See that a question is answered with a sentence of its own, beside it."""
    expect(page.get_by_label(question, exact=True)).to_have_accessible_description(sentence)


def is_not_here(page: Page) -> None:
    """See the words for what is not there and for what is not theirs to see."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Not here")
    shows(page, "This page or record is not here, or is not yours to see.")


def row_of(page: Page, *words: str) -> Locator:
    """Return the rows of tables that say all of this."""
    rows = page.get_by_role("row")
    for each in words:
        rows = rows.filter(has_text=each)
    return rows


def told(page: Page, pattern: str) -> int:
    """Return the number a page says, by a pattern around it."""
    words = page.get_by_role("main").inner_text()
    found = re.search(pattern, words)
    assert found, f"Nothing like {pattern} is on the page:\n{words}"
    return int(found[1].replace(",", ""))
