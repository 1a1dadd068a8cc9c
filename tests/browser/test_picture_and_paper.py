"""The throughline is a picture with a name and a list that says the same, and the plan prints on one sheet of A4."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sweeping import faults
from tests.browser.verbs import about, follow, press
from tests.browser.visitors import Visitors
from throughline.people.models import Person
from throughline.plans.models import Task
from throughline.plans.statuses import TaskState

NAME = "Aaron Tallis"
SIDES = 2
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
COUNT = re.compile(r"(\d+) of (\d+) done")
SAME_FACTS = r"The same facts are in the list under this picture\."
DRAWN = ":is(rect, circle).k"


@pytest.fixture
def worker(visitors: Visitors) -> Page:
    page = visitors.known("case_worker")
    page.goto("/")
    page.get_by_label("Find a person").fill(NAME)
    press(page, "Find")
    follow(page, NAME)
    return page


def sheets(page: Page) -> int:
    """Return how many pages a page prints on."""
    return len(PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True)))


def test_the_picture_has_a_name_and_a_list_that_says_as_much(product, worker):
    picture = worker.get_by_role("img", name=re.compile(f"^Throughline for {NAME}, .* to .*{SAME_FACTS}$"))
    expect(picture).to_be_visible()
    worker.get_by_text("Read the throughline as a list").click()
    twin = worker.get_by_role("table", name="Everything on the throughline")
    expect(twin).to_be_visible()

    lanes = [int(all_of_them) for _, all_of_them in COUNT.findall(picture.text_content() or "")]
    told = twin.get_by_role("row").filter(has=worker.get_by_role("cell")).filter(has_not_text="The throughline")
    on_lanes = told.filter(has_not_text="Who is involved").filter(has_not_text=re.compile("^since"))
    assert sum(lanes) <= on_lanes.count()
    assert 0 < picture.locator(DRAWN).count() <= sum(lanes)
    with product.records():
        aaron = Person.objects.get(shown_name=NAME)
        steps = Task.objects.filter(person=aaron).exclude(state__in=[TaskState.DROPPED, TaskState.RETIRED])
        titles = list(steps.values_list("title", flat=True))
    for title in titles:
        expect(twin.get_by_role("row").filter(has_text=title).first).to_be_visible()


def test_the_page_about_a_person_prints(worker):
    worker.emulate_media(media="print")

    assert sheets(worker) >= 1
    expect(worker.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("print_", ["Usual print", "Large print"])
def test_the_plan_prints_on_two_sides_of_one_sheet(worker, print_):
    about(worker, "Plan")
    follow(worker, "Print the plan")
    if print_ == "Large print":
        follow(worker, "Large print")
    assert list(faults(worker)) == []

    assert 1 <= sheets(worker) <= SIDES
