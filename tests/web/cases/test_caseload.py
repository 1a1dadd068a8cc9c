"""The caseload: whose cases, what is late, and handing them over; who stands in; and what today says of it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import NOON, TODAY, GrantFactory, KeyDateFactory, NameFactory, PersonFactory, StayFactory, staff_of
from tests.factories.journey import BesideFactory, CaseFactory, CoverFactory, ServiceFactory
from tests.web.cases.conftest import on
from throughline.access import entering
from throughline.cases.models import Case, Cover
from throughline.foundations.models import ReadEntry
from throughline.web.today import case_sections
from throughline.web.today.desk import Desk

pytestmark = pytest.mark.django_db

CASELOAD = reverse("cases:caseload")
HAND_OVER = reverse("cases:hand_over")


def another(world, **facts):
    person = PersonFactory(**({"shown_name": facts.pop("name")} if "name" in facts else {}))
    GrantFactory(person=person, team=world.team)
    return CaseFactory(person=person, service=world.service, **facts)


class TestReading:
    def test_ones_own_are_shown_with_where_they_are_and_when_they_leave(self, cast, world):
        stay = StayFactory(person=world.person)
        KeyDateFactory(stay=stay)
        another(world, name="Someone elses")

        page = cast.worker.get(CASELOAD).content.decode()

        assert world.person.shown_name in page
        assert "Supported in prison" in page
        assert "B Hall 2-14" in page
        assert "in 65 days" in page
        assert "Someone elses" not in page
        assert "1 open case: 1 supported in prison." in page

    def test_those_one_helps_with_and_stands_in_for_are_ones_own_too(self, cast, world):
        beside, covered = another(world, name="Beside Me"), another(world, name="Covered", key_worker=world.mate)
        BesideFactory(case=beside, worker=world.worker)
        CoverFactory(team=world.team, away=world.mate, stand_in=world.worker)

        page = cast.worker.get(CASELOAD).content.decode()

        assert {beside.person.shown_name, covered.person.shown_name} <= {
            row.case.person.shown_name for row in cast.worker.get(CASELOAD).context["rows"]
        }
        assert "You stand in for Morag Teal" in page

    def test_cover_that_is_over_or_of_another_day_shows_nothing(self, cast, world):
        another(world, name="Covered", key_worker=world.mate)
        CoverFactory(team=world.team, away=world.mate, stand_in=world.worker, ended_at=NOON)
        CoverFactory(
            team=world.team,
            away=world.mate,
            stand_in=world.worker,
            from_on=TODAY + timedelta(days=1),
            until_on=TODAY + timedelta(days=2),
        )

        assert "Covered" not in cast.worker.get(CASELOAD).content.decode()

    def test_the_team_and_those_nobody_holds_are_a_tab_away(self, cast, world):
        another(world, name="No Body")

        team = cast.worker.get(CASELOAD, {"show": "team"}).context["rows"]
        nobody = cast.worker.get(CASELOAD, {"show": "nobody"}).context["rows"]

        assert len(team) == 2
        assert [row.case.person.shown_name for row in nobody] == ["No Body"]

    def test_quiet_and_overdue_are_flagged_and_can_be_asked_for(self, cast, world):
        another(world, name="Quiet Man", quiet_from=TODAY, key_worker=world.worker)
        another(world, name="Late Review", review_due_on=TODAY - timedelta(days=1), key_worker=world.worker)

        page = cast.worker.get(CASELOAD).content.decode()
        quiet = cast.worker.get(CASELOAD, {"which": "quiet"}).context["rows"]
        overdue = cast.worker.get(CASELOAD, {"which": "overdue"}).context["rows"]

        assert "1 has been quiet for too long." in page
        assert [row.case.person.shown_name for row in quiet] == ["Quiet Man"]
        assert [row.case.person.shown_name for row in overdue] == ["Late Review"]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [({"setting": "community"}, 1), ({"setting": "prison"}, 1), ({"setting": "moon"}, 2), ({"worker": "x"}, 2)],
    )
    def test_it_is_narrowed_and_nonsense_narrows_nothing(self, cast, world, asked, found):
        another(world, setting="community")

        assert len(cast.worker.get(CASELOAD, {"show": "team", **asked}).context["rows"]) == found

    def test_a_worker_and_a_service_can_be_chosen(self, cast, world):
        another(world, key_worker=world.mate)
        CaseFactory(person=world.person, service=ServiceFactory(team=world.team))

        by_worker = cast.worker.get(CASELOAD, {"show": "team", "worker": str(world.mate.pk)})
        by_service = cast.worker.get(CASELOAD, {"show": "team", "service": str(world.service.pk)})

        assert len(by_worker.context["rows"]) == 1
        assert len(by_service.context["rows"]) == 2

    def test_cases_of_other_teams_and_closed_ones_are_not_in_it(self, cast, world):
        CaseFactory(person=world.person)
        another(world, setting="closed", closed_on=TODAY, close_reason="completed")

        assert len(cast.worker.get(CASELOAD, {"show": "team"}).context["rows"]) == 1
        assert cast.stranger.get(CASELOAD).context["rows"] == []

    def test_empty_lists_say_so_and_other_jobs_are_refused(self, cast, world):
        assert "You hold no open case" in cast.stranger.get(CASELOAD).content.decode()
        assert "Everyone has a key worker" in cast.worker.get(CASELOAD, {"show": "nobody"}).content.decode()
        assert "No open case fits that" in cast.worker.get(CASELOAD, {"setting": "community"}).content.decode()
        assert cast.no_job.get(CASELOAD).status_code == 403

    def test_who_was_shown_is_written_down(self, cast, world, writer):
        cast.worker.get(CASELOAD)

        with writer():
            assert ReadEntry.objects.filter(person_id=world.person.pk, where="cases:caseload").exists()

    def test_it_goes_on_page_by_page_by_family_name(self, cast, world):
        for number in range(30):
            another(world, name=f"Person {number:02}", key_worker=world.worker)

        first = cast.worker.get(CASELOAD)
        second = cast.worker.get(first.context["next"])

        names = [row.case.person.sort_name for page in (first, second) for row in page.context["rows"]]
        assert len(first.context["rows"]) == 25
        assert len(names) == 31
        assert names == sorted(names)

    @pytest.mark.parametrize("many", [2, 60])
    def test_it_asks_no_more_than_it_may_however_many(self, cast, world, many, django_assert_max_num_queries):
        for _ in range(many):
            case = another(world, key_worker=world.worker)
            NameFactory(person=case.person)
            KeyDateFactory(stay=StayFactory(person=case.person))
        CoverFactory(team=world.team, away=world.mate, stand_in=world.worker)

        cast.worker.get(CASELOAD)

        with django_assert_max_num_queries(12):
            cast.worker.get(CASELOAD)


class TestHandingOver:
    def test_a_leavers_cases_go_to_several_people_in_one_press(self, cast, world, once, writer):
        second = another(world, key_worker=world.worker)
        third = staff_of(world.team, name="Third Worker")
        address = f"{HAND_OVER}?from={world.worker.pk}"
        said = {
            "to": str(world.mate.pk),
            "words": "Dougie leaves on Friday",
            f"take-{world.case.pk}": "on",
            f"take-{second.pk}": "on",
            f"to-{second.pk}": str(third.pk),
            **on(),
        }

        page = world.manager.get(address).content.decode()
        answers = [world.manager.post(address, said | once) for _ in range(2)]

        assert world.person.shown_name in page
        assert [answer.headers["Location"] for answer in answers] == [CASELOAD] * 2
        with writer():
            assert Case.objects.get(pk=world.case.pk).key_worker == world.mate
            assert Case.objects.get(pk=second.pk).key_worker == third

    def test_rows_that_were_ticked_are_the_ones_offered(self, cast, world):
        second = another(world, name="Second", key_worker=world.worker)

        page = world.manager.get(HAND_OVER, {"case": [str(second.pk), "nonsense", str(uuid4())]})

        assert [case.pk for case in page.context["cases"]] == [second.pk]

    def test_without_a_list_it_asks_whose(self, cast, world):
        page = world.manager.get(HAND_OVER).content.decode()

        assert "Whose cases change hands?" in page
        assert f"from={world.worker.pk}" in page

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"to": ""}, "Choose who takes them on"),
            ({"words": ""}, "Answer “Why do they change hands?”"),
            (on(year=2027), "has not come yet"),
            ({"take": ""}, "Tick at least one person"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_nothing_changes(self, cast, world, writer, wrong, sentence):
        said = {
            "to": str(world.mate.pk),
            "words": "CANARY why",
            f"take-{world.case.pk}": wrong.get("take", "on"),
        } | on()

        page = world.manager.post(f"{HAND_OVER}?case={world.case.pk}", said | wrong).content.decode()

        assert sentence in page
        with writer():
            assert Case.objects.get().key_worker == world.worker

    def test_a_refusal_of_one_share_undoes_the_others(self, cast, world, writer):
        second = another(world, key_worker=world.mate)
        said = {"words": "Why", f"take-{world.case.pk}": "on", f"take-{second.pk}": "on", **on()}
        each = {f"to-{world.case.pk}": str(world.mate.pk), f"to-{second.pk}": str(world.mate.pk)}
        other = {f"to-{second.pk}": str(world.worker.pk), "on_day": "1", "on_month": "1"}

        assert (
            world.manager.post(
                f"{HAND_OVER}?case={world.case.pk}&case={second.pk}", said | each | other | {"words": " "}
            ).status_code
            == 200
        )

        with writer():
            assert Case.objects.get(pk=world.case.pk).key_worker == world.worker

    def test_those_who_do_not_hand_cases_over_are_refused(self, cast, world):
        assert cast.worker.get(HAND_OVER).status_code == 403
        assert "Hand over" not in cast.worker.get(CASELOAD).content.decode()

    def test_cases_of_other_teams_cannot_be_named(self, cast, world):
        other = CaseFactory(person=world.person)

        page = world.manager.get(HAND_OVER, {"case": str(other.pk)})

        assert "cases" not in page.context or other not in page.context["cases"]


class TestCovering:
    SAID = {"words": "Keys are at the desk", **on(name="from_on"), **on(day=10, name="until_on")}

    def test_it_is_arranged_once_and_ended(self, cast, world, once, writer):
        said = self.SAID | {"away": str(world.mate.pk), "stand_in": str(world.worker.pk)}

        for _ in range(2):
            answer = world.manager.post(reverse("cases:add_cover"), said | once)
        with writer():
            cover = Cover.objects.get()
        page = cast.worker.get(reverse("cases:cover")).content.decode()
        world.manager.post(reverse("cases:end_cover", args=[cover.pk]), {"submission": str(uuid4())})

        assert answer.status_code == 302
        assert "Keys are at the desk" in page
        assert cover.until_on == date(2026, 3, 10)
        with writer():
            assert Cover.objects.get().ended_at is not None

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"stand_in": ""}, "Answer “Who stands in?”"),
            (on(day=1, name="until_on"), "The first day back must be after the first day away"),
        ],
    )
    def test_what_is_wrong_is_said(self, cast, world, wrong, sentence):
        said = self.SAID | {"away": str(world.mate.pk), "stand_in": str(world.worker.pk)}

        assert sentence in world.manager.post(reverse("cases:add_cover"), said | wrong).content.decode()

    def test_nobody_stands_in_for_themself(self, cast, world):
        said = self.SAID | {"away": str(world.mate.pk), "stand_in": str(world.mate.pk)}

        assert "Nobody stands in for themself" in world.manager.post(reverse("cases:add_cover"), said).content.decode()

    def test_who_may_not_manage_sees_the_list_and_no_more(self, cast, world):
        cover = CoverFactory(team=world.team, away=world.mate, stand_in=world.worker)

        assert cast.worker.get(reverse("cases:cover")).status_code == 200
        assert cast.worker.get(reverse("cases:add_cover")).status_code == 403
        assert cast.worker.get(reverse("cases:end_cover", args=[cover.pk])).status_code == 403
        assert cast.stranger.get(reverse("cases:cover")).context["covers"] == []

    def test_no_cover_is_said(self, cast, world):
        assert "Nobody stands in for anyone" in cast.worker.get(reverse("cases:cover")).content.decode()


class TestToday:
    def desk(self, user):
        return Desk(entering.enter(entering.staff(user, at=NOON)), TODAY)

    def test_quiet_cases_are_ones_own_the_longest_first(self, cast, world):
        another(world, name="Week", key_worker=world.worker, quiet_from=TODAY - timedelta(days=7))
        another(world, name="Day", key_worker=world.worker, quiet_from=TODAY - timedelta(days=1))
        another(world, name="Not mine", quiet_from=TODAY)

        section = case_sections.quiet_cases(self.desk(world.worker))

        assert [line.person.shown_name for line in section.lines] == ["Week", "Day"]
        assert section.lines[0].under_why == f"7 days longer than {world.service.name} wants"
        assert section.count == 2

    def test_cases_nobody_holds_are_for_those_who_hand_over(self, cast, world):
        another(world, name="No Body")
        manager = staff_of(world.team, role="service_coordinator")

        assert case_sections.cases_without_worker(self.desk(world.worker)).lines == []
        section = case_sections.cases_without_worker(self.desk(manager))
        assert [line.person.shown_name for line in section.lines] == ["No Body"]

    def test_a_colleagues_people_are_there_while_one_stands_in(self, cast, world):
        another(world, name="Covered", key_worker=world.mate, quiet_from=TODAY)

        assert case_sections.covering(self.desk(world.worker)).lines == []
        CoverFactory(team=world.team, away=world.mate, stand_in=world.worker)
        section = case_sections.covering(self.desk(world.worker))

        assert [line.person.shown_name for line in section.lines] == ["Covered"]
        assert section.lines[0].why == "Morag Teal is away"
        assert section.lines[0].late
