"""The plan on paper: what the person carries, and nothing they should not."""

from datetime import date

import pytest

from tests.factories import OrganisationFactory
from tests.factories.journey import GoalFactory, PlanFactory, TaskFactory
from tests.web.plans.conftest import text, url
from throughline.web.plans.fitting import LARGE, NORMAL, fit, height
from throughline.web.plans.paper import Next, Ring, Wish

pytestmark = pytest.mark.django_db


def test_the_sheet_speaks_as_the_person_does(cast, task, plan):
    kindling = OrganisationFactory(name="Kindling", phone="01632 960 114")
    TaskFactory(plan=plan, title="Jobcentre", owner="non_statutory", organisation=kindling, due_on=date(2026, 3, 24))

    said = text(cast.worker.get(url("print", cast.person)))

    for words in (
        "My plan",
        cast.person.shown_name,
        "I get out on <b>Saturday 21 March</b>",
        "“My own door”",
        "By Tuesday 17 March",
        "I do this.",
        "Kindling will do this.",
        "01632 960 114",
    ):
        assert words in said
    assert said.index("Before I get out") < said.index("Rent set up") < said.index("After I get out")


def test_why_a_step_waits_is_not_on_the_paper(cast, plan):
    TaskFactory(plan=plan, state="blocked", state_words="CANARY reason")

    said = text(cast.worker.get(url("print", cast.person)))

    assert "This is waiting for something else first." in said
    assert "CANARY reason" not in said


def test_what_the_viewer_may_not_see_is_not_on_the_paper_and_they_are_told_so(cast, plan):
    TaskFactory(plan=plan, pathway="health", compartment="needs", title="CANARY script")

    narrow = text(cast.colleague.get(url("print", cast.person)))

    assert "CANARY script" in text(cast.worker.get(url("print", cast.person)))
    assert "CANARY script" not in narrow
    assert "Not on this copy, because it is not shared with you: Mental and physical health" in narrow


def test_the_most_private_parts_are_printed_only_when_asked_for(cast, plan):
    GoalFactory(plan=plan, pathway="abuse", compartment="sensitive", words="CANARY safe")

    assert "CANARY safe" not in text(cast.worker.get(url("print", cast.person)))
    assert "CANARY safe" in text(cast.worker.get(url("print", cast.person), {"private": "1"}))
    assert "CANARY safe" not in text(cast.colleague.get(url("print", cast.person), {"private": "1"}))


def test_large_print_is_there_for_the_asking(cast, task):
    assert 'class="paper large"' in text(cast.worker.get(url("print", cast.person), {"large": "1"}))


def test_a_plan_with_nothing_on_it_prints(cast):
    PlanFactory(person=cast.person)

    assert "Nothing is written in my plan yet" in text(cast.worker.get(url("print", cast.person)))


def test_those_who_only_know_of_them_print_nothing_and_no_plan_is_not_found(cast, plan):
    assert cast.knows_of.get(url("print", cast.person)).status_code == 403


def test_there_is_nothing_to_print_with_no_plan(cast):
    assert cast.worker.get(url("print", cast.person)).status_code == 404


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("letter", ["x", "W", "💊", "界"])
def test_however_long_a_plan_is_two_sheets_hold_it_and_the_rest_is_said(letter, large):
    rings = [Ring(who=letter * 150, phone="01632 960 114")] * 9
    wishes = [Wish(part="A place to live", words=letter * 500)] * 20
    steps = [Next(when="By Tuesday 3 February", what=letter * 200, who=f"{letter * 200} will do this.")] * 60

    sheets = fit("Az", rings, wishes, steps, large=large)

    size = LARGE if large else NORMAL
    kept = [(f"{ring.who}  {ring.phone}",) for ring in sheets.people]
    kept += [(f"{wish.part}: “{wish.words}”",) for wish in sheets.wishes]
    kept += [(step.what, f"{step.when}. {step.who}") for step in sheets.steps]
    assert sum(height(texts, size) for texts in kept) <= size.lines
    assert "more step" in sheets.left_out


def test_a_plan_of_ordinary_length_is_printed_whole():
    wishes = [Wish(part="A place to live", words="My own door. Not the hostel.")] * 7
    steps = [Next(when="By Tuesday 3 February", what="Rent set up", who="Kindling will do this.")] * 9

    assert fit("Az", [Ring(who="Kindling", phone="1")] * 3, wishes, steps, large=False).left_out == ""
