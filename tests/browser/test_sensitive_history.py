"""Sensitive history is read for a reason, which those who lead the record can read in turn."""

from playwright.sync_api import expect

from tests.browser.arranging import someone
from tests.browser.sweeping import faults
from tests.browser.verbs import about, press, shows
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.people.actions import circumstances

WORDS = "Slept rough for two winters."
WHY = "He asked us to write to a hostel."


def test_sensitive_history_is_read_for_a_reason_and_changed(product, visitors):
    with product.records():
        person = someone("Gillespie", "Moray")
        at = clock.now()
        circumstances.add_sensitive(
            person, kind="homelessness", words=WORDS, source="He said so", on=at.date(), by=SYSTEM, at=at
        )
    manager = visitors.known("throughcare_manager")

    manager.goto(f"/people/{person.pk}/sensitive/")
    expect(manager.get_by_text(WORDS)).to_have_count(0)
    manager.get_by_label("Why do you need to read it now?").fill(WHY)
    press(manager, "Read it")
    shows(manager, WORDS)
    assert list(faults(manager)) == []
    manager.get_by_role("main").get_by_role("button", name="Change").click()
    assert list(faults(manager)) == []
    manager.get_by_label("What to know").fill("Slept rough for one winter.")
    press(manager, "Save it")

    shows(manager, "It is saved.")
    about(manager, "Who can see")
    about(manager, "Who looked")
    shows(manager, WHY)
