"""Dates of several people change together: chosen by a rule, looked at, applied by the worker, and taken back."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arranging import in_prison, someone
from tests.browser.product import Product
from tests.browser.sweeping import faults
from tests.browser.verbs import choose, fill_day, follow, press, row_of, shows
from tests.browser.walking import PRISON
from throughline.foundations import clock
from throughline.foundations.wording import day
from throughline.journeys import date_rounds
from throughline.people.models import Person

FAMILY = "Ballantrae"
GIVEN = ("Rory", "Ewan", "Fergus")
LEAVES_IN, SOONER = 300, 12
POLICY, SOURCE = "Early release, spring", "Early release notice"
OUT, IN = f"{GIVEN[0]} {FAMILY}", f"{GIVEN[1]} {FAMILY}"


@pytest.fixture
def people(product: Product) -> Sequence[Person]:
    leaves_on = clock.today() + timedelta(days=LEAVES_IN)
    with product.records():
        found = [someone(given, FAMILY) for given in GIVEN]
        for person in found:
            in_prison(person, leaves_on=leaves_on)
    return found


def test_dates_of_several_people_are_looked_at_applied_and_taken_back(product, visitors, people):
    page, today = visitors.known("throughcare_manager"), clock.today()
    leaves_on = today + timedelta(days=LEAVES_IN)
    sooner = leaves_on - timedelta(days=SOONER)

    is_prepared(page, leaves_on)
    expect(row_of(page, IN)).to_contain_text(day(sooner, today=today))
    assert list(faults(page)) == []
    one_is_left_out(page)
    press(page, "Apply to 2 dates")
    shows(page, "It is being applied, a hundred people at a time.")
    worker_goes_on(product)
    follow(page, "Look again")
    expect(row_of(page, IN)).to_contain_text("Moved")
    expect(row_of(page, OUT)).to_contain_text("Taken out by hand")
    leave(page, people, [leaves_on, sooner, sooner])

    is_taken_back(page)
    worker_goes_on(product)
    follow(page, "Look again")
    expect(row_of(page, IN)).to_contain_text("Taken back")
    leave(page, people, [leaves_on, leaves_on, leaves_on])


def is_prepared(page: Page, leaves_on: date) -> None:
    """Choose everyone in one prison who leaves on one day, and say that each leaves sooner."""
    page.goto("/releases/")
    follow(page, "Change many dates")
    follow(page, "Choose people by a rule")
    page.get_by_label("Name", exact=True).fill(POLICY)
    page.get_by_label("Who said so").fill(SOURCE)
    page.get_by_label("Prison", exact=True).select_option(PRISON)
    fill_day(page, "Day of release from", leaves_on)
    fill_day(page, "Day of release up to", leaves_on)
    choose(page, "What happens to their dates?", "Each is brought forward")
    page.get_by_label("By how many days").fill(str(SOONER))
    press(page, "Prepare, and look at it")
    shows(page, "Prepared: 3 people. Nothing has moved yet.")


def one_is_left_out(page: Page) -> None:
    page.get_by_label(f"Keep {OUT} in").uncheck()
    press(page, "Keep those ticked on this page, take the others out")
    shows(page, "1 person was taken out or put back. Nothing has moved yet.")


def is_taken_back(page: Page) -> None:
    follow(page, "Take it back")
    shows(page, "It moved the dates of 2 people.")
    press(page, "Take it back")
    shows(page, "It is being taken back, a hundred people at a time.")


def worker_goes_on(product: Product) -> None:
    """Do what the worker does by itself every few minutes."""
    with product.blocker.unblock():
        date_rounds.pick_up(now=clock.now)


def leave(page: Page, people: Sequence[Person], days: Sequence[date]) -> None:
    """See that each person leaves on a day, as their own record says it."""
    today, round_ = clock.today(), page.url
    for person, on in zip(people, days, strict=True):
        page.goto(f"/people/{person.pk}/custody/")
        expect(row_of(page, "Taken as the day of release")).to_contain_text(day(on, today=today))
    page.goto(round_)
