"""The runway of one person: what must be true by when, whose it is, and what holds it up."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOON, TODAY, KeyDateFactory
from tests.factories.journey import TaskFactory
from tests.web.runway.conftest import text, url
from throughline.foundations.models import ReadEntry
from throughline.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
SAVEPOINTS = 2


def test_it_says_what_is_late_what_waits_and_what_is_held_up(cast, laid):
    page = text(cast.worker.get(url("runway", cast.person)))

    assert "3 things still to be true, 1 of them late." in page
    assert "Release is in 19 days, Sat 21 Mar." in page
    assert "First blocker: Sign the ID photo." in page
    assert "It holds up open a bank account and CANARY prescription." in page.replace("cANARY", "CANARY")
    assert "Waits for sign the ID photo" in page
    assert "Day of release, Sat 21 Mar" in page
    assert reverse("plans:progress", args=[cast.person.pk, laid.photo.pk]) in page


def test_what_is_not_shared_is_not_told_nor_counted(cast, laid):
    page = text(cast.colleague.get(url("runway", cast.person)))

    assert "prescription" not in page
    assert "2 things still to be true" in page


def test_done_and_not_needed_are_kept_with_their_words(cast, plan):
    TaskFactory(plan=plan, title="Phone", state="done", ended_on=TODAY, state_words="He has one")
    TaskFactory(plan=plan, title="Tag", state="retired", ended_on=TODAY, state_words="Needed only on curfew")

    page = text(cast.worker.get(url("runway", cast.person)))

    assert "1 step done" in page
    assert "He has one" in page
    assert "Not needed now, Mon 2 Mar. Needed only on curfew" in page


def test_the_days_that_were_are_told(cast, plan, stay, writer):
    KeyDateFactory(stay=stay, type="conditional", on=TODAY + timedelta(days=40),
                   known_at=NOON - timedelta(days=9), recorded_at=NOON - timedelta(days=9))  # fmt: skip

    page = text(cast.worker.get(url("runway", cast.person)))

    assert "Sat 11 Apr: Conditional release date" in page


def test_nobody_has_begun(cast, stay):
    page = text(cast.worker.get(url("runway", cast.person)))

    assert "Nobody has begun" in page
    assert "Lay the runway" in page


def test_with_no_date_it_says_to_be_ready_on_any_day(cast):
    from_nowhere = text(cast.worker.get(url("runway", cast.person)))

    assert "Nobody has begun" in from_nowhere


@pytest.mark.parametrize("name", ["runway", "asks", "today_paper"])
def test_strangers_find_nothing(cast, laid, name):
    assert cast.stranger.get(url(name, cast.person)).status_code == 404


@pytest.mark.parametrize("name", ["runway", "asks"])
def test_a_job_without_plans_is_told_so(cast, laid, name):
    assert cast.no_job.get(url(name, cast.person)).status_code == 403


def test_those_who_only_know_of_someone_are_told_it_is_not_shared(cast, laid):
    answer = cast.knows_of.get(url("runway", cast.person))

    assert "The runway is not shared with you" in text(answer)
    assert "ID photo" not in text(answer)
    assert cast.knows_of.get(url("asks", cast.person)).status_code == 403


def test_who_looked_is_written_down(cast, laid, writer):
    cast.worker.get(url("runway", cast.person))

    with writer():
        assert ReadEntry.objects.filter(where="runway:runway", person_id=cast.person.pk).count() == 1


@pytest.mark.parametrize("many", [2, 60])
def test_it_costs_the_same_however_many_steps(cast, plan, course, many, django_assert_max_num_queries):
    for number in range(many):
        TaskFactory(
            plan=plan,
            key=f"step.{number}",
            title=f"A step with a name of the usual length, {number}",
            why="Because the next thing needs it, and it takes a while.",
            reason="First days out and Prison release protocol ask for it.",
            origin="VOICES, Prison Release Support (2016)",
            evidence="The letter.",
            needs=[f"step.{number - 1}"] if number else [],
            due_on=TODAY + timedelta(days=number * 2 - 6),
        )
    cast.worker.get(url("runway", cast.person))

    with django_assert_max_num_queries(25 + SAVEPOINTS):
        answer = cast.worker.get(url("runway", cast.person))

    assert len(answer.content) < 50 * 1024


def test_laying_it_twice_changes_nothing_the_second_time(cast, plan, course, once, writer):
    first = cast.worker.post(url("lay", cast.person), once, follow=True)
    second = cast.worker.post(url("lay", cast.person), follow=True)

    assert "The runway is laid: 1 step changed." in text(first)
    assert "Nothing changed" in text(second)
    with writer():
        assert Task.objects.filter(plan=plan).values_list("key", flat=True).get() == "id.proof"


def test_laying_it_where_no_protocol_is_for_them_begins_no_plan(cast, stay, writer):
    answer = cast.worker.post(url("lay", cast.person), follow=True)

    assert "no protocol is for them" in text(answer)
    with writer():
        assert not Plan.objects.filter(person=cast.person).exists()


def test_only_those_who_change_plans_lay_it(cast, plan):
    assert cast.no_job.post(url("lay", cast.person)).status_code == 403
    assert cast.stranger.post(url("lay", cast.person)).status_code == 404


def test_nothing_to_ask_is_said(cast, plan, course):
    assert "Everything the runway needs is known" in text(cast.worker.get(url("asks", cast.person)))


@pytest.mark.parametrize(("name", "given"), [("done", {}), ("progress", {"words": "Applied"}), ("block", {"why": "x"})])
def test_what_is_pressed_on_the_runway_goes_back_to_it(cast, laid, once, name, given):
    address = reverse(f"plans:{name}", args=[cast.person.pk, laid.photo.pk])

    answer = cast.worker.post(f"{address}?back=runway", {**once, **given})

    assert answer.headers["Location"] == f"{url('runway', cast.person)}#steps"
