"""Impatience, the back button and two people at once: one change is made, and nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arranging import someone
from tests.browser.verbs import press, shows
from throughline.people.models import Need, Person


@pytest.fixture
def person(product) -> Person:
    with product.records():
        return someone("Hamish", "Ettrick")


def ask_for_large_print(page: Page, person: Person) -> None:
    page.goto(f"/people/{person.pk}/needs/add/")
    page.get_by_label("Kind of need").select_option("Large print, easy read or audio")
    page.get_by_label("What helps").fill("Large print")


def needs_of(product, person: Person) -> int:
    with product.records():
        return Need.objects.filter(person=person).count()


def test_a_double_click_saves_once(product, visitors, person):
    worker = visitors.known("case_worker")
    ask_for_large_print(worker, person)

    worker.get_by_role("button", name="Save").dblclick()

    shows(worker, "Large print")
    expect(worker).to_have_url(f"{product.site}/people/{person.pk}/needs/")
    assert needs_of(product, person) == 1


def test_going_back_and_sending_again_saves_once(product, visitors, person):
    worker = visitors.known("case_worker")
    ask_for_large_print(worker, person)
    button = worker.locator("form.form").get_by_role("button")
    button.click()
    expect(worker).to_have_url(f"{product.site}/people/{person.pk}/needs/")

    worker.go_back()
    button.click()

    expect(worker).to_have_url(f"{product.site}/people/{person.pk}/needs/")
    assert needs_of(product, person) == 1


def test_going_back_to_say_something_else_saves_both(product, visitors, person):
    worker = visitors.known("case_worker")
    ask_for_large_print(worker, person)
    worker.locator("form.form").get_by_role("button").click()
    expect(worker).to_have_url(f"{product.site}/people/{person.pk}/needs/")

    worker.go_back()
    worker.get_by_label("What helps").fill("Black on yellow")
    worker.locator("form.form").get_by_role("button").click()

    shows(worker, "Black on yellow")
    assert needs_of(product, person) == 2


def test_of_two_who_change_the_same_details_the_second_is_told(visitors, person):
    first, second = visitors.known("case_worker"), visitors.known("throughcare_manager")
    for page in (first, second):
        page.goto(f"/people/{person.pk}/details/change/")
    first.get_by_label("Language").fill("Gaelic")
    press(first, "Save the details")
    shows(first, "The details are saved.")

    second.get_by_label("Language").fill("Polish")
    press(second, "Save the details")
    shows(second, "changed")
    expect(second.get_by_label("Language")).to_have_value("Polish")
    press(second, "Save the details")

    shows(second, "The details are saved.")
    shows(second, "Polish")
