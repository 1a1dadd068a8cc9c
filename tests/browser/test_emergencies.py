"""A record is opened in an emergency, reviewed by someone else, and stays closed to those with a conflict."""

import pytest
from playwright.sync_api import expect

from tests.browser.arranging import someone
from tests.browser.verbs import choose, is_not_here, press, shows
from tests.browser.visitors import confirm, email_of
from throughline.agencies.models import User
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.people.models import Person
from throughline.sharing.actions import restrictions

REASON = "He was brought in unwell and cannot speak. We need to know whom to ring."


@pytest.fixture
def person(product) -> Person:
    with product.records():
        return someone("Murdo", "Lennox")


def test_an_emergency_is_opened_and_reviewed(visitors, person):
    nurse = visitors.fresh(email_of("health_worker"))
    nurse.goto("/sharing/emergency/")
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Confirm it is you")
    confirm(nurse)
    nurse.get_by_label("Reference or number").fill(person.reference)
    nurse.get_by_label("What is the emergency?").fill(REASON)
    press(nurse, "Open the record for an hour")
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Murdo Lennox")

    manager = visitors.fresh(email_of("manager"))
    manager.goto("/sharing/reviews/")
    manager.get_by_role("row").filter(has_text=person.reference).get_by_role("link", name="Review").click()
    confirm(manager)
    shows(manager, REASON)
    choose(manager, "Was opening this record justified?", "Justified")
    manager.get_by_label("What did you find?").fill("The ward rang us to say the same.")
    press(manager, "Keep the review")

    reviewed = manager.get_by_role("row").filter(has_text="The ward rang us to say the same.")
    expect(reviewed).to_contain_text("Ruth Okafor")


def test_someone_with_a_conflict_stays_out(product, visitors, person):
    email = email_of("housing_officer")
    with product.records():
        cousin = User.objects.get(email=email)
        restrictions.close_to(person, user=cousin, words="They are cousins.", by=SYSTEM, at=clock.now())
    officer = visitors.fresh(email)

    officer.goto("/sharing/emergency/")
    confirm(officer)
    officer.get_by_label("Reference or number").fill(person.reference)
    officer.get_by_label("What is the emergency?").fill(REASON)
    press(officer, "Open the record for an hour")

    shows(officer, "No record was opened.")
    expect(officer.get_by_label("What is the emergency?")).to_have_value(REASON)
    officer.goto(f"/people/{person.pk}/")
    is_not_here(officer)
