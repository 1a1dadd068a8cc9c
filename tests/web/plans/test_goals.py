"""The pages of a goal, and of needs with no service."""

from datetime import date

import pytest

from tests.factories import TODAY, PersonFactory
from tests.factories.journey import GapFactory, GoalFactory, SlipFactory
from tests.web.plans.conftest import text, url
from throughline.plans.models import Gap, Goal, Slip

pytestmark = pytest.mark.django_db
GOAL = {"words": "My own key", "pathway": "accommodation", "by_on_day": "1", "by_on_month": "4", "by_on_year": "2026"}
ON = {"on_day": "2", "on_month": "3", "on_year": "2026"}
SLIP = {
    "why": "No ID",
    "support_given": "Went along",
    "now_by_on_day": "1",
    "now_by_on_month": "5",
    "now_by_on_year": "2026",
}
NOTED = {"noted_on_day": "2", "noted_on_month": "3", "noted_on_year": "2026"}


def test_a_goal_is_set_once_however_often_the_button_is_pressed(cast, plan, writer, once):
    for _ in range(2):
        cast.worker.post(url("set_goal", cast.person), GOAL | once)

    with writer():
        goal = Goal.objects.get()
    assert (goal.words, goal.by_on, goal.compartment) == ("My own key", date(2026, 4, 1), "")
    assert "My own key" in text(cast.worker.get(url("plan", cast.person)))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": ""}, "Answer “What do they want?”"),
        ({"words": "x" * 10_000}, "must be 500 characters or fewer"),
        ({"pathway": "moon"}, "Choose one of the answers listed"),
        ({"by_on_year": "2019"}, "has passed"),
        ({"by_on_day": "31"}, "must be a real date"),
        ({"by_on_day": ""}, "must include a day"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, plan, writer, once, wrong, sentence):
    said = text(cast.worker.post(url("set_goal", cast.person), GOAL | wrong | once))

    assert sentence in said
    assert wrong.get("words", GOAL["words"]) in said
    with writer():
        assert not Goal.objects.exists()


def test_parts_that_are_not_shared_are_not_offered_nor_taken(cast, plan, writer, once):
    offered = text(cast.colleague.get(url("set_goal", cast.person)))

    refused = text(cast.colleague.post(url("set_goal", cast.person), GOAL | {"pathway": "health"} | once))

    assert "Mental and physical health" not in offered
    assert "Choose one of the answers listed" in refused
    with writer():
        assert not Goal.objects.exists()


def test_a_goal_shows_its_steps_and_every_time_it_slipped(cast, goal, task):
    SlipFactory(goal=goal, why="CANARY no ID", support_given="Went along", now_by_on=date(2026, 5, 1))

    said = text(cast.worker.get(url("goal", cast.person, goal_id=goal.pk)))

    for words in ("My own door", "Rent set up", "CANARY no ID", "Went along", "Fri 1 May"):
        assert words in said


@pytest.mark.parametrize(
    ("page", "answer", "state"),
    [
        ("reach", ON | {"words": "Got the keys"}, "reached"),
        ("drop_goal", ON | {"why": "Staying with mum"}, "dropped"),
        ("reword", {"words": "A key of my own"}, "open"),
        ("slip", SLIP, "open"),
    ],
)
def test_what_happens_to_a_goal_is_kept_once_and_an_old_version_is_refused(cast, goal, writer, page, answer, state):
    address = url(page, cast.person, goal_id=goal.pk)

    asked = cast.worker.get(address)
    kept = cast.worker.post(address, answer | {"version": "1"})
    stale = cast.worker.post(address, answer | {"version": "1"})

    assert (asked.status_code, kept.status_code, stale.status_code) == (200, 302, 200)
    assert "Someone else changed this" in text(stale)
    with writer():
        assert (Goal.objects.get().state, Goal.objects.get().version) == (state, 2)


def test_a_slip_without_the_help_given_is_asked_for_again(cast, goal, writer, once):
    said = text(cast.worker.post(url("slip", cast.person, goal_id=goal.pk), SLIP | {"support_given": ""} | once))

    assert "What help was given?" in said
    assert "No ID" in said
    with writer():
        assert not Slip.objects.exists()


def test_a_goal_in_a_part_that_is_not_shared_is_not_found(cast, plan):
    hidden = GoalFactory(plan=plan, pathway="health", compartment="needs")
    other = GoalFactory()

    for client, row in ((cast.colleague, hidden), (cast.worker, other)):
        for page in ("goal", "reach", "slip", "drop_goal", "reword"):
            assert client.get(url(page, cast.person, goal_id=row.pk)).status_code == 404


def test_a_need_with_no_service_is_noted_counted_and_met(cast, writer, once):
    need = {"words": "Mediation with dad", "pathway": "work", "tried": "Two places"} | NOTED
    for _ in range(2):
        cast.worker.post(url("add_gap", cast.person), need | once)
    counted = text(cast.worker.get(url("plan", cast.person)))
    with writer():
        gap = Gap.objects.get()

    cast.worker.post(url("fill_gap", cast.person, gap_id=gap.pk), ON | {"words": "Families First", "version": "1"})

    assert '<span class="section-count">1</span>' in counted
    said = text(cast.worker.get(url("plan", cast.person)))
    assert "1 need met since" in said
    with writer():
        assert Gap.objects.get().filled_on == TODAY


def test_a_need_of_someone_else_or_of_a_part_not_shared_is_not_found(cast):
    hidden = GapFactory(person=cast.person, pathway="family", compartment="family")

    for client, gap in ((cast.colleague, hidden), (cast.worker, GapFactory(person=PersonFactory()))):
        assert client.get(url("fill_gap", cast.person, gap_id=gap.pk)).status_code == 404
