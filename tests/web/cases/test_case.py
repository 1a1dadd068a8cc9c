"""Someone's support: the case, what is next, and every small page that moves it along."""

import pytest
from django.urls import reverse

from tests.factories import KeyDateFactory, StayFactory, staff_of
from tests.factories.journey import BesideFactory, CaseFactory, TakingPartSpellFactory, WorkerSpellFactory
from tests.web.cases.conftest import on
from throughline.cases.models import Beside, Case, TakingPartSpell, WorkerSpell

pytestmark = pytest.mark.django_db


def url(name, world, **more):
    return reverse(f"cases:{name}", args=[world.person.pk, world.case.pk])


CHANGES = [
    ("taking_part", {"answer": "declined", "words": "Not just now", **on()}, "taking_part", "declined"),
    ("setting", {"setting": "community", "words": "", **on()}, "setting", "community"),
    ("close", {"reason": "completed", "words": "Home and settled", **on()}, "setting", "closed"),
]


class TestReading:
    def test_the_only_case_is_shown_at_once(self, cast, world):
        answer = cast.worker.get(reverse("cases:about", args=[world.person.pk]))

        assert answer.headers["Location"] == url("case", world)

    def test_several_cases_are_listed(self, cast, world):
        other = CaseFactory(person=world.person)

        page = cast.worker.get(reverse("cases:about", args=[world.person.pk])).content.decode()

        assert other.service.name in page
        assert "Low Moss throughcare" in page

    def test_it_says_where_they_are_who_holds_it_and_what_is_next(self, cast, world):
        WorkerSpellFactory(case=world.case, worker=world.mate, words="She moved to nights")
        TakingPartSpellFactory(case=world.case, words="I will give it a go")

        page = cast.worker.get(url("case", world)).content.decode()

        assert 'aria-current="step"' in page
        assert "They are here" in page
        assert "Then: Stage 2" in page
        assert f"{world.worker.name} is key worker" in page
        assert "She moved to nights" in page
        assert "I will give it a go" in page

    def test_no_case_is_said_and_what_to_do(self, cast):
        page = cast.worker.get(reverse("cases:about", args=[cast.person.pk])).content.decode()

        assert "No service has taken them on" in page

    def test_a_colleague_of_another_team_reads_it_and_changes_nothing(self, cast, world):
        page = cast.colleague.get(url("case", world)).content.decode()
        answer = cast.colleague.post(url("taking_part", world), CHANGES[0][1])

        assert "in the stage “Stage 1”" in page
        assert "Close the case" not in page
        assert answer.status_code == 403
        assert "Another team holds this case" in answer.content.decode()

    def test_who_knows_of_them_is_told_it_is_not_shared(self, cast, world):
        page = cast.knows_of.get(reverse("cases:about", args=[world.person.pk]))

        assert "not shared with you" in page.content.decode()
        assert cast.knows_of.get(url("case", world)).status_code == 404

    @pytest.mark.parametrize("name", ["case", "taking_part", "stage", "setting", "close", "key_worker", "bring_in"])
    def test_strangers_find_nothing_and_other_jobs_are_refused(self, cast, world, name):
        assert cast.stranger.get(url(name, world)).status_code == 404
        assert cast.no_job.get(url(name, world)).status_code == 403

    def test_the_case_of_someone_else_is_not_found_under_this_person(self, cast, world):
        other = CaseFactory()

        assert cast.worker.get(reverse("cases:case", args=[world.person.pk, other.pk])).status_code == 404

    def test_the_page_asks_no_more_than_it_may(self, cast, world, django_assert_max_num_queries):
        KeyDateFactory(stay=StayFactory(person=world.person))
        for number in range(20):
            WorkerSpellFactory(case=world.case, until_on="2026-02-20", words=f"Why {number}")
            BesideFactory(case=world.case, until_on="2026-02-20")

        cast.worker.get(url("case", world))

        with django_assert_max_num_queries(25):
            cast.worker.get(url("case", world))


