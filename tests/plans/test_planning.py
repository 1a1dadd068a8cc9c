"""One plan a person, and what they say of it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOON, TODAY, PersonFactory
from tests.factories.journey import PlanFactory
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.plans.actions import goals, planning
from throughline.plans.models import Agreement, Plan
from throughline.plans.rules import has_changed_since

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def start(person, **facts):
    return planning.open_plan(person, **({"on": TODAY, "by": SYSTEM, "at": NOON} | facts))


def answer(plan, **facts):
    given = {"agrees": True, "said_on": TODAY, "user": None, "by": SYSTEM, "at": NOON}
    return planning.agree(plan, **(given | facts))


def test_a_plan_begins_and_the_journal_says_with_whom():
    plan = start(PersonFactory(), made_with="Ewan and his mum")

    assert (plan.begun_on, plan.ended_on, plan.changed_at) == (TODAY, None, NOON)
    assert JournalEntry.objects.get(what="plans.begun").facts["made_with"] == "Ewan and his mum"


def test_a_person_has_one_plan_at_a_time():
    person = start(PersonFactory()).person

    with pytest.raises(Refused, match="every agency works to the same one"):
        start(person)


def test_the_database_refuses_a_second_open_plan():
    plan = PlanFactory()

    with pytest.raises(IntegrityError, match="one_open_plan"), transaction.atomic():
        PlanFactory(person=plan.person)


def test_no_plan_begins_tomorrow():
    with pytest.raises(Refused, match="has not come yet"):
        start(PersonFactory(), on=date(2026, 3, 3))


def test_another_plan_may_follow_one_that_ended():
    plan = start(PersonFactory())
    planning.end_plan(plan, why="Moved abroad", on=TODAY, version=1, by=SYSTEM, at=NOON)

    start(plan.person)

    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"why": " "}, "why the plan ends"), ({"on": date(2026, 3, 1)}, "before the plan began")],
)
def test_an_end_that_cannot_be_is_refused(facts, words):
    given = {"why": "Done", "on": TODAY, "version": 1, "by": SYSTEM, "at": NOON} | facts

    with pytest.raises(Refused, match=words):
        planning.end_plan(start(PersonFactory()), **given)


def test_a_plan_ends_once():
    plan = start(PersonFactory())
    planning.end_plan(plan, why="Done", on=TODAY, version=1, by=SYSTEM, at=NOON)

    with pytest.raises(Refused, match="ended already"):
        planning.end_plan(plan, why="Done", on=TODAY, version=2, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="This plan has ended"):
        answer(plan)


def test_who_made_it_is_changed_once_for_each_version():
    plan = start(PersonFactory())
    planning.change_plan(plan, made_with="Officer Doull too", version=1, by=SYSTEM, at=NOON)

    with pytest.raises(Stale):
        planning.change_plan(plan, made_with="Nobody", version=1, by=SYSTEM, at=NOON)


def test_their_answer_keeps_their_words_their_areas_in_order_and_whether_they_have_a_copy():
    plan = start(PersonFactory())

    row = answer(plan, words="Aye, that is me", understands=["housing", "benefits"], copy_given=True)

    assert (row.agrees, row.words, row.understands) == (True, "Aye, that is me", ["benefits", "housing"])
    facts = JournalEntry.objects.get(what="plans.answered").facts
    assert facts["copy"] == "they have a copy"
    assert "Aye" not in str(facts)


def test_a_no_says_what_they_want_changed():
    with pytest.raises(Refused, match="what they want changed"):
        answer(start(PersonFactory()), agrees=False)


def test_the_plan_is_another_once_it_changed_and_not_because_something_was_done():
    plan = start(PersonFactory())
    said = answer(plan)
    goal = goals.set_goal(plan, pathway="work", words="Joinery", by_on=TODAY, by=SYSTEM, at=LATER)
    plan.refresh_from_db()
    after_goal = has_changed_since(plan.changed_at, agreed_at=said.recorded_at)
    again = answer(plan, at=LATER)

    goals.reach(goal, on=TODAY, version=1, by=SYSTEM, at=LATER + timedelta(hours=1))

    plan.refresh_from_db()
    assert after_goal
    assert not has_changed_since(plan.changed_at, agreed_at=again.recorded_at)
    assert Agreement.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_start_one_plan():
    person = PersonFactory()

    assert answers_of(lambda: start(person), lambda: start(person)) == ["kept", "refused"]
