"""What one viewer sees of one person's way: as far as their grants reach, and no further."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, KeyDateFactory, StayFactory, worker_for
from tests.factories.journey import (
    CaseFactory,
    ContactFactory,
    PlanFactory,
    ReferralFactory,
    ReviewFactory,
    StageSpellFactory,
    TaskFactory,
)
from throughline.people.models import Person
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(sign_in, time_machine):
    """Return the person page as one member of staff reads it."""
    time_machine.move_to(NOON, tick=False)

    def opened(person: Person, **grant: object) -> str:
        client = sign_in(worker_for(person, **grant))
        return client.get(f"/people/{person.pk}/").content.decode()

    return opened


def test_everything_there_is_stands_on_the_line(cast, line):
    case = CaseFactory(person=cast.person, review_due_on=TODAY + timedelta(days=9))
    StageSpellFactory(case=case)
    ContactFactory(case=case, activity="housing")
    ReviewFactory(case=case)
    ReferralFactory(person=cast.person, service=case.service, state="accepted", support="full",
                    source="self", decided_on=TODAY, decided_at=NOON)  # fmt: skip
    TaskFactory(plan=PlanFactory(person=cast.person), title="CANARY keys")

    page = line(cast.person)

    for words in ("CANARY keys", "Housing support", "Asked for help", "Review due", "review held", case.service.name):
        assert words in page
    assert "<svg" in page


def test_a_lane_that_is_not_shared_says_nothing_of_what_is_on_it(cast, line):
    plan = PlanFactory(person=cast.person)
    TaskFactory(plan=plan, pathway="health", compartment="needs", title="CANARY prescription")
    TaskFactory(plan=plan, title="CANARY keys")

    page = line(cast.person, tier=Tier.WORKS_WITH, parts=[])

    assert "CANARY prescription" not in page
    assert "CANARY keys" in page
    assert "not shared with you" in page


def test_a_contact_about_drugs_does_not_show_on_its_lane_to_those_who_may_not_see_it(cast, line):
    ContactFactory(case=CaseFactory(person=cast.person), activity="substances")

    page = line(cast.person, tier=Tier.WORKS_WITH, parts=[])

    assert "Keeping in touch" in page


def test_a_late_task_says_how_late(cast, line):
    TaskFactory(plan=PlanFactory(person=cast.person), title="Photo", due_on=TODAY - timedelta(days=6))

    assert "Photo: 6 days late" in line(cast.person)


def test_the_gate_is_the_day_taken_as_release(cast, line):
    stay = StayFactory(person=cast.person)
    KeyDateFactory(stay=stay, type="conditional", on=TODAY + timedelta(days=40))
    KeyDateFactory(stay=stay, type="confirmed", on=TODAY + timedelta(days=19))

    assert "Gate Sat 21 Mar" in line(cast.person)


def test_with_no_date_there_is_no_gate(cast, line):
    StayFactory(person=cast.person, legal_status="remand")

    page = line(cast.person)

    assert "Gate " not in page
    assert "Weeks from today" in page


def test_after_release_the_gate_is_the_day_they_left(cast, line):
    StayFactory(person=cast.person, ended_on=TODAY - timedelta(days=5), ended_how="release_planned")

    page = line(cast.person)

    assert "Gate Wed 25 Feb" in page
    assert "Left prison" in page


def test_those_who_only_know_of_someone_see_no_line(cast, line):
    page = line(cast.person, tier=Tier.KNOWS_OF, parts=[])

    assert "<title" not in page.split("</head>")[1]
    assert "The throughline is not shared with you" in page


def test_the_key_worker_is_rung_first(cast, line):
    worker = cast.worker_user
    CaseFactory(person=cast.person, key_worker=worker)

    assert f"{worker.name}, " in line(cast.person)
