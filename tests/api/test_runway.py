"""Other systems read a runway, as far as it is shared with them."""

import uuid

import pytest

from tests.api.callers import caller_for
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
SCOPES = ["see_people", "see_plans"]


@pytest.fixture
def plan():
    plan = PlanFactory()
    TaskFactory(plan=plan, key="id.proof", protocols=["gate"], title="Get ID", reason="Out of the gate asks for it.")
    TaskFactory(plan=plan, key="bank.account", protocols=["gate"], needs=["id.proof"], pathway="finance")
    TaskFactory(plan=plan, key="well", needs=["id.proof"], pathway="substances", compartment="needs")
    return plan


def path(plan):
    return f"/people/{plan.person_id}/runway"


def test_the_steps_are_told_with_what_to_do_first_of_those_that_are_shared(plan):
    system = caller_for(plan.person, scopes=SCOPES, parts=[])

    answer = system.get(path(plan))

    told = answer.json()
    assert answer.status_code == 200
    assert {task["key"] for task in told["tasks"]} == {"id.proof", "bank.account"}
    assert (told["first_blocker"]["key"], told["first_blocker"]["holds_up"]) == ("id.proof", ["bank.account"])
    assert set(told["tasks"][0]) == {
        "key",
        "title",
        "pathway",
        "due_on",
        "state",
        "owner",
        "depends_on",
        "protocols",
        "reason",
    }


def test_a_restricted_part_is_told_to_a_key_it_is_shared_with(plan):
    system = caller_for(plan.person, scopes=SCOPES, parts=["needs"])

    told = system.get(path(plan)).json()

    assert len(told["tasks"]) == 3
    assert len(told["first_blocker"]["holds_up"]) == 2


def test_somebody_without_a_plan_has_an_empty_runway(plan):
    other = PlanFactory(ended_on=plan.begun_on)
    system = caller_for(other.person, scopes=SCOPES)

    assert system.get(path(other)).json() == {"tasks": [], "first_blocker": None}


def test_a_key_that_may_not_see_plans_is_refused(plan):
    assert caller_for(plan.person, scopes=["see_people"]).get(path(plan)).status_code == 403


def test_knowing_of_someone_is_not_enough(plan):
    assert caller_for(plan.person, scopes=SCOPES, tier=Tier.KNOWS_OF).get(path(plan)).status_code == 403


def test_a_stranger_and_somebody_who_is_not_there_are_answered_alike(plan):
    system = caller_for(scopes=SCOPES)

    assert system.get(path(plan)).status_code == 404
    assert system.get(f"/people/{uuid.uuid4()}/runway").status_code == 404