class TestChanging:
    @pytest.mark.parametrize(("name", "said", "field", "after"), CHANGES)
    def test_a_change_is_made_once_however_often_it_is_sent(self, cast, world, once, writer, name, said, field, after):
        said = said | once | {"version": "1"}

        first = cast.worker.post(url(name, world), said)
        again = cast.worker.post(url(name, world), said)

        assert (first.status_code, again.status_code) == (302, 302)
        assert first.headers["Location"] == url("case", world)
        with writer():
            assert getattr(Case.objects.get(), field) == after
            assert TakingPartSpell.objects.count() == (1 if name == "taking_part" else 0)

    def test_a_stage_is_offered_as_the_next_one_and_kept(self, cast, world, writer):
        page = cast.worker.get(url("stage", world)).content.decode()

        cast.worker.post(url("stage", world), {"stage": str(world.stages[1].pk), "words": "", "version": "1", **on()})

        assert f'value="{world.stages[1].pk}" id="id_stage_1" checked' in page or "checked" in page
        with writer():
            assert Case.objects.get().stage == world.stages[1]

    def test_a_key_worker_changes_with_the_reason_on_the_record(self, cast, world, writer):
        said = {"worker": str(world.mate.pk), "words": "Dougie moved to nights", "version": "1", **on()}

        answer = cast.worker.post(url("key_worker", world), said)

        assert answer.status_code == 302
        with writer():
            assert Case.objects.get().key_worker == world.mate
            assert WorkerSpell.objects.get().words == "Dougie moved to nights"

    def test_a_reason_is_asked_for_when_the_key_worker_changes(self, cast, world):
        said = {"worker": str(world.mate.pk), "words": "", "version": "1", **on()}

        page = cast.worker.post(url("key_worker", world), said).content.decode()

        assert "Answer “Why does it change?”" in page

    def test_a_peer_mentor_is_brought_in_and_let_go(self, cast, world, writer):
        mentor = staff_of(world.team, name="Jay Orr", role="peer_mentor")
        cast.worker.post(url("bring_in", world), {"worker": str(mentor.pk), "role": "peer_mentor", "words": "", **on()})
        with writer():
            beside = Beside.objects.get()
        page = cast.worker.get(url("case", world)).content.decode()

        cast.worker.post(url("let_go", world), {"who": str(beside.pk), "words": "A new job", **on()})

        assert "Jay Orr" in page
        with writer():
            assert Beside.objects.get().until_on is not None

    @pytest.mark.parametrize(
        ("name", "said", "sentence"),
        [
            ("taking_part", {"answer": "", **on()}, "Answer “What did they say?”"),
            ("taking_part", {"answer": "accepted", **on(day=31, month=2)}, "must be a real date"),
            ("taking_part", {"answer": "accepted", **on(year=2027)}, "has not come yet"),
            ("setting", {"setting": "assessment", **on()}, "Choose one of the answers listed"),
            ("close", {"reason": "completed", **on(day=1, month=1)}, "Choose that day or a later one"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, cast, world, name, said, sentence):
        typed = said | {"words": "CANARY typed 🙂", "version": "1"}

        answer = cast.worker.post(url(name, world), typed)

        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert "CANARY typed 🙂" in answer.content.decode()

    @pytest.mark.parametrize("name", ["setting", "close"])
    def test_a_change_over_someone_elses_is_refused_and_then_made(self, cast, world, writer, name):
        said = dict(next(change[1] for change in CHANGES if change[0] == name))

        stale = cast.worker.post(url(name, world), said | {"version": "0"}).content.decode()
        cast.worker.post(url(name, world), said | {"version": "1"})

        assert "Someone else changed this while you had it open" in stale
        assert 'name="version" value="1"' in stale
        with writer():
            assert Case.objects.get().setting != "prison"

    def test_a_closed_case_offers_no_change(self, cast, world):
        cast.worker.post(url("close", world), CHANGES[2][1] | {"version": "1"})

        page = cast.worker.get(url("case", world)).content.decode()
        again = cast.worker.post(url("taking_part", world), CHANGES[0][1]).content.decode()

        assert "Close the case" not in page
        assert "Home and settled" in page
        assert "A closed case stays closed" in again
