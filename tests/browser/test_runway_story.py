"""One runway, whatever happens to it: the day moves twice and back, the prison changes, they are out, and in again."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.arranging import SOURCE, on_a_caseload
from tests.browser.product import Product
from tests.browser.verbs import about, choose, fill_day, follow, press, row_of, shows
from tests.browser.visitors import Visitors
from tests.browser.walking import JESS, PRISON
from throughline.agencies.actions import keys
from throughline.agencies.models import Organisation, Team, User
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.foundations.wording import day
from throughline.people.models import Person
from throughline.sharing.actions import grants
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.statuses import GrantReason, Tier

GIVEN, FAMILY = "Struan", "Kilgour"
NAME = f"{GIVEN} {FAMILY}"
NEXT_PRISON, COUNCIL, RECOVERY = "HMP Langrigg", "Marnoch Council Housing", "Outreach, Harbour Recovery"
TOLD = ("Harbour Recovery: Outreach", f"{COUNCIL}: Everyone")
DATE = "Earliest date of liberation"
AT_FIRST, MOVED_TO, MOVED_AGAIN = 40, 80, 70
"""How many days ahead the day of release is: as it began, and after each move."""

ID, ID_BEFORE = "Get ID", 56
"""A step of a protocol, and how many days before release it is due."""

READY, MONEY = "Ready to leave", "Know how to pay for food and travel at first"
BY_MISTAKE = "It was typed on the wrong record."


@dataclass(frozen=True)
class Story:
    """Whose story it is, the day it is told, and the key with which the prison's own system tells dates."""

    person: Person
    today: date
    key: str

    def ahead(self, days: int) -> str:
        """Say a day some days from now, as the pages say it."""
        return day(self.today + timedelta(days=days), today=self.today)

    def open(self, page: Page, part: str = "runway/") -> None:
        """Open a page about the person."""
        page.goto(f"/people/{self.person.pk}/{part}")


@pytest.fixture
def story(product: Product) -> Story:
    with product.records():
        at = clock.now()
        person = on_a_caseload(GIVEN, FAMILY).person
        for name in TOLD:
            _let_in(person, name)
        _, secret = keys.make_key(
            Organisation.objects.get(name=PRISON),
            name="Prison records",
            scopes=["see_people", "change_custody", "see_plans", "see_housing"],
            expires_at=at + timedelta(days=30),
            made_by=User.objects.get(email="colin.rae@demo.throughline.invalid"),
            by=SYSTEM,
            at=at,
        )
    return Story(person, at.date(), secret)


def _let_in(person: Person, team: str) -> None:
    organisation, name = team.split(": ")
    new = NewGrant(
        person=person,
        team=Team.objects.get(organisation__name=organisation, name=name),
        tier=Tier.WORKS_WITH,
        compartments=["contact", "needs"],
        reason=GrantReason.INVOLVED,
        words="Works with him",
    )
    grants.grant_many([new], by=SYSTEM, at=clock.now())


def test_one_runway_through_everything_that_moves_it(product, visitors, story):
    worker, officer = visitors.known("case_worker"), visitors.known("throughcare_officer")

    runway_is_laid(worker, story)
    date_moves_by_hand(officer, story)
    before = steps_of(worker, story)
    date_moves_by_key(visitors, worker, story)
    assert steps_of(worker, story) != before
    one_agency_has_seen_it(visitors.fresh(JESS), story)
    silent_one_is_chased(worker, story)
    move_is_taken_back(officer, story)
    assert steps_of(worker, story) == before

    moves_prison(officer, story)
    manager = visitors.known("case_manager")
    next_prison_takes_over(manager, story)
    is_let_out_by_court(manager, story)
    is_supported_outside(worker, story)
    comes_back(manager, story)
    goes_on(worker, story)


def runway_is_laid(page: Page, story: Story) -> None:
    story.open(page)
    press(page, "Lay it afresh")
    shows(page, "The runway is laid:")
    shows(page, f"Release is in {AT_FIRST} days, {story.ahead(AT_FIRST)}.")
    expect(page.locator(".blocker")).to_contain_text("First blocker: ")
    expect(step(page, READY)).to_contain_text("before release")


def date_moves_by_hand(page: Page, story: Story) -> None:
    story.open(page, "custody/")
    follow(page, "Record a date")
    page.get_by_label("Which date is it?").select_option(DATE)
    fill_day(page, "The date", story.today + timedelta(days=MOVED_TO))
    page.get_by_label("Who said so").fill("Warrant office")
    press(page, "Look first at what moves")
    shows(page, f"Put back {MOVED_TO - AT_FIRST} days")
    expect(row_of(page, ID)).to_contain_text(story.ahead(MOVED_TO - ID_BEFORE))
    press(page, "Save the date")
    shows(page, "agencies were told.")


