"""What the person wants: set, reworded, reached, slipped, dropped; and needs with no service."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON, TODAY, PersonFactory
from tests.factories.journey import GapFactory, GoalFactory, PlanFactory
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.plans.actions import gaps, goals
from throughline.plans.models import Gap, Slip

pytestmark = pytest.mark.django_db
SOON = date(2026, 4, 1)
BY = {"by": SYSTEM, "at": NOON}


def set_goal(**facts):
    given = {"pathway": "accommodation", "words": "My own door", "by_on": SOON, **BY} | facts
    return goals.set_goal(given.pop("plan", None) or PlanFactory(), **given)


def test_a_goal_keeps_their_words_the_day_and_what_part_of_the_record_it_needs():
    goal = set_goal(pathway="health", words="My medicine in my hand 💊")

    assert (goal.words, goal.by_on, goal.compartment) == ("My medicine in my hand 💊", SOON, "needs")
    assert JournalEntry.objects.get(what="plans.goal_set").compartment == "needs"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"words": " "}, "in their own words"),
        ({"pathway": "moon"}, "Choose from the list"),
        ({"by_on": date(2026, 3, 1)}, "has passed"),
        ({"by_on": date(2029, 3, 1)}, "more than two years"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(facts, words):
    with pytest.raises(Refused, match=words):
        set_goal(**facts)


def test_nothing_is_added_to_a_plan_that_ended():
    with pytest.raises(Refused, match="This plan has ended"):
        set_goal(plan=PlanFactory(ended_on=TODAY))


def test_a_goal_is_put_in_other_words_once_for_each_version():
    goal = set_goal()

    now = goals.reword(goal, words="My own key", version=1, **BY)

    assert now.words == "My own key"
    with pytest.raises(Stale):
        goals.reword(goal, words="Another", version=1, **BY)


def test_a_goal_is_reached_once():
    goal = set_goal()

    over = goals.reach(goal, on=TODAY, words="Got the keys", version=1, **BY)

    assert (over.state, over.ended_on, over.ended_words) == ("reached", TODAY, "Got the keys")
    with pytest.raises(Refused, match="reached already"):
        goals.drop(goal, on=TODAY, words="No", version=2, **BY)


def test_a_goal_is_dropped_for_a_reason():
    goal = set_goal()

    with pytest.raises(Refused, match="why it is dropped"):
        goals.drop(goal, on=TODAY, words=" ", version=1, **BY)

    assert goals.drop(goal, on=TODAY, words="Staying with mum", version=1, **BY).state == "dropped"


def test_nothing_is_reached_tomorrow():
    with pytest.raises(Refused, match="has not come yet"):
        goals.reach(set_goal(), on=date(2026, 3, 3), version=1, **BY)


def test_a_slip_keeps_why_the_help_given_and_both_days_and_the_goal_goes_on():
    goal = set_goal()
    later = SOON + timedelta(days=14)

    slip = goals.slip(goal, why="No ID", support_given="Went with him", now_by_on=later, version=1, **BY)

    goal.refresh_from_db()
    assert (slip.was_by_on, slip.now_by_on, slip.why, slip.support_given) == (SOON, later, "No ID", "Went with him")
    assert (goal.state, goal.by_on) == ("open", later)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"why": ""}, "what got in the way"),
        ({"support_given": " "}, "what help was given"),
        ({"now_by_on": date(2026, 3, 1)}, "has passed"),
    ],
)
def test_a_slip_that_says_too_little_is_refused(facts, words):
    given = {"why": "No ID", "support_given": "Went along", "now_by_on": SOON, "version": 1, **BY} | facts

    with pytest.raises(Refused, match=words):
        goals.slip(GoalFactory(), **given)
    assert not Slip.objects.exists()


def test_a_need_with_no_service_is_kept_and_met_later():
    gap = gaps.record(PersonFactory(), pathway="family", words="Mediation", tried="Two", noted_on=TODAY, **BY)

    met = gaps.fill(gap, words="Families First", on=TODAY, version=1, **BY)

    assert (gap.compartment, met.filled_on, met.filled_words) == ("family", TODAY, "Families First")
    with pytest.raises(Refused, match="has a service already"):
        gaps.fill(gap, words="Again", on=TODAY, version=2, **BY)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"words": " "}, "what they need"),
        ({"pathway": "moon"}, "Choose from the list"),
        ({"noted_on": date(2026, 3, 3)}, "has not come yet"),
    ],
)
def test_a_need_that_cannot_be_is_refused(facts, words):
    given = {"pathway": "work", "words": "A course", "noted_on": TODAY, **BY} | facts

    with pytest.raises(Refused, match=words):
        gaps.record(PersonFactory(), **given)


@pytest.mark.parametrize(
    ("facts", "words"), [({"words": " "}, "which service"), ({"on": date(2026, 3, 1)}, "before the need was noted")]
)
def test_a_service_that_cannot_be_is_refused(facts, words):
    given = {"words": "Families First", "on": TODAY, "version": 1, **BY} | facts

    with pytest.raises(Refused, match=words):
        gaps.fill(GapFactory(noted_on=TODAY), **given)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_end_a_goal_once():
    goal = GoalFactory()

    def reach():
        goals.reach(goal, on=TODAY, version=1, **BY)

    def drop():
        goals.drop(goal, on=TODAY, words="No longer", version=1, **BY)

    assert answers_of(reach, drop) == ["kept", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_meet_a_need_once(writer):
    gap = GapFactory()

    def fill():
        gaps.fill(gap, words="Somewhere", on=TODAY, version=1, **BY)

    assert answers_of(fill, fill) == ["kept", "refused"]
    with writer():
        assert Gap.objects.get().version == 2
