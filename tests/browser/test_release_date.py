"""A release date moves: recorded by one agency, seen by another, with scripts and without."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.arranging import in_prison, someone
from tests.browser.verbs import about, fill_day, follow, press, shows
from tests.browser.visitors import email_of
from throughline.foundations import clock
from throughline.foundations.wording import day, full_day


@pytest.mark.parametrize(
    ("scripts", "given", "family", "misspelt"),
    [(True, "Ruaridh", "Abercrombie", "ruari abercromby"), (False, "Iain", "Mackintosh", "ian mcintosh")],
    ids=["with scripts", "without scripts"],
)
def test_a_release_date_reaches_the_other_agency(product, visitors, scripts, given, family, misspelt):
    today = clock.today()
    with product.records():
        person = someone(given, family)
        in_prison(person, leaves_on=today + timedelta(days=60))
    new = today + timedelta(days=4)

    officer = visitors.fresh(email_of("throughcare_officer"), scripts=scripts)
    officer.get_by_label("Find a person").fill(misspelt)
    press(officer, "Find")
    follow(officer, person.shown_name)
    about(officer, "Custody and dates")
    follow(officer, "Record a date")
    officer.get_by_label("Which date is it?").select_option("Earliest date of liberation")
    fill_day(officer, "The date", new)
    officer.get_by_label("Who said so").fill("Officer Doull")
    press(officer, "Save the date")

    shows(officer, f"Brought forward 56 days to {day(new, today=today)}.")
    shows(officer, "agencies were told.")
    expect(officer.get_by_role("row", name="Earliest date of liberation")).to_contain_text(day(new, today=today))
    about(officer, "Story")
    told = officer.get_by_role("listitem").filter(has_text=f"Earliest date of liberation is {full_day(new)}.")
    expect(told).to_contain_text("Callum Doull")

    worker = visitors.fresh(email_of("case_worker"), scripts=scripts)
    moved = worker.get_by_role("row").filter(has_text=person.shown_name).filter(has_text="Brought forward 56 days")
    moved.get_by_role("button", name="I have seen this").click()
    shows(worker, "Kept: you have seen this.")
    expect(moved).to_have_count(0)
