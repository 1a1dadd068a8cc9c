"""The register of barriers: read, narrowed, raised, worked on, ended; and whom it must not name."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import TODAY, AreaFactory, GrantFactory, PersonFactory
from tests.factories.journey import TaskFactory
from tests.factories.meetings import BarrierFactory, BarrierHitFactory
from tests.web.meetings.conftest import text, typed
from throughline.foundations.models import ReadEntry
from throughline.meetings.models import Barrier, BarrierHit, BarrierStep
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db
BARRIERS, RAISE = reverse("barriers:barriers"), reverse("barriers:raise_barrier")
ENDED = {"state": "removed", "before": "Six weeks", "resolution": "Two days", "version": "1"}


def url(name, barrier):
    return reverse(f"barriers:{name}", kwargs={"barrier_id": barrier.pk})


@pytest.fixture
def barrier(panel):
    return BarrierFactory(partnership=panel.partnership, title="No form before release", raised_by=panel.home)


class TestReading:
    def test_partners_read_it_and_nobody_else(self, cast, panel, barrier):
        assert "No form before release" in text(cast.worker.get(BARRIERS))
        assert "No form before release" in text(panel.asked.get(url("barrier", barrier)))
        assert "No form before release" not in text(cast.stranger.get(BARRIERS))
        assert cast.stranger.get(url("barrier", barrier)).status_code == 404
        assert cast.no_job.get(BARRIERS).status_code == 403
        assert cast.no_job.get(url("barrier", barrier)).status_code == 403

    def test_a_small_number_is_hidden_and_only_ones_own_are_named(self, cast, panel, barrier, writer):
        BarrierHitFactory(barrier=barrier, person=cast.person, words="They wait")
        BarrierHitFactory.create_batch(2, barrier=barrier)

        mine, theirs = text(cast.worker.get(url("barrier", barrier))), text(panel.asked.get(url("barrier", barrier)))

        assert "Fewer than 5 people" in mine
        assert "Fewer than 5 people" in theirs
        assert (mine.count("They wait"), theirs.count("CANARY")) == (1, 0)
        with writer():
            assert ReadEntry.objects.get(where="barriers:barrier").person_id == cast.person.pk

    def test_a_number_that_points_at_nobody_is_told(self, cast, barrier):
        BarrierHitFactory.create_batch(5, barrier=barrier)

        assert "5 people" in text(cast.worker.get(BARRIERS))

    def test_it_is_narrowed(self, cast, panel, barrier):
        area = AreaFactory(name="Fife")
        BarrierFactory(partnership=panel.partnership, title="Bank says no", kind="id_and_bank", area=area)

        for query in ("kind=id_and_bank", f"area={area.pk}"):
            said = text(cast.worker.get(f"{BARRIERS}?{query}"))
            assert "Bank says no" in said
            assert "No form before release" not in said
        assert "No barrier fits that" in text(cast.worker.get(f"{BARRIERS}?state=removed"))
        assert "No form before release" in text(cast.worker.get(f"{BARRIERS}?kind=moon"))

    def test_nothing_is_said_where_there_is_nothing(self, cast):
        assert "No barrier was raised yet" in text(cast.stranger.get(BARRIERS))

    @pytest.mark.parametrize("number", [2, 60])
    def test_it_asks_as_few_questions_of_many_as_of_few(self, cast, panel, django_assert_max_num_queries, number):
        for day in range(number):
            BarrierFactory(partnership=panel.partnership, raised_on=TODAY - timedelta(days=day))

        # Five of these step into the writer's role and out of it, to count those the viewer may not open.
        with django_assert_max_num_queries(16):
            first = cast.worker.get(BARRIERS)

        if number > 25:
            second = cast.worker.get(first.context["page"].next)
            ids = [row.barrier.pk for page in (first, second) for row in page.context["rows"]]
            assert len(set(ids)) == 50


class TestRaising:
    def test_it_is_raised_once(self, cast, panel, writer, once):
        asked = {"partnership": str(panel.partnership.pk), "kind": "law", "title": "Forty weeks 🙂"}
        for _ in range(2):
            cast.worker.post(RAISE, asked | once)

        with writer():
            row = Barrier.objects.get()
            assert (row.title, row.raised_by, row.partnership) == ("Forty weeks 🙂", panel.home, panel.partnership)

    def test_it_is_raised_from_a_step_of_someone(self, cast, panel, writer, once):
        with writer():
            task = Task.objects.get()
        asked = {"partnership": str(panel.partnership.pk), "kind": "law", "title": "Forty weeks"}

        cast.worker.post(f"{RAISE}?person={cast.person.pk}&task={task.pk}", asked | once)

        with writer():
            hit = BarrierHit.objects.get()
            assert (hit.person, hit.task) == (cast.person, task)

    def test_another_persons_record_or_step_is_not_found(self, cast, panel):
        task = TaskFactory()

        for query in (f"person={task.person_id}", f"person={cast.person.pk}&task={task.pk}", "person=nonsense"):
            assert cast.worker.get(f"{RAISE}?{query}").status_code == 404

    @pytest.mark.parametrize("wrong", [{"title": ""}, {"title": "x" * 10_000}, {"kind": "moon"}])
    def test_what_cannot_be_is_said_and_nothing_is_kept(self, cast, panel, writer, wrong):
        asked = {"partnership": str(panel.partnership.pk), "kind": "law", "title": "T", "words": "Typed words"}

        page = cast.worker.post(RAISE, asked | wrong)

        assert page.context["form"].errors
        assert "Typed words" in text(page)
        with writer():
            assert Barrier.objects.count() == 0

    def test_without_a_partnership_there_is_no_register(self, cast):
        page = cast.stranger.post(RAISE, {"kind": "law", "title": "T"})

        assert "in no partnership" in text(page)

    def test_a_barrier_stands_in_someones_way(self, cast, panel, barrier, writer, once):
        where = reverse("barriers:touch", kwargs={"person_id": cast.person.pk})
        cast.worker.post(where, {"barrier": str(barrier.pk), "words": "They wait"} | once)

        assert "No form before release" in text(
            cast.worker.get(reverse("meetings:of_person", kwargs={"person_id": cast.person.pk}))
        )
        assert cast.stranger.get(where).status_code == 404
        assert cast.knows_of.get(where).status_code == 403
        assert cast.no_job.get(where).status_code == 403
        with writer():
            assert BarrierHit.objects.get().words == "They wait"

    def test_another_partnerships_barrier_cannot_be_chosen(self, cast, panel):
        where = reverse("barriers:touch", kwargs={"person_id": cast.person.pk})

        page = cast.worker.post(where, {"barrier": str(BarrierFactory().pk)})

        assert "barrier" in page.context["form"].errors


class TestWorking:
    def test_what_was_done_is_kept(self, cast, barrier, writer, once):
        done = {"words": "Rang the council", "version": "1", **typed("look_again_on", TODAY + timedelta(days=7))}

        cast.worker.post(url("work", barrier), done | once)

        assert "Rang the council" in text(cast.worker.get(url("barrier", barrier)))
        with writer():
            row = Barrier.objects.get()
            assert (row.state, row.look_again_on) == ("worked_on", TODAY + timedelta(days=7))

    def test_it_is_passed_to_those_who_govern(self, cast, barrier, writer, once):
        cast.worker.post(url("pass_up", barrier), {"words": "Ask the council", "version": "1"} | once)

        with writer():
            assert (Barrier.objects.get().level, BarrierStep.objects.get().level) == ("governance", "governance")

    def test_it_ends_with_before_and_after(self, cast, barrier, once):
        cast.worker.post(url("end", barrier), ENDED | once)

        said = text(cast.worker.get(url("barrier", barrier)))
        assert "Six weeks" in said
        assert "Two days" in said
        assert "It ended" not in said

    def test_a_stale_end_keeps_what_was_typed(self, cast, barrier, writer):
        page = cast.worker.post(url("end", barrier), ENDED | {"version": "8"})

        assert "Someone else changed this" in text(page)
        assert "Two days" in text(page)
        with writer():
            assert Barrier.objects.get().state == "open"

    def test_it_is_changed(self, cast, panel, barrier, writer, once):
        new = {"partnership": str(panel.partnership.pk), "kind": "law", "title": "New words", "version": "1"}

        cast.worker.post(url("change", barrier), new | once)

        with writer():
            assert Barrier.objects.get().title == "New words"

    @pytest.mark.parametrize("name", ["change", "work", "pass_up", "end"])
    def test_partners_work_on_it_and_nobody_else(self, cast, panel, barrier, name):
        assert panel.asked.get(url(name, barrier)).status_code == 200
        assert cast.stranger.get(url(name, barrier)).status_code == 404
        assert cast.no_job.get(url(name, barrier)).status_code == 403


def test_whoever_works_with_someone_without_parts_notes_a_barrier_too(cast, panel, barrier):
    person = PersonFactory()
    GrantFactory(person=person, team=panel.asked_team)

    assert panel.asked.get(reverse("barriers:touch", kwargs={"person_id": person.pk})).status_code == 200
