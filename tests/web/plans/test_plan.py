"""The page of a plan: what each may see of it, on both sides of the gate, and what the person says of it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import TODAY, PersonFactory, StayFactory, worker_for
from tests.factories.journey import (
    GapFactory,
    GoalFactory,
    PlanAgreementFactory,
    PlanFactory,
    TaskFactory,
)
from tests.web.plans.conftest import text, url
from throughline.foundations.models import ReadEntry
from throughline.plans.models import Agreement, Plan

pytestmark = pytest.mark.django_db
SAVEPOINTS = 3
"""What the test's own transaction adds to a page's: those that open and close the request's, and the test's own."""

ON = {"on_day": "2", "on_month": "3", "on_year": "2026"}
SAID = {"agrees": "yes", "words": "Aye", "said_on_day": "2", "said_on_month": "3", "said_on_year": "2026"}


def test_the_plan_says_what_comes_next_in_their_words_who_does_it_and_by_when(cast, task):
    said = text(cast.worker.get(url("plan", cast.person)))

    for words in ("Next: Rent set up, by Tue 17 Mar. The person.", "My own door", "4 days before release", "To do"):
        assert words in said
    assert "Gate: Sat 21 Mar, in 19 days" in said


def test_looking_is_written_down(cast, plan, writer):
    cast.worker.get(url("plan", cast.person))

    with writer():
        assert ReadEntry.objects.filter(person_id=cast.person.pk, where="plans:plan").count() == 1


def test_steps_stand_on_their_side_of_the_gate_and_the_first_days_are_marked(cast, plan):
    TaskFactory(plan=plan, title="Before it", due_on=date(2026, 3, 17))
    TaskFactory(plan=plan, title="Soon after", anchor="release", offset=3, due_on=date(2026, 3, 24))
    TaskFactory(plan=plan, title="Long after", due_on=date(2026, 6, 1))

    said = text(cast.worker.get(url("plan", cast.person)))
    rows = said[said.index("<tbody>") :]

    assert rows.index("Before it") < rows.index("Gate:") < rows.index("Soon after") < rows.index("Long after")
    assert rows.count("First days") == 1


def test_what_is_late_or_blocked_says_so_and_by_how_much(cast, plan):
    TaskFactory(plan=plan, title="ID photo", due_on=date(2026, 2, 24))
    TaskFactory(plan=plan, title="Bank account", state="blocked", state_words="Needs photo ID")

    said = text(cast.worker.get(url("plan", cast.person)))

    for words in ("by 6 days", "Needs photo ID", "1 step is late. 1 step is blocked."):
        assert words in said


def test_with_no_date_known_steps_wait_for_one(cast):
    plan = PlanFactory(person=cast.person)
    StayFactory(person=cast.person, legal_status="remand")
    TaskFactory(plan=plan, anchor="release", offset=7, due_on=None)

    said = text(cast.worker.get(url("plan", cast.person)))

    for words in ("As soon as a date is known", "7 days after release", "no day is known yet"):
        assert words in said


def test_outside_with_no_time_in_prison_known_nothing_is_lost_from_the_page(cast):
    plan = PlanFactory(person=cast.person)
    TaskFactory(plan=plan, title="Hung before", anchor="release", offset=-7, due_on=None)
    TaskFactory(plan=plan, title="Of its own")

    said = text(cast.worker.get(url("plan", cast.person)))

    assert "Hung before" in said
    assert "Of its own" in said
    assert "Gate:" not in said


def test_a_colleague_sees_a_lock_and_no_count_for_what_is_not_shared(cast, task, plan):
    GoalFactory(plan=plan, pathway="health", compartment="needs", words="CANARY medicine")
    TaskFactory(plan=plan, pathway="health", compartment="needs", title="CANARY script")
    GapFactory(person=cast.person, pathway="family", compartment="family", words="CANARY mediation")

    whole, narrow = (text(client.get(url("plan", cast.person))) for client in (cast.worker, cast.colleague))

    assert ("0 of 2 steps done" in whole, "0 of 1 step done" in narrow) == (True, True)
    assert "CANARY script" in whole
    assert not [word for word in ("CANARY medicine", "CANARY script", "CANARY mediation") if word in narrow]
    assert narrow.count("not shared with you") == 3
    assert "Women who" not in narrow


def test_the_most_private_parts_are_named_only_to_those_who_may_see_them(cast, plan):
    TaskFactory(plan=plan, pathway="abuse", compartment="sensitive", title="CANARY refuge")

    assert "CANARY refuge" in text(cast.worker.get(url("plan", cast.person)))
    assert "lived with abuse" not in text(cast.colleague.get(url("plan", cast.person)))


def test_those_who_only_know_of_them_are_told_it_is_not_shared(cast, task):
    answer = cast.knows_of.get(url("plan", cast.person))

    assert answer.status_code == 200
    assert "The plan is not shared with you" in text(answer)
    assert "Rent set up" not in text(answer)


@pytest.mark.parametrize("page", ["plan", "print", "open_plan", "agree", "set_goal", "add_task", "add_gap", "end_plan"])
def test_a_stranger_finds_nothing_and_without_the_job_nobody_goes_on(cast, plan, page):
    assert cast.stranger.get(url(page, cast.person)).status_code == 404
    assert cast.no_job.get(url(page, cast.person)).status_code == 403


@pytest.mark.parametrize("page", ["open_plan", "agree", "set_goal", "add_task", "add_gap", "end_plan"])
def test_those_who_only_read_change_nothing(cast, plan, mentor, page):
    assert mentor.client.get(url("plan", cast.person)).status_code == 200
    assert mentor.client.get(url(page, cast.person)).status_code == 403
    assert cast.knows_of.get(url(page, cast.person)).status_code == 403


def test_with_no_plan_it_can_be_started_once_however_often_the_button_is_pressed(cast, writer, once):
    empty = text(cast.worker.get(url("plan", cast.person)))

    for _ in range(2):
        cast.worker.post(url("open_plan", cast.person), ON | {"made_with": "Ewan 👍"} | once)

    with writer():
        assert Plan.objects.get(person=cast.person).made_with == "Ewan 👍"
    assert "There is no plan yet" in empty
    assert cast.worker.get(url("open_plan", cast.person)).status_code == 302


def test_a_second_plan_is_refused_and_what_was_typed_stays(cast, plan, once):
    said = text(cast.worker.post(url("open_plan", cast.person), ON | {"made_with": "CANARY typed"} | once))

    assert "They have a plan already" in said
    assert "CANARY typed" in said


def test_what_they_say_is_kept_with_what_they_understand(cast, plan, writer, once):
    answer = SAID | {"understands": ["housing", "benefits"], "copy_given": "on"}

    cast.worker.post(url("agree", cast.person), answer | once)

    said = text(cast.worker.get(url("plan", cast.person)))
    with writer():
        assert Agreement.objects.get().understands == ["benefits", "housing"]
    for words in ("Aye", cast.worker_user.name, "Housing"):
        assert words in said


def test_a_no_without_their_words_is_asked_for_again(cast, plan, once):
    said = text(cast.worker.post(url("agree", cast.person), SAID | {"agrees": "no", "words": ""} | once))

    assert "Write what they want changed" in said


def test_a_plan_that_changed_since_they_answered_says_so(cast, plan):
    PlanAgreementFactory(plan=plan, recorded_at=plan.changed_at.replace(hour=1), agrees=True, copy_given=True)

    said = text(cast.worker.get(url("plan", cast.person)))

    assert "The plan has changed since" in said
    assert "of the plan as it was" in said


def test_a_plan_is_ended_with_a_reason_on_the_version_that_was_read(cast, plan, writer, once):
    said = ON | {"why": "Moved abroad", "version": "7"}
    stale = text(cast.worker.post(url("end_plan", cast.person), said | once))
    assert "Someone else changed this" in stale
    assert "Moved abroad" in stale

    cast.worker.post(url("end_plan", cast.person), said | {"version": "1"})

    with writer():
        assert Plan.objects.get().ended_on == TODAY
    assert "The last plan ended on Mon 2 Mar" in text(cast.worker.get(url("plan", cast.person)))


def test_changing_who_made_it_begins_with_what_is_kept(cast, plan, writer):
    assert "CANARY family" in text(cast.worker.get(url("change_plan", cast.person)))

    cast.worker.post(url("change_plan", cast.person), {"made_with": "Officer Doull", "version": "1"})

    with writer():
        assert Plan.objects.get().made_with == "Officer Doull"


@pytest.mark.parametrize("many", [2, 60])
def test_the_page_asks_the_same_however_much_is_on_the_plan(cast, plan, many, django_assert_max_num_queries):
    for number in range(many):
        goal = GoalFactory(plan=plan, pathway="work", words=f"Goal {number}")
        TaskFactory(plan=plan, goal=goal, pathway="work")
        TaskFactory(plan=plan, state="done", ended_on=TODAY)
        GapFactory(person=cast.person)
    PlanAgreementFactory(plan=plan)

    with django_assert_max_num_queries(25 + SAVEPOINTS):
        cast.worker.get(url("plan", cast.person))


def test_a_page_about_someone_else_opens_nothing_of_this_plan(cast, task, goal, sign_in):
    other = PersonFactory()
    elsewhere = sign_in(worker_for(other))

    for page, key, row in (("task", "task_id", task), ("done", "task_id", task), ("goal", "goal_id", goal)):
        assert elsewhere.get(url(page, other, **{key: row.pk})).status_code == 404


def test_the_plan_is_among_the_pages_about_a_person(cast):
    assert reverse("plans:plan", args=[cast.person.pk]) in text(
        cast.worker.get(reverse("people:person", args=[cast.person.pk]))
    )
