"""Someone the prison's own feed knows is referred by their officer, taken on, and planned with up to their day."""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.bridges.prison_search.invented import prison_full
from tests.browser.verbs import choose, follow, press, shows
from tests.browser.walking import ANSWERED, PRISON, SERVICE, accept, add_step, open_from_inbox
from throughline.custody.models import Stay
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.foundations.wording import day
from throughline.journeys.import_prison_search import import_prison_search
from throughline.people.models import Person

THEIRS, OURS = "LMI", "CRV"
"""The prison of the sample whose people are taken to be in the demo's first prison instead."""

DATED = "conditionalReleaseDate"


def feed() -> str:
    """Return what the feed would send about the demo's first prison."""
    sample = os.environ.get("THROUGHLINE_PRISON_SAMPLE")
    sent = json.loads(Path(sample).read_text(encoding="utf-8"))["content"] if sample else prison_full(60)
    held = [row for row in sent if row["prisonId"] == THEIRS and row.get(DATED)]
    return json.dumps([{**row, "prisonId": OURS, "prisonName": PRISON} for row in held])


@pytest.fixture
def arrival(product) -> Person:
    """Someone whom only the feed knew, the last by name so that nobody else is called that."""
    with product.records():
        before = set(Person.objects.values_list("sort_name", flat=True))
        account = import_prison_search(feed(), apply=True, by=SYSTEM, at=clock.now())
        assert not account.refused
        stays = Stay.objects.filter(source="Prison search", ended_on=None).exclude(person__sort_name__in=before)
        return stays.select_related("person").order_by("-person__sort_name", "id")[0].person


def test_someone_from_the_feed_is_referred_taken_on_and_planned_with(visitors, arrival):
    officer, worker = visitors.known("personal_officer"), visitors.known("case_worker")
    officer.goto("/")
    officer.get_by_label("Find a person").fill(arrival.shown_name)
    press(officer, "Find")
    follow(officer, arrival.shown_name)
    shows(officer, "Prison search")
    follow(officer, "Refer")
    officer.get_by_role("link", name=f"Refer to {SERVICE}").click()
    shows(officer, PRISON)
    officer.get_by_label("Why this service, why now?").fill("Asked on the hall. Leaves with nowhere to go.")
    officer.get_by_label("What they hope for").fill("Somebody at the gate.")
    choose(officer, "Parts of life", "Somewhere to live")
    choose(officer, "Do they agree to this?", "Yes, they told me today")
    press(officer, f"Send to {SERVICE}")
    shows(officer, f"Sent to {SERVICE}.")

    open_from_inbox(worker, arrival.shown_name)
    accept(worker, words="Nadia comes on Friday.", key_worker="Nadia Farrell")
    shows(worker, ANSWERED)
    worker.get_by_role("link", name=re.compile("^Open .* record$")).click()
    shows(worker, "Prison search")
    add_step(worker, "Meet them at the gate", owner="Kindling, anyone", days=0, way="After")

    leaves = worker.get_by_role("row").filter(has_text="Meet them at the gate")
    expect(leaves).to_contain_text("Release day")
    officer.reload()
    shows(officer, f"Nadia Farrell, {SERVICE}, {day(clock.today(), today=clock.today())}.")
