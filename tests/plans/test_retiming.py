"""Steps move with the day they hang on, and back again."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, TODAY
from tests.factories.journey import CaseFactory, PlanFactory, TaskFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import JournalEntry
from throughline.plans.actions import tasks
from throughline.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
OUT = date(2026, 5, 6)
BY = {"by": SYSTEM, "at": NOON + timedelta(hours=1)}


def hung(plan, offset, *, on=OUT, **facts):
    due = None if on is None else on + timedelta(days=offset)
    return TaskFactory(plan=plan, anchor="release", offset=offset, due_on=due, **facts)


def days_of(plan):
    return list(Task.objects.filter(plan=plan).order_by("offset", "id").values_list("due_on", flat=True))


def test_unfinished_steps_move_and_nothing_else_does():
    plan = PlanFactory()
    todo, blocked = hung(plan, -4), hung(plan, 7, state="blocked", state_words="Waits")
    done, dropped = (
        hung(plan, 1, state="done", ended_on=TODAY),
        hung(plan, 2, state="dropped", ended_on=TODAY, state_words="No"),
    )
    fixed, other_anchor = (
        TaskFactory(plan=plan, due_on=OUT),
        TaskFactory(plan=plan, anchor="start", offset=1, due_on=OUT),
    )
    still = [(row, row.due_on) for row in (done, dropped, fixed, other_anchor)]

    moved = tasks.retime(plan.person, anchor="release", on=date(2026, 4, 22), **BY)

    assert {row.pk: row.due_on for row in moved} == {todo.pk: date(2026, 4, 18), blocked.pk: date(2026, 4, 29)}
    for row, before in still:
        row.refresh_from_db()
        assert (row.due_on, row.version) == (before, 1)


def test_the_journal_says_once_how_many_moved_and_the_plan_is_another():
    plan = PlanFactory()
    hung(plan, -4), hung(plan, 7)

    tasks.retime(plan.person, anchor="release", on=date(2026, 4, 22), **BY)

    entry = JournalEntry.objects.get(what="plans.retimed")
    assert (entry.facts["moved"], entry.facts["on"]) == (2, "2026-04-22")
    assert Plan.objects.get().changed_at == BY["at"]


def test_a_count_gives_nothing_away_to_those_who_may_not_see_a_part():
    plan = PlanFactory()
    hung(plan, -4)
    hung(plan, -1, pathway="health", compartment="needs")

    tasks.retime(plan.person, anchor="release", on=date(2026, 4, 22), **BY)

    entries = JournalEntry.objects.filter(what="plans.retimed")
    assert {entry.compartment: entry.facts["moved"] for entry in entries} == {"": 1, "needs": 1}


def test_the_same_day_again_moves_and_says_nothing():
    plan = PlanFactory()
    hung(plan, -4)

    assert tasks.retime(plan.person, anchor="release", on=OUT, **BY) == []
    assert not JournalEntry.objects.filter(what="plans.retimed").exists()


def test_when_the_day_is_no_longer_known_steps_wait_for_one():
    plan = PlanFactory()
    hung(plan, -4)

    tasks.retime(plan.person, anchor="release", on=None, **BY)

    assert days_of(plan) == [None]


def test_a_plan_that_ended_is_left_alone():
    plan = PlanFactory(ended_on=TODAY)
    hung(plan, -4)

    assert tasks.retime(plan.person, anchor="release", on=date(2026, 4, 22), **BY) == []


def test_many_people_move_at_once_in_as_many_questions_as_one():
    plans = [PlanFactory() for _ in range(8)]
    for plan in plans:
        hung(plan, -4), hung(plan, 7)
    days = {plan.person_id: OUT + timedelta(days=number + 1) for number, plan in enumerate(plans)}

    with CaptureQueriesContext(
        connection,
    ) as asked:
        moved = tasks.retime_many(days, anchor="release", **BY)

    assert len(moved) == 16
    assert len([query for query in asked if query["sql"].startswith('UPDATE "plans_task"')]) == 1
    assert len(asked) <= 8
    assert [days_of(plan)[0] for plan in plans] == [days[plan.person_id] - timedelta(days=4) for plan in plans]


def test_support_that_begins_later_gives_days_to_what_hangs_on_it():
    plan = PlanFactory()
    TaskFactory(plan=plan, anchor="start", offset=5, due_on=None)
    CaseFactory(person=plan.person, opened_on=date(2026, 3, 10))

    tasks.retime_by_support(plan.person, **BY)

    assert days_of(plan) == [date(2026, 3, 15)]


@given(
    offsets=st.lists(st.integers(-700, 700), min_size=1, max_size=4),
    there=st.lists(st.none() | st.dates(date(2020, 1, 1), date(2032, 1, 1)), max_size=4),
)
@settings(max_examples=30)
def test_there_and_back_restores_every_day(offsets, there):
    plan = PlanFactory()
    for offset in offsets:
        hung(plan, offset)
    before = days_of(plan)

    for on in [*there, OUT]:
        tasks.retime(plan.person, anchor="release", on=on, **BY)

    assert days_of(plan) == before
