"""A session ends while someone writes: what they typed is theirs to go on with, and nobody else's to read."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.arranging import someone
from tests.browser.product import Product
from tests.browser.verbs import press, shows
from tests.browser.visitors import email_of, sign_in
from throughline.cases.models import Note
from throughline.people.models import Person
from throughline.web.shell.lost_forms import KEPT

WORDS = "He said: “I walked out of the interview.” 👋 Ring his sister before Friday."
NOTE = "What do you want to keep?"
Lose = Callable[[Page], None]


@pytest.fixture
def person(product: Product) -> Person:
    with product.records():
        return someone("Drostan", "Kilbride")


def session_ends(page: Page) -> None:
    """End the session where it is kept, as a night or another computer would."""
    (key,) = (each["value"] for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    import_module(settings.SESSION_ENGINE).SessionStore(key).delete()


def cookies_go(page: Page) -> None:
    page.context.clear_cookies()


def write(page: Page, person: Person) -> None:
    page.goto(f"/cases/people/{person.pk}/notes/write/")
    page.get_by_label(NOTE).fill(WORDS)


def notes_about(product: Product, person: Person) -> list[str]:
    with product.records():
        return list(Note.objects.filter(person=person).values_list("words", flat=True))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("lose", [session_ends, cookies_go], ids=["session ends", "cookies go"])
def test_what_was_typed_is_there_after_signing_in_again(product, visitors, person, lose, scripts):
    email = email_of("case_worker")
    worker = visitors.fresh(email, scripts=scripts)
    write(worker, person)
    with product.records():
        lose(worker)

    press(worker, "Save the note")
    shows(worker, KEPT)
    sign_in(worker, email)

    expect(worker.get_by_label(NOTE)).to_have_value(WORDS)
    press(worker, "Save the note")
    shows(worker, "Saved.")
    shows(worker, WORDS)
    assert notes_about(product, person) == [WORDS]


def test_someone_else_at_the_same_browser_is_not_shown_it(product, visitors, person):
    author, other = email_of("case_worker"), email_of("manager")
    browser = visitors.fresh(author)
    write(browser, person)
    with product.records():
        session_ends(browser)
    press(browser, "Save the note")
    sign_in(browser, other)

    for address in (browser.url, f"/cases/people/{person.pk}/notes/write/", f"/people/{person.pk}/story/"):
        browser.goto(address)
        assert WORDS[:20] not in browser.content()

    again = visitors.fresh(author)
    again.goto(f"/cases/people/{person.pk}/notes/write/")
    again.get_by_role("link", name="Use it").click()
    expect(again.get_by_label(NOTE)).to_have_value(WORDS)
    assert notes_about(product, person) == []


def test_a_tab_that_is_closed_loses_nothing(product, visitors, person):
    worker = visitors.fresh(email_of("case_worker"))
    write(worker, person)
    worker.get_by_label(NOTE).blur()
    shows(worker, "Not sent yet.")
    tab = worker.context.new_page()
    worker.close()

    tab.goto(f"/cases/people/{person.pk}/notes/write/")
    tab.get_by_role("link", name="Use it").click()

    expect(tab.get_by_label(NOTE)).to_have_value(WORDS)
