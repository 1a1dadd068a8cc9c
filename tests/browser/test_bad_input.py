"""What people type by mistake or out of malice: a sentence beside the question, and what was typed kept."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arranging import in_prison, someone
from tests.browser.sweeping import faults
from tests.browser.verbs import fill_day, press, shows
from throughline.foundations import clock
from throughline.people.models import Person

HURT = "<script>window.hurt = true</script><img src=x onerror='window.hurt = true'>"
RIGHT_TO_LEFT = "\u202eمحمد עברית\u202c"
SMILING = "👩‍👩‍👧‍👦 Siân"
LONG = "long " * 2000
"""Ten thousand characters."""

TYPED = (HURT, RIGHT_TO_LEFT, SMILING, LONG)
FORMS = ("/people/register/", "/people/{}/custody/dates/record/")
TEXTS = "main input[type=text], main textarea"
UNBOUND = "document.querySelectorAll('[maxlength]').forEach((each) => each.removeAttribute('maxlength'))"
"""Send more than the boxes would take, as another program might."""

WRONG_DAYS = [
    (("31", "2", "2026"), "must be a real date. There is no “31 2 2026”."),
    (("1", "1", "3000"), "must have a year between 1900 and 2200."),
    (("1", "", "2026"), "must include a month."),
    (("x", "y", "z"), "must be a real date."),
]


@pytest.fixture
def person(product) -> Person:
    with product.records():
        person = someone("Niall", "Rannoch")
        in_prison(person, leaves_on=clock.today())
    return person


def unhurt(page: Page) -> bool:
    return bool(page.evaluate("window.hurt === undefined"))


def test_days_that_cannot_be_are_said_beside_the_boxes(visitors, subtests):
    page = visitors.known("case_worker")
    page.goto("/people/register/")
    page.get_by_label("Last name").fill("Rannoch")
    boxes = page.get_by_role("group", name="Date of birth")

    for typed, sentence in WRONG_DAYS:
        with subtests.test(typed=typed):
            fill_day(page, "Date of birth", typed)
            press(page, "Look for them, then register")

            expect(boxes).to_contain_text(f"Date of birth {sentence}")
            assert tuple(box.input_value() for box in boxes.get_by_role("textbox").all()) == typed
            expect(page.get_by_label("Last name")).to_have_value("Rannoch")
            expect(page).to_have_title(re.compile("^Error: Register someone"))


@pytest.mark.parametrize("where", FORMS)
def test_whatever_is_typed_is_kept_and_never_run(visitors, person, where, subtests):
    page = visitors.known("throughcare_manager")
    page.goto(where.format(person.pk))
    days = {box.get_attribute("name") for box in page.get_by_role("group").get_by_role("textbox").all()}
    texts = {box.get_attribute("name") for box in page.locator(TEXTS).all()} - days

    for words in TYPED:
        with subtests.test(words=words[:10]):
            page.evaluate(UNBOUND)
            for name in texts | days:
                page.locator(f"main [name={name}]").fill(words[:4] if name in days else words)
            page.locator("main form.form").get_by_role("button").first.click()

            shows(page, "There is a problem")
            for name in texts:
                expect(page.locator(f"main [name={name}]")).to_have_value(words)
            assert unhurt(page)


@pytest.mark.parametrize("where", FORMS)
def test_a_form_with_faults_can_be_read_by_everyone(visitors, person, where):
    page = visitors.known("throughcare_manager")
    page.goto(where.format(person.pk))

    page.locator("main form.form").get_by_role("button").first.click()

    shows(page, "There is a problem")
    assert list(faults(page)) == []


def test_a_name_of_any_letters_is_shown_as_it_was_typed(visitors):
    page = visitors.known("throughcare_manager")
    page.goto("/people/register/")
    page.get_by_label("First name").fill(SMILING)
    page.get_by_label("Last name").fill(HURT[:80])
    page.get_by_label("Who said so").fill(RIGHT_TO_LEFT)

    press(page, "Look for them, then register")

    expect(page.get_by_role("heading", level=1)).to_have_text(f"{SMILING} {HURT[:80]}")
    assert unhurt(page)
