"""Steps move with the day they hang on, and back again."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOON, TODAY, KeyDateFactory, StayFactory
from tests.factories.journey import AssessmentFactory, CaseFactory, PlanFactory, ReferralFactory, TaskFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import JournalEntry
from throughline.plans.actions import tasks
from throughline.plans.hinges import hinges_of
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

    moved = tasks.retime_known(hinges_of([plan.person_id]), **BY)

    assert days_of(plan) == [date(2026, 3, 15)]
    assert [(shift.what, shift.before, shift.after) for shift in moved] == [("moved", None, date(2026, 3, 15))]


def test_every_day_a_step_can_hang_on_is_found():
    stays = [
        StayFactory(admitted_on=date(2025, 1, 6), ended_on=date(2025, 6, 2), ended_how="release_planned"),
    ]
    now = StayFactory(person=stays[0].person, admitted_on=date(2026, 1, 5))
    KeyDateFactory(stay=now, on=date(2026, 5, 2), recorded_at=NOON)
    referral = ReferralFactory(
        person=now.person,
        state="accepted",
        support="full",
        received_on=date(2026, 1, 7),
        decided_on=date(2026, 1, 9),
        decided_at=NOON,
    )
    case = CaseFactory(person=now.person, referral=referral, opened_on=date(2026, 1, 9))
    AssessmentFactory(person=now.person, begun_on=date(2026, 1, 12))
    plan = PlanFactory(person=now.person, case=case)

    days = hinges_of([plan.person_id])[plan.person_id].days()

    assert days == {
        "admission": date(2026, 1, 5),
        "referral": date(2026, 1, 7),
        "decision": date(2026, 1, 9),
        "assessment": date(2026, 1, 12),
        "start": date(2026, 1, 9),
        "ending": None,
        "date_known": TODAY,
        "release": date(2026, 5, 2),
        "first_day": date(2026, 5, 5),
        "return": date(2026, 1, 5),
    }


def test_working_days_are_those_of_the_prison_then_of_home():
    stay = StayFactory(prison__organisation__jurisdiction="england_and_wales")
    KeyDateFactory(stay=stay, on=date(2026, 4, 30))
    plan = PlanFactory(person=stay.person)
    row = TaskFactory(plan=plan, anchor="release", offset=2, unit="working", due_on=None)

    tasks.retime_known(hinges_of([plan.person_id]), **BY)

    row.refresh_from_db()
    assert row.due_on == date(2026, 5, 5)


def test_steps_of_protocols_are_left_to_the_runway():
    plan = PlanFactory()
    kept = hung(plan, -4, key="id.proof", protocols=["gate"])

    assert tasks.retime(plan.person, anchor="release", on=date(2026, 4, 22), **BY) == []
    kept.refresh_from_db()
    assert kept.due_on == OUT - timedelta(days=4)


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
