"""One man's way, from asking with no account to the count of the month, through two organisations and a prison."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arranging import in_prison
from tests.browser.sweeping import faults
from tests.browser.verbs import about, choose, fill_day, follow, press, row_of, shows, told
from tests.browser.visitors import Visitors
from tests.browser.walking import (
    ANSWERED,
    HARBOUR,
    JESS,
    PRISON,
    RECOVERY,
    SERVICE,
    accept,
    add_step,
    ask_for_help,
    counted,
    open_from_inbox,
    record_contact,
    talk_through,
)
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.wording import day
from throughline.people.models import Person

NAME = "Finlay Auchterlonie"
HOPES = "I want a door of my own and someone there on the day."
OURS_ALONE = "His sister will have him for a week, if he asks her himself."
SCORES = (("Where I live", 4, 3), ("Taking part", 5, 5))
"""What he says and what she says, of two parts of life; the others are skipped."""

LEAVES_IN, PACK_BEFORE, VISIT_AFTER = 6, 2, 3
COUNTED_SINCE = timedelta(days=60)


@pytest.fixture
def key_worker(visitors: Visitors) -> Page:
    return visitors.known("case_worker")


def test_the_whole_journey_of_one_man(product, visitors, key_worker):
    today = clock.today()
    manager, officer = visitors.known("manager"), visitors.known("personal_officer")
    before = counted(manager, since=today - COUNTED_SINCE, until=today)

    asks(visitors.nobody())
    with product.records():
        man = Person.objects.get(shown_name=NAME)
        in_prison(man, leaves_on=today + timedelta(days=LEAVES_IN))
    is_taken_on(key_worker)
    says_what_he_agrees_to(key_worker)
    is_listened_to(key_worker)
    plans(key_worker)
    is_supported_inside(key_worker)
    prison_does_its_step(officer)
    is_referred_on(key_worker)
    other_organisation_takes_him_on(visitors.fresh(JESS))
    leaves_prison(officer)
    steps_move_with_the_day(key_worker)
    record_contact(key_worker, NAME, activity="Met at the gate", place="At the gate", words="He was on his own.")
    is_reviewed(key_worker)

    after = counted(manager, since=today - COUNTED_SINCE, until=today)
    assert after == {what: number + 1 for what, number in before.items()}
    with product.records():
        assert set(Case.objects.filter(person=man).values_list("service__name", flat=True)) == {SERVICE, RECOVERY}


def asks(page: Page) -> None:
    ask_for_help(page, given="Finlay", family="Auchterlonie", words=HOPES)
    shows(page, SERVICE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def is_taken_on(page: Page) -> None:
    page.goto("/")
    waiting = told(page, r"(\d+) referrals? to decide")
    open_from_inbox(page, NAME)
    shows(page, HOPES)
    accept(page, words="Nadia comes to the hall this week.", key_worker="Nadia Farrell")
    shows(page, ANSWERED)
    shows(page, f"{SERVICE} said yes. They will work with you, before and after you leave prison.")
    page.goto("/")
    assert told(page, r"(\d+) referrals? to decide") == waiting - 1


def says_what_he_agrees_to(page: Page) -> None:
    page.goto("/cases/")
    follow(page, NAME)
    page.get_by_role("link", name="Record what they say").first.click()
    choose(page, "What did they say?", "Takes part")
    press(page, "Save the answer")
    shows(page, "Takes part")

    about(page, "Who can see")
    follow(page, "Record what they said")
    choose(page, "What were they asked about?", "Sharing with an organisation")
    page.get_by_label("Which organisation?").select_option(HARBOUR)
    choose(page, "What did they say?", "Agreed")
    page.get_by_label("In their own words").fill("Aye, tell them. Not about my sister.")
    press(page, "Keep this answer")
    shows(page, HARBOUR)


def is_listened_to(page: Page) -> None:
    about(page, "Needs and strengths")
    page.get_by_role("link", name="Begin a talk").first.click()
    press(page, "Begin the talk")
    talk_through(page, "Somewhere to live", theirs=HOPES, ours="Ready for his own key.", level="A lot of help")
    talk_through(page, "Family and children", theirs="My sister.", ours=OURS_ALONE, level="Some help")
    shows(page, HOPES)
    shows(page, OURS_ALONE)


def plans(page: Page) -> None:
    about(page, "Plan")
    page.get_by_role("link", name="Set a goal").first.click()
    page.get_by_label("What do they want?").fill("A door of my own.")
    page.get_by_label("Which part of life is it about?").select_option("Somewhere to live")
    fill_day(page, "Day to look at it", clock.today() + timedelta(days=30))
    press(page, "Save the goal")
    shows(page, "A door of my own.")
    add_step(page, "Pack what he takes with him", owner=f"{PRISON}, anyone", days=PACK_BEFORE, way="Before")
    add_step(page, "Visit him in his room", owner="Kindling, anyone", days=VISIT_AFTER, way="After")
    visit = clock.today() + timedelta(days=LEAVES_IN + VISIT_AFTER)
    expect(row_of(page, "Visit him in his room")).to_contain_text(day(visit, today=clock.today()))


def is_supported_inside(page: Page) -> None:
    page.goto("/cases/")
    follow(page, NAME)
    follow(page, "Change where they are supported")
    choose(page, "Where are they supported now?", "Supported in prison")
    press(page, "Save it")
    shows(page, "Supported in prison")


def find(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Find a person").fill(NAME)
    press(page, "Find")
    follow(page, NAME)


def prison_does_its_step(page: Page) -> None:
    find(page)
    about(page, "Runway")
    row_of(page, "Pack what he takes with him").get_by_role("button", name="Mark done").click()
    expect(row_of(page, "Pack what he takes with him")).to_have_count(0)


def is_referred_on(page: Page) -> None:
    page.goto("/cases/")
    follow(page, NAME)
    about(page, "Throughline")
    follow(page, "Refer")
    page.get_by_role("link", name=f"Refer to {RECOVERY}").click()
    page.get_by_label("Why this service, why now?").fill("Fourteen weeks clear. The first fortnight is the test.")
    page.get_by_label("What they hope for").fill("The same worker outside.")
    choose(page, "Parts of life", "Drugs and alcohol")
    choose(page, "What opens if they accept?", "Communication, access and health needs")
    choose(page, "Do they agree to this?", "Yes, they told me today")
    press(page, f"Send to {RECOVERY}")
    shows(page, f"Sent to {RECOVERY}.")


def other_organisation_takes_him_on(page: Page) -> None:
    open_from_inbox(page, NAME)
    shows(page, "The same worker outside.")
    expect(page.get_by_role("main")).not_to_contain_text(OURS_ALONE)
    accept(page, words="Yes. Jess comes on Thursday.", key_worker="Jess Rowan")
    shows(page, ANSWERED)
    page.get_by_role("link", name=re.compile("^Open .* record$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    shows(page, "Contact details are not shared with you.")
    about(page, "Needs and strengths")
    shows(page, HOPES)
    expect(row_of(page, "Family and children")).to_contain_text("not shared with you")
    expect(page.get_by_role("main")).not_to_contain_text(OURS_ALONE)


def leaves_prison(page: Page) -> None:
    find(page)
    about(page, "Custody and dates")
    follow(page, "Record that they left")
    choose(page, "How did they leave?", "Released as planned")
    fill_day(page, "The day they left", clock.today())
    page.get_by_label("Who said so").fill("Reception")
    press(page, "Save that they left")
    shows(page, "Released as planned")


def steps_move_with_the_day(page: Page) -> None:
    page.goto("/cases/?setting=community")
    expect(row_of(page, NAME)).to_contain_text("Supported in the community")
    follow(page, NAME)
    about(page, "Plan")
    visit = clock.today() + timedelta(days=VISIT_AFTER)
    expect(row_of(page, "Visit him in his room")).to_contain_text(day(visit, today=clock.today()))


def is_reviewed(page: Page) -> None:
    page.goto("/cases/")
    follow(page, NAME)
    about(page, "Support")
    expect(row_of(page, RECOVERY)).to_contain_text("Jess Rowan")
    assert list(faults(page)) == []
    about(page, "Reviews")
    page.get_by_role("link", name="Record a review").first.click()
    for part, his, hers in SCORES:
        asked = page.get_by_role("region", name=part)
        asked.get_by_role("group", name=re.compile(" says")).get_by_role("radio", name=re.compile(f"^{his}")).check()
        asked.get_by_role("group", name="You say").get_by_role("radio", name=re.compile(f"^{hers}")).check()
    page.get_by_label("What was talked about, and what comes next").fill("He has his key.")
    press(page, "Save the review")
    shows(page, f"Saved. The review of {NAME} is recorded.")
    for part, his, hers in SCORES:
        expect(row_of(page, part).first).to_contain_text(re.compile(f"{his}.*{hers}"))
    page.get_by_role("link", name=re.compile("^Read it")).first.click()
    shows(page, "He has his key.")
