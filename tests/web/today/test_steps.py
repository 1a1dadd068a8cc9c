"""Steps of plans on the page of today, and the whole list of them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    KeyDateFactory,
    MembershipFactory,
    PersonFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
    acting,
    staff_of,
)
from tests.factories.journey import CoverFactory, PlanFactory, TaskFactory
from throughline.foundations.models import ReadEntry
from throughline.plans.models import Plan
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Compartment
from throughline.web.today.desk import Desk
from throughline.web.today.task_section import late_with_colleagues, tasks_due

pytestmark = pytest.mark.django_db
STEPS = reverse("today:steps")


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def worker():
    return staff_of(EveryoneFactory())


def owed(worker, *, team=None, person=None, **facts):
    """Make a step that falls to a worker's organisation, about someone it works with."""
    person = person or PersonFactory()
    everyone = next(iter(acting(worker).team_ids))
    if not Grant.objects.filter(person=person, team_id=everyone).exists():
        GrantFactory(person=person, team_id=everyone, compartments=list(Compartment.values))
    given = {"owner": "non_statutory", "organisation": worker.organisation, "due_on": TODAY} | facts
    plan = Plan.objects.filter(person=person).first() or PlanFactory(person=person)
    return TaskFactory(plan=plan, team=team, **given)


def lines(worker):
    return tasks_due(Desk(acting(worker), TODAY)).lines


def test_late_blocked_and_soon_due_steps_are_shown_the_longest_late_first(worker):
    owed(worker, title="Soon", due_on=date(2026, 3, 8))
    owed(worker, title="Late", due_on=date(2026, 2, 24))
    owed(worker, title="Stuck", due_on=date(2026, 9, 1), state="blocked", state_words="Needs ID")
    owed(worker, title="Far", due_on=date(2026, 3, 9))

    found = lines(worker)

    assert [(line.what, line.clock) for line in found] == [
        ("Late", "6 days late"),
        ("Soon", "In 6 days"),
        ("Stuck", "In 183 days"),
    ]
    assert [line.under_why for line in found][2] == "Needs ID"


def test_no_list_tells_of_health_family_or_history(worker):
    owed(
        worker, title="CANARY script", pathway="health", compartment="needs", state="blocked", state_words="CANARY why"
    )

    (line,) = lines(worker)

    assert "CANARY" not in f"{line.what} {line.under_what} {line.why} {line.under_why}"
    assert line.button.words == "Read the step"


def test_a_step_about_someone_who_is_not_shared_is_not_shown(worker):
    TaskFactory(owner="non_statutory", organisation=worker.organisation, due_on=TODAY)

    assert lines(worker) == []


def test_those_who_stand_in_see_the_steps_of_whoever_is_away(worker):
    team = TeamFactory(organisation=worker.organisation)
    colleague = UserFactory(organisation=worker.organisation)
    MembershipFactory(team=team, user=worker)
    owed(worker, title="Theirs", user=colleague)
    before = lines(worker)

    CoverFactory(
        team=team, away=colleague, stand_in=worker, from_on=TODAY - timedelta(1), until_on=TODAY + timedelta(5)
    )

    assert before == []
    assert [line.what for line in lines(worker)] == ["Theirs"]


def test_a_step_says_what_it_holds_up_and_how_long_it_can_wait(worker):
    first = owed(worker, title="Photo", key="id", due_on=TODAY - timedelta(days=2))
    for key, need in (("bank", "id"), ("claim", "bank")):
        TaskFactory(plan=first.plan, key=key, needs=[need], due_on=TODAY + timedelta(days=3), takes=0)

    (line,) = lines(worker)

    assert line.why == "It should have been done, and holds up 2 others"
    assert line.under_why.startswith("No slack left")


def test_of_steps_with_one_clock_the_one_that_holds_up_more_is_first(worker):
    for number in range(6):
        owed(worker, title=f"Alone {number}", due_on=TODAY)
    blocker = owed(worker, title="Blocker", key="id", due_on=TODAY)
    TaskFactory(plan=blocker.plan, key="bank", needs=["id"], due_on=TODAY + timedelta(days=30))

    assert lines(worker)[0].what == "Blocker"


def test_of_steps_that_hold_up_as_much_whoever_leaves_sooner_is_first(worker):
    for name, days in (("Later", 6), ("Sooner", 3), ("No date", None)):
        task = owed(worker, title=name, due_on=TODAY)
        if days:
            KeyDateFactory(stay=StayFactory(person=task.person), on=TODAY + timedelta(days=days))

    assert [line.what for line in lines(worker)] == ["Sooner", "Later", "No date"]


def colleagues_of(user):
    section = late_with_colleagues(Desk(acting(user), TODAY))
    return [line.what for line in section.lines]


def test_a_manager_sees_what_is_late_with_colleagues(worker):
    team = TeamFactory(organisation=worker.organisation)
    manager = staff_of(team, role="manager")
    colleague = UserFactory(organisation=worker.organisation)
    MembershipFactory(team=team, user=worker)
    late = owed(worker, title="Late", user=colleague, team=team, due_on=TODAY - timedelta(days=1))
    owed(worker, title="In time", user=colleague, team=team, person=late.person)

    assert colleagues_of(manager) == ["Late"]
    assert colleagues_of(worker) == []


def test_without_the_job_there_is_no_section():
    assert tasks_due(Desk(acting(staff_of(EveryoneFactory(), role="evaluator")), TODAY)) is None


@pytest.mark.parametrize("many", [2, 60])
def test_the_list_is_paged_by_25_logs_whom_it_shows_and_asks_the_same(
    worker, sign_in, writer, many, django_assert_max_num_queries
):
    for number in range(many):
        owed(worker, title=f"CANARY {number}", due_on=TODAY - timedelta(days=number))
    client = sign_in(worker)

    with django_assert_max_num_queries(12):
        first = client.get(STEPS)

    said = first.content.decode()
    assert said.count("Mark done") == min(many, 25)
    with writer():
        assert ReadEntry.objects.filter(where="today:steps").count() == min(many, 25)
    if many > 25:
        second = client.get(STEPS + first.context["next"]).content.decode()
        assert "CANARY 34" in second
        assert "CANARY 35" not in second


def test_a_place_that_is_none_begins_at_the_beginning(worker, sign_in):
    owed(worker, title="CANARY step")

    assert "CANARY step" in sign_in(worker).get(STEPS, {"after": "nonsense"}).content.decode()
