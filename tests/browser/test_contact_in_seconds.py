"""A contact is recorded in seconds: three questions, and few keys, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arranging import on_a_caseload
from tests.browser.keyboard import Keyboard
from tests.browser.verbs import row_of, shows
from tests.browser.visitors import PHONE, WIDE, email_of
from throughline.cases.models import Contact

QUESTIONS = ["What was it for?", "Where?", "What was said and done"]
LINE = "He was there early. We walked to the bus."
MOST_KEYS = 60
"""Besides the letters of the line itself: from the caseload to the contact saved."""

ASKED = "main form.form :is(select, textarea, input:not([type=hidden]))"


@pytest.mark.parametrize(("width", "given"), [(WIDE, "Ewart"), (PHONE, "Fintan")], ids=["on a desk", "on a phone"])
def test_the_keyboard_alone_records_a_contact_in_few_keys(product, visitors, width, given):
    name = f"{given} Abbas"
    with product.records():
        person = on_a_caseload(given, "Abbas").person
    page = visitors.fresh(email_of("case_worker"), width=width)
    page.goto("/cases/")
    keys = Keyboard(page)

    reach_the_form(page, keys, name)
    fill_in(keys)
    keys.tab_to("Save the contact")
    keys.press("Enter")

    shows(page, f"Contact recorded with {name}: Met at the gate, at the gate.")
    expect(row_of(page, name)).to_contain_text("today")
    assert keys.pressed - len(LINE) <= MOST_KEYS
    with product.records():
        contact = Contact.objects.get(person=person)
        assert (contact.activity, contact.place, contact.happened) == ("gate", "gate", "yes")


def test_a_contact_asks_three_questions_and_answers_the_rest(product, visitors):
    with product.records():
        person = on_a_caseload("Gilchrist", "Abbas").person
    page = visitors.known("case_worker")

    page.goto(f"/people/{person.pk}/")
    page.goto(f"/cases/people/{person.pk}/contacts/record/")

    asked = [each for each in page.locator(ASKED).all() if each.is_visible()]
    assert [each.evaluate("(at) => at.labels[0].childNodes[0].textContent.trim()") for each in asked] == QUESTIONS
    assert sum(each.evaluate("(at) => at.required") for each in asked) <= len(QUESTIONS)


def reach_the_form(page: Page, keys: Keyboard, name: str) -> None:
    keys.tab_to("Skip to main content")
    keys.press("Enter")
    keys.tab_to(f"Record a contact with {name}", matches=said_so)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Record a contact")).to_be_visible()


def fill_in(keys: Keyboard) -> None:
    keys.tab_to(QUESTIONS[0], matches=str.startswith)
    keys.type("met")
    keys.tab_to(QUESTIONS[1], matches=str.startswith)
    keys.type("at the g")
    keys.tab_to(QUESTIONS[2], matches=str.startswith)
    keys.type(LINE)


def said_so(here: str, words: str) -> bool:
    return " ".join(here.split()) == words