def date_moves_by_key(visitors: Visitors, worker: Page, story: Story) -> None:
    sent = {
        "person_id": str(story.person.pk),
        "type": "earliest_liberation",
        "on": (story.today + timedelta(days=MOVED_AGAIN)).isoformat(),
        "source": SOURCE,
        "known_on": story.today.isoformat(),
    }
    headers = {"Authorization": f"Bearer {story.key}", "Idempotency-Key": str(uuid4())}
    answer = visitors.nobody().request.post("/api/v1/release-dates", data=sent, headers=headers)
    assert answer.status == 201, answer.text()
    assert answer.json()["moved"]
    assert answer.json()["no_address"]
    story.open(worker)
    shows(worker, f"Release is in {MOVED_AGAIN} days, {story.ahead(MOVED_AGAIN)}.")
    expect(step(worker, ID)).to_contain_text(story.ahead(MOVED_AGAIN - ID_BEFORE))
    expect(worker.get_by_role("region", name="The day of release, as it was")).to_contain_text(story.ahead(MOVED_TO))


def step(page: Page, title: str) -> Locator:
    """Return the row of a step, and not those of steps that wait for it."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True))


def steps_of(page: Page, story: Story) -> list[str]:
    """Return each step of the runway and the day it is due, as the page shows them."""
    story.open(page)
    rows = page.locator("table.runway tbody tr:not(.week)")
    return [re.sub(r"\s+", " ", row) for row in rows.locator("td:first-child, th[scope=row] > a").all_inner_texts()]


def one_agency_has_seen_it(page: Page, story: Story) -> None:
    page.goto("/")
    moved = row_of(page, NAME, f"Brought forward {MOVED_TO - MOVED_AGAIN} days")
    expect(moved).to_have_count(1)
    moved.get_by_role("button", name="I have seen this").click()
    shows(page, "Kept: you have seen this.")


def silent_one_is_chased(page: Page, story: Story) -> None:
    story.open(page, "custody/")
    shows(page, "agencies have not answered")
    expect(row_of(page, RECOVERY)).to_contain_text("Jess Rowan")
    silent = row_of(page, COUNCIL)
    expect(silent).to_contain_text("Silent since")
    press(silent, f"Chase {COUNCIL}")
    expect(row_of(page, COUNCIL)).to_contain_text("Asked again 1 time")


def move_is_taken_back(page: Page, story: Story) -> None:
    story.open(page, "custody/")
    row_of(page, DATE).get_by_role("link", name="Take back").first.click()
    shows(page, f"{SOURCE} said {story.ahead(MOVED_AGAIN)}.")
    page.get_by_label("Why is it taken back?").fill(BY_MISTAKE)
    press(page, "Take it back")
    shows(page, f"Taken back. Put back {MOVED_TO - MOVED_AGAIN} days to {story.ahead(MOVED_TO)}.")


def moves_prison(page: Page, story: Story) -> None:
    story.open(page, "custody/")
    page.get_by_role("link", name="Moved prison").click()
    page.get_by_label("Prison", exact=True).select_option(NEXT_PRISON)
    page.get_by_label("Hall").fill("North")
    page.get_by_label("Who said so").fill("Reception")
    press(page, "Save the move")
    shows(page, f"Saved. They are in {NEXT_PRISON}.")


def next_prison_takes_over(page: Page, story: Story) -> None:
    page.goto("/notices/")
    told = row_of(page, NAME, "They are with you now")
    expect(told).to_contain_text("You take over:")
    told.get_by_role("button", name="I have seen this").click()
    shows(page, "Kept: you have seen this.")
    page.goto("/releases/")
    follow(page, "See which")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Releases from {NEXT_PRISON}")
    on_board = row_of(page, NAME)
    expect(on_board).to_contain_text(story.ahead(MOVED_TO))
    expect(on_board).to_contain_text(f"Was {story.ahead(AT_FIRST)}")
    follow(page, NAME)
    about(page, "Runway")
    expect(step(page, ID)).to_contain_text(f"Resettlement, {NEXT_PRISON}")
    expect(row_of(page, PRISON)).to_have_count(0)


def is_let_out_by_court(page: Page, story: Story) -> None:
    story.open(page, "custody/")
    choose(page, "How did they leave?", "Released from court, not planned")
    press(page, "They left today, not planned")
    expect(page).to_have_url(re.compile("/runway/today/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your first days")
    shows(page, NAME)
    shows(page, "You can ask the council where you want to live for a place to sleep tonight.")
    shows(page, "Nadia Farrell, Kindling")


def is_supported_outside(page: Page, story: Story) -> None:
    page.goto("/")
    expect(row_of(page, NAME, "Out already")).to_contain_text(
        f"Released from court, not planned: they left {NEXT_PRISON}"
    )
    story.open(page)
    shows(page, f"They left {story.ahead(0)}.")
    over = page.get_by_role("region", name="Done, and not needed now")
    over.locator("summary").filter(has_text="not needed now").click()
    expect(over).to_contain_text(READY)
    expect(step(page, READY)).to_have_count(0)


def comes_back(page: Page, story: Story) -> None:
    story.open(page, "custody/")
    follow(page, "Record that they came in")
    page.get_by_label("Prison", exact=True).select_option(NEXT_PRISON)
    choose(page, "How did they come in?", "Came into prison")
    choose(page, "Legal status", "On remand, not tried")
    page.get_by_label("Who said so").fill("Reception")
    press(page, "Save that they came in")
    shows(page, f"Saved. They are in {NEXT_PRISON}.")


def goes_on(page: Page, story: Story) -> None:
    story.open(page)
    shows(page, "No day of release is known: be ready on any day.")
    expect(step(page, READY)).to_have_count(1)
    about(page, "Story")
    shows(page, "They left")
    shows(page, NEXT_PRISON)
