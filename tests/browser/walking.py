"""Steps of the journey that more than one story takes, each as its people take it at a page."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.arranging import BORN_ON
from tests.browser.verbs import about, choose, fill_day, follow, press, row_of, shows, told
from throughline.demo.working.services import KINDLING

SERVICE, PRISON = "Through the gate", "HMP Carrick Vale"
HARBOUR, RECOVERY = "Harbour Recovery", "Recovery in the community"
JESS = "jess.rowan@demo.throughline.invalid"
ANSWERED = "Your answer is sent, and it is on the record."


def ask_for_help(page: Page, *, given: str, family: str, words: str, number: str = "") -> None:
    """Ask Kindling for help on the page that needs no account."""
    page.goto("/referrals/ask/")
    follow(page, SERVICE)
    expect(page).to_have_url(re.compile(f"/referrals/ask/{KINDLING}/$"))
    choose(page, "Who is this for?", "Me")
    page.get_by_label("First name").fill(given)
    page.get_by_label("Last name").fill(family)
    fill_day(page, "Date of birth", BORN_ON)
    page.get_by_label("Which prison?").select_option(PRISON)
    page.get_by_label("Which hall or wing?").fill("B")
    page.get_by_label("Prison number").fill(number)
    choose(page, "Tick all that fit", "Somewhere to live")
    page.get_by_label("Is there anything else?").fill(words)
    press(page, "Ask for help")


def open_from_inbox(page: Page, name: str) -> None:
    """Open a referral that waits for an answer."""
    page.goto("/referrals/")
    row_of(page, name).get_by_role("link", name="Decide").click()
    expect(page.get_by_role("heading", name="Your decision")).to_be_visible()


def accept(page: Page, *, words: str, key_worker: str, press_it: str = "Send this answer") -> None:
    """Answer the referral that is open: full support, and by whom; then press a button."""
    page.get_by_role("radio", name=re.compile("^Accept")).check()
    choose(page, "What kind of support?", "Full support")
    page.get_by_label("Key worker").select_option(key_worker)
    page.get_by_label("What should they know?").fill(words)
    press(page, press_it)


def talk_through(page: Page, part: str, *, theirs: str, ours: str, level: str) -> None:
    """Keep both views of one part of life."""
    about(page, "Needs and strengths")
    row_of(page, part).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=2, name=part, exact=True)).to_be_visible()
    page.get_by_label("In their words").fill(theirs)
    choose(page, "How much help does this need?", level)
    page.get_by_label("How you see it").fill(ours)
    choose(page, "Do you see it alike?", "We see it differently")
    press(page, "Save")


def add_step(page: Page, title: str, *, owner: str, days: int, way: str) -> None:
    """Put a step on the plan whose day hangs on release."""
    about(page, "Plan")
    page.get_by_role("link", name="Add a step").first.click()
    page.get_by_label("What is it for?").select_option(index=1)
    page.get_by_label("What is to be done?").fill(title)
    page.get_by_label("Who does it?").select_option(owner)
    page.get_by_label(re.compile("^The day of release")).check()
    page.get_by_label("Days from that day").fill(str(days))
    choose(page, "Before or after?", way)
    press(page, "Add the step")
    shows(page, title)


def record_contact(page: Page, name: str, *, activity: str, place: str, words: str) -> None:
    """Record a contact from the caseload, by its three questions."""
    page.goto("/cases/")
    row_of(page, name).get_by_role("link", name=f"Record a contact with {name}").click()
    page.get_by_label("What was it for?").select_option(activity)
    page.get_by_label("Where?").select_option(place)
    page.get_by_label("What was said and done").fill(words)
    press(page, "Save the contact")
    shows(page, f"Contact recorded with {name}")


def counted(manager: Page, *, since: date, until: date) -> dict[str, int]:
    """Return what the reports about Kindling's service count."""
    period = f"service={KINDLING}&from_on={since}&to_on={until}"
    found = {}
    manager.goto(f"/reports/referrals/?{period}")
    found["referrals"] = told(manager, r"([\d,]+) referrals were received")
    found["full support"] = told(manager, r"([\d,]+) led to full support")
    manager.goto(f"/reports/caseload/?service={KINDLING}&on={until}")
    found["supported"] = told(manager, r"([\d,]+) people on ")
    manager.goto(f"/reports/contacts/?{period}")
    found["contacts"] = told(manager, r"([\d,]+) contacts with")
    return found
