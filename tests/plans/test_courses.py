"""Plans follow protocols, in one version each, until someone says otherwise."""

import pytest

from tests.factories import NOON, TODAY
from tests.factories.journey import PlanFactory
from tests.factories.runway import GATE, REMAND, CourseFactory, version_of
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.plans import queries
from throughline.plans.actions import courses
from throughline.plans.models import Course

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}


def follow(plan, version):
    return courses.follow(plan, version, begun_on=TODAY, **BY)


def test_a_plan_follows_a_protocol_once():
    plan, version = PlanFactory(), version_of(GATE)

    first, again = follow(plan, version), follow(plan, version)

    assert (first, Course.objects.count()) == (again, 1)
    assert JournalEntry.objects.get(what="plans.followed").facts == {"protocol": "Out of the gate", "number": 1}


def test_a_plan_follows_one_version_at_a_time():
    plan = PlanFactory()
    follow(plan, version_of(GATE))

    with pytest.raises(Refused, match="follows version 1"):
        follow(plan, version_of(GATE, number=2))


def test_a_plan_that_ended_follows_nothing_new():
    with pytest.raises(Refused, match="This plan has ended"):
        follow(PlanFactory(ended_on=TODAY), version_of(GATE))


def test_a_plan_leaves_a_protocol_for_a_reason_and_once():
    course = follow(PlanFactory(), version_of(GATE))

    with pytest.raises(Refused, match="Say why"):
        courses.leave(course, why=" ", on=TODAY, **BY)
    left = courses.leave(course, why="Put on by mistake", on=TODAY, **BY)

    assert (left.ended_on, left.ended_why) == (TODAY, "Put on by mistake")
    assert not queries.courses_now(Course.objects.all())
    with pytest.raises(Refused, match="does not follow"):
        courses.leave(course, why="Again", on=TODAY, **BY)


def test_a_plan_moves_to_another_version_and_the_journal_says_what_is_different():
    course = follow(PlanFactory(), version_of(GATE))
    newer = version_of(GATE.replace("10 weeks before release", "12 weeks before release"), number=2)

    moved = courses.move_to(course, newer, **BY)

    assert (moved.version_of, moved.begun_on, moved.version) == (newer, TODAY, 2)
    facts = JournalEntry.objects.get(what="plans.moved_to_version").facts
    assert (facts["before"], facts["number"], facts["changed"]) == (1, 2, "0 steps more, 0 fewer, 1 different")
    with pytest.raises(Refused, match="already"):
        courses.move_to(course, newer, **BY)
    with pytest.raises(Refused, match="another protocol"):
        courses.move_to(course, version_of(REMAND), **BY)


@pytest.mark.django_db(transaction=True)
def test_two_who_put_a_plan_on_a_protocol_at_once_do_it_once(writer):
    plan, version = PlanFactory(), version_of(GATE)

    answers = answers_of(lambda: follow(plan, version), lambda: follow(plan, version))

    with writer():
        assert (answers, Course.objects.count()) == (["kept", "kept"], 1)


def test_the_protocols_of_a_plan_are_listed_those_that_go_on_first():
    ended = CourseFactory()
    going = follow(ended.plan, version_of(GATE))

    assert list(queries.courses_newest(Course.objects.all())) == [going, ended]
    assert list(queries.courses_now(Course.objects.all())) == [going]
