"""The board: who leaves, what each needs, who may see it, and how it is narrowed and turned."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.architecture.sources import ROOT
from tests.factories import (
    NOON,
    TODAY,
    AreaFactory,
    GrantFactory,
    MembershipFactory,
    PartnerFactory,
    PartnershipFactory,
    PrisonFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
    staff_of,
)
from tests.factories.housing import ApplicationFactory, HomeFactory
from tests.factories.journey import (
    AssessmentFactory,
    CaseFactory,
    PartOfLifeFactory,
    PlanFactory,
    ServiceFactory,
    TaskFactory,
)
from throughline.foundations.models import ReadEntry
from throughline.plans.models import Task
from throughline.protocols.statuses import MustHave

pytestmark = pytest.mark.django_db

BOARD, ANY_DAY, PRINT = reverse("releases:board"), reverse("releases:any_day"), reverse("releases:print")


def names(answer, part="rows"):
    return [row.leaver.name for row in answer.context[part]]


def row_of(answer, person, part="rows"):
    return next(row for row in answer.context[part] if row.leaver.person_id == person.pk)


def words(row):
    return {cell.label: cell.word for cell in row.cells}


class TestReading:
    def test_someone_is_shown_with_days_left_place_date_and_what_they_need(self, cast, world):
        page = cast.worker.get(BOARD)
        text, row = page.content.decode(), row_of(page, world.person)

        assert (row.days, row.week.words, row.week.count) == ("10", "Week of Mon 9 Mar", "1 person")
        assert "B Hall 2-14" in text
        assert "Thu 12 Mar" in text
        assert "Firm" in text
        assert words(row) == {
            "Address": "None",
            "ID": "Ordered",
            "Bank": "Ask",
            "Benefits": "Ask",
            "GP": "Ask",
            "Prescription": "Ask",
            "First week": "Ask",
            "Phone": "Ask",
            "Met at the gate": "Ask",
        }

    def test_the_lead_and_the_heads_count(self, cast, world):
        HomeFactory(person=world.leaver(days=3), when="planned", kind="family", sure="agreed")
        world.waiting()

        page = cast.worker.get(BOARD)
        heads = {head.label: head.count for head in page.context["heads"]}

        assert page.context["lead"] == (
            "2 people leave between today and Mon 25 May. 1 has no address for the first night. "
            "1 more could leave any day."
        )
        assert heads["Address"] == "1 of 2"
        assert heads["ID"] == "0 of 2"
        assert "People leaving each week. 2 in 12 weeks, 1 with no address." in page.content.decode()

    def test_a_home_that_is_kept_planned_or_asked_for_is_said(self, cast, world):
        kept, asked = world.leaver(), world.leaver()
        HomeFactory(person=kept)
        ApplicationFactory(person=asked)
        HomeFactory(person=world.person, when="planned", kind="family", sure="agreed")

        page = cast.worker.get(BOARD)

        assert words(row_of(page, kept))["Address"] == "Their own"
        assert words(row_of(page, asked))["Address"] in {"Asked for", "At risk"}
        assert words(row_of(page, world.person))["Address"] == "Family"

    def test_who_leaves_in_three_days_with_nowhere_to_sleep_is_marked(self, cast, world):
        tonight, soon, later = world.leaver(days=0), world.leaver(days=3), world.leaver(days=4)

        page = cast.worker.get(BOARD)

        assert (row_of(page, tonight).days, row_of(page, tonight).way.title) == ("Today", "No bed tonight")
        assert row_of(page, soon).bare_soon
        assert not row_of(page, later).bare_soon
        assert page.content.decode().count('class="now"') == 2

    def test_the_first_blocker_leads_to_the_step(self, cast, world):
        photo = TaskFactory(plan=world.plan, title="ID photo", key="id.photo", due_on=TODAY - timedelta(days=6))
        TaskFactory(plan=world.plan, title="Bank", key="bank.account", needs=["id.photo"])

        page = cast.worker.get(BOARD)

        assert row_of(page, world.person).way.under == "The person, 6 days late. Holds up 1 other step"
        assert reverse("plans:task", args=[world.person.pk, photo.pk]) in page.content.decode()

    @pytest.mark.parametrize(
        ("facts", "whose"),
        [
            ({}, "HMP Carrick Vale"),
            ({"team": "Everyone"}, "HMP Carrick Vale"),
            ({"team": "Resettlement"}, "Resettlement"),
            ({"department": "healthcare", "team": "Health hub"}, "Healthcare"),
            ({"department": "healthcare", "user": "Officer Doull"}, "Officer Doull"),
        ],
    )
    def test_whose_a_step_is_is_said_in_as_few_words_as_tell_it(self, cast, world, facts, whose):
        organisation = world.prison.organisation
        kind = "everyone" if facts.get("team") == "Everyone" else "casework"
        made = {
            "team": lambda name: TeamFactory(organisation=organisation, name=name, kind=kind),
            "user": lambda name: UserFactory(organisation=organisation, name=name),
        }
        held = {key: made[key](value) if key in made else value for key, value in facts.items()}
        late = TODAY - timedelta(days=1)
        TaskFactory(plan=world.plan, due_on=late, owner="statutory", organisation=organisation, **held)

        assert row_of(cast.worker.get(BOARD), world.person).way.under == f"{whose}, 1 day late"

    def test_a_step_of_health_is_never_named_on_the_board(self, cast, world):
        due = TODAY - timedelta(days=6)
        facts = {"plan": world.plan, "pathway": "health", "compartment": "needs", "due_on": due}
        TaskFactory(title="CANARY methadone", must_have="prescription", **facts)
        TaskFactory(title="CANARY hepatitis", **facts)

        page = cast.worker.get(BOARD).content.decode()

        assert "CANARY methadone" not in page
        assert "CANARY hepatitis" not in page
        assert "Late" in page

    def test_a_date_that_moved_says_what_it_was(self, cast, world):
        moved = world.leaver(days=20, was=14)
        world.leaver("Same Day", days=20, was=20)

        page = cast.worker.get(BOARD)
        text = page.content.decode()

        assert text.count("Was Mon 16 Mar") == 1
        assert "1 date moved in the last 7 days." in text
        assert names(cast.worker.get(BOARD, {"show": "moved"})) == [moved.shown_name]

    def test_dates_beyond_twelve_weeks_and_passed_ones_are_not_on_it(self, cast, world):
        last, beyond = world.leaver("Last Day", days=84), world.leaver("Too Far", days=85)
        world.leaver("Gone By", days=-2)

        page = cast.worker.get(BOARD)

        assert last.shown_name in names(page)
        assert beyond.shown_name not in names(page)
        assert "Gone By" not in page.content.decode()
        assert "1 person should have left" in page.content.decode()

    def test_those_who_could_leave_any_day_stand_apart_the_next_decision_first(self, cast, world):
        world.waiting("No Date", status="recalled")
        world.waiting("Later Court", court=9)
        court = world.waiting("Court Soon", court=3)

        page = cast.worker.get(BOARD)

        assert names(page, "any_day_rows") == ["Court Soon", "Later Court", "No Date"]
        assert "Court, on remand" in page.content.decode()
        assert row_of(page, court, "any_day_rows").known == 9
        assert row_of(page, court, "any_day_rows").settled == 0

    def test_only_the_first_few_are_below_the_board_and_all_a_link_away(self, cast, world):
        for number in range(30):
            world.waiting(f"Remand {number:02}", court=number)

        page = cast.worker.get(BOARD)
        first = cast.worker.get(ANY_DAY)
        second = cast.worker.get(ANY_DAY + first.context["next"])

        assert len(page.context["any_day_rows"]) == 4
        assert "Show all 30" in page.content.decode()
        assert names(first, "any_day_rows") + names(second, "any_day_rows") == [f"Remand {n:02}" for n in range(30)]

    def test_it_goes_on_page_by_page_and_weeks_cross_pages(self, cast, world):
        for number in range(30):
            world.leaver(f"Leaver {number:02}", days=11 + number // 8)

        first = cast.worker.get(BOARD)
        second = cast.worker.get(BOARD + first.context["next"])

        assert len(first.context["rows"]) == 25
        assert len({*names(first), *names(second)}) == 31
        assert second.context["rows"][0].week is not None
        assert second.context["first"]
        assert second.context["any_day_rows"] == []

    def test_who_was_shown_is_written_down(self, cast, world, writer):
        any_day = world.waiting()
        for where in (BOARD, ANY_DAY, PRINT):
            cast.worker.get(where)

        with writer():
            read = set(ReadEntry.objects.values_list("where", "person_id"))
        assert {
            ("releases:board", world.person.pk),
            ("releases:board", any_day.pk),
            ("releases:any_day", any_day.pk),
            ("releases:print", world.person.pk),
            ("releases:print", any_day.pk),
        } <= read


class TestWhoSees:
    def test_a_stranger_sees_nobody_and_other_jobs_are_refused(self, cast, world):
        empty = cast.stranger.get(BOARD)

        assert names(empty) == []
        assert "Nobody leaves in the next 12 weeks" in empty.content.decode()
        assert "CANARY" not in empty.content.decode()
        assert names(cast.knows_of.get(BOARD)) == []
        for where in (BOARD, ANY_DAY, PRINT):
            assert cast.no_job.get(where).status_code == 403

    def test_health_is_locked_where_it_is_not_shared_and_never_called_missing(self, cast, world):
        TaskFactory(
            plan=world.plan, pathway="health", compartment="needs", must_have="gp", due_on=TODAY - timedelta(days=9)
        )

        theirs, ours = row_of(cast.worker.get(BOARD), world.person), row_of(cast.colleague.get(BOARD), world.person)

        assert words(theirs)["GP"] == "Late"
        assert (words(ours)["GP"], words(ours)["Prescription"]) == ("Not shared", "Not shared")
        assert ours.known == 7
        heads = {head.label: head.count for head in cast.colleague.get(BOARD).context["heads"]}
        assert (heads["GP"], heads["ID"]) == ("", "0 of 1")

    def test_prison_staff_see_their_own_prison_first_and_may_ask_for_all(self, cast, world, sign_in):
        officer = sign_in(staff_of(TeamFactory(organisation=world.prison.organisation), role="throughcare_officer"))

        page = officer.get(BOARD)

        assert page.context["looked"].scope.pk == world.prison.pk
        assert "Releases from HMP Carrick Vale, next 12 weeks" in page.content.decode()
        assert officer.get(BOARD, {"of": "all"}).context["looked"].scope.kind == "all"
        assert officer.get(BOARD, {"of": "prison:nonsense"}).context["looked"].scope.pk == world.prison.pk


class TestNarrowing:
    def test_a_prison_of_the_partnership_can_be_chosen(self, cast, world):
        partnership = PartnershipFactory()
        for organisation in (cast.worker_user.organisation, world.prison.organisation):
            PartnerFactory(partnership=partnership, organisation=organisation)
        world.leaver("Somewhere Else", stay={"prison": PrisonFactory()})

        everyone = cast.worker.get(BOARD)
        there = cast.worker.get(BOARD, {"of": f"prison:{world.prison.pk}"})

        assert "Somewhere Else" in names(everyone)
        assert names(there) == [world.person.shown_name]
        assert "Others may leave HMP Carrick Vale too" in there.content.decode()

    def test_a_teams_caseload_can_be_chosen(self, cast, world):
        team = TeamFactory(organisation=cast.worker_user.organisation, name="Through the gate")
        MembershipFactory(team=team, user=cast.worker_user)
        CaseFactory(person=world.person, service=ServiceFactory(team=team), key_worker=cast.worker_user)
        world.leaver("Not Theirs")

        page = cast.worker.get(BOARD, {"of": f"team:{team.pk}"})

        assert names(page) == [world.person.shown_name]
        assert (str(cast.worker_user.pk), cast.worker_user.name) in page.context["form"].fields["worker"].choices
        assert names(cast.worker.get(BOARD, {"worker": str(cast.worker_user.pk)})) == [world.person.shown_name]

    def test_by_hall_and_by_council_area(self, cast, world):
        area = AreaFactory(name="Marnoch")
        world.leaver("In D Hall", stay={"hall": "D"}, home_area=area)

        assert names(cast.worker.get(BOARD, {"hall": "D"})) == ["In D Hall"]
        assert names(cast.worker.get(BOARD, {"area": str(area.pk)})) == ["In D Hall"]

    @pytest.mark.parametrize(
        "asked", [{"hall": "Z"}, {"area": "x"}, {"worker": "x"}, {"show": "moon"}, {"after": "x~y"}]
    )
    def test_nonsense_narrows_nothing(self, cast, world, asked):
        assert names(cast.worker.get(BOARD, asked)) == [world.person.shown_name]

    @pytest.mark.parametrize(
        "facts", [{"state": "blocked", "state_words": "No photo"}, {"due_on": TODAY - timedelta(1)}]
    )
    def test_blocked_or_late(self, cast, world, facts):
        stuck = world.leaver()
        TaskFactory(plan=PlanFactory(person=stuck), person=stuck, **facts)

        assert names(cast.worker.get(BOARD, {"show": "blocked"})) == [stuck.shown_name]

    def test_nobody_has_begun_no_address_and_women(self, cast, world):
        HomeFactory(person=world.person, when="planned", kind="family", sure="agreed")
        woman = world.leaver(sex="female")

        for show in ("nobody", "no_address", "women"):
            assert names(cast.worker.get(BOARD, {"show": show})) == [woman.shown_name]

    def test_no_date_known_leads_to_the_list_of_those(self, cast, world):
        world.waiting("No Date")
        world.waiting("Court", court=4)

        page = cast.worker.get(BOARD, {"show": "no_date"}, follow=True)

        assert names(page, "any_day_rows") == ["No Date"]

    @pytest.mark.parametrize(("show", "found"), [("back_4", False), ("back_12", True), ("back_52", True)])
    def test_those_who_came_back_within_some_weeks(self, cast, world, show, found):
        back = world.leaver()
        left = TODAY.replace(month=1, day=5) - timedelta(days=60)
        StayFactory(person=back, admitted_on=left - timedelta(90), ended_on=left, ended_how="release_planned")

        assert names(cast.worker.get(BOARD, {"show": show})) == ([back.shown_name] if found else [])

    def test_multiple_needs_and_revolving_door_are_those_of_the_rules(self, cast, world):
        many = world.leaver()
        talk = AssessmentFactory(person=many)
        PartOfLifeFactory(assessment=talk, pathway="accommodation", level="urgent")
        PartOfLifeFactory(assessment=talk, pathway="substances", compartment="needs", level="a_lot")
        again = world.leaver()
        for months in (4, 8, 12, 16):
            begun = TODAY - timedelta(days=30 * months)
            StayFactory(
                person=again,
                admitted_on=begun,
                ended_on=begun + timedelta(days=40),
                ended_how="release_planned",
                legal_status="sentenced",
                sentence_days=80,
            )

        assert names(cast.worker.get(BOARD, {"show": "multiple_needs"})) == [many.shown_name]
        assert again.shown_name in names(cast.worker.get(BOARD, {"show": "revolving_door"}))

    def test_an_empty_hall_says_so_and_who_could_leave_any_day(self, cast, world):
        person = world.waiting("On Remand", court=2)
        page = cast.worker.get(BOARD, {"show": "women"}).content.decode()

        assert "Nobody who fits that leaves in the next 12 weeks" in page
        assert person.shown_name not in page


class TestWords:
    def test_columns_are_named_on_a_phone_as_they_are_in_the_heads(self):
        style = (ROOT / "web" / "releases" / "static" / "releases" / "board.css").read_text()

        named = re.findall(r"nth-child\(\d+\)::before \{\s+content: \"(.+)\";", style)
        assert named == [need.label for need in MustHave]

    @pytest.mark.parametrize(("hours", "old"), [(35, False), (37, True)])
    def test_old_records_are_said_to_be_old(self, cast, world, sign_in, hours, old):
        team = TeamFactory(organisation=world.prison.organisation)
        person = world.leaver(stay={"as_of": NOON - timedelta(hours=hours)})
        GrantFactory(person=person, team=team)
        officer = sign_in(staff_of(team, role="throughcare_officer"))

        assert ("update from prison records is missing" in officer.get(BOARD).content.decode()) == old

    def test_hostile_names_are_escaped(self, cast, world):
        world.leaver("<script>alert(1)</script>😀")

        assert "<script>alert(1)" not in cast.worker.get(BOARD).content.decode()

    def test_it_is_not_heavy(self, cast, world):
        for number in range(30):
            person = world.leaver(f"Leaver {number:02}")
            TaskFactory(plan=PlanFactory(person=person), person=person, due_on=TODAY - timedelta(days=3))

        page = cast.worker.get(BOARD).content

        assert len(page) < 50_000

    @pytest.mark.parametrize(("where", "most"), [(BOARD, 12), (ANY_DAY, 12), (PRINT, 12)])
    @pytest.mark.parametrize("many", [2, 60])
    def test_it_asks_no_more_than_it_may_however_many(
        self, cast, world, many, where, most, django_assert_max_num_queries
    ):
        for number in range(many):
            person = world.leaver(days=number)
            TaskFactory(plan=PlanFactory(person=person), person=person, must_have="id")
            HomeFactory(person=person)
            world.waiting(court=number)
        cast.worker.get(where)

        with django_assert_max_num_queries(most):
            cast.worker.get(where)

    @pytest.mark.parametrize("show", ["blocked", "no_address", "nobody", "moved", "back_4", "women"])
    def test_filters_ask_no_more(self, cast, world, show, django_assert_max_num_queries):
        cast.worker.get(BOARD, {"show": show})

        with django_assert_max_num_queries(12):
            cast.worker.get(BOARD, {"show": show})

    @pytest.mark.parametrize("show", ["multiple_needs", "revolving_door"])
    def test_rules_over_needs_ask_five_questions_more(self, cast, world, show, django_assert_max_num_queries):
        cast.worker.get(BOARD, {"show": show})

        with django_assert_max_num_queries(17):
            cast.worker.get(BOARD, {"show": show})


class TestPaper:
    def test_everyone_who_fits_is_on_one_page_set(self, cast, world):
        for number in range(40):
            world.leaver(f"Leaver {number:02}", days=number)
        world.waiting("On Remand")

        page = cast.worker.get(PRINT)

        assert len(page.context["rows"]) == 41
        assert names(page, "any_day_rows") == ["On Remand"]
        assert f"for {cast.worker_user.name}" in page.content.decode()

    def test_more_than_fit_are_said_to_be_left_out(self, cast, world, monkeypatch):
        monkeypatch.setattr("throughline.web.releases.views.printing.MOST", 1)
        world.leaver(days=30)
        world.waiting()

        page = cast.worker.get(PRINT)

        assert len(page.context["rows"]) == 1
        assert page.context["any_day_rows"] == []
        assert "2 people are not on this copy" in page.content.decode()

    def test_an_empty_copy_says_so(self, cast, world):
        assert "Nobody leaves in the next 12 weeks." in cast.stranger.get(PRINT).content.decode()


class TestLaying:
    def test_a_runway_that_nobody_began_is_laid_from_the_board(self, cast, world, once, writer, monkeypatch):
        person = world.leaver("Nobody Begun")
        page = cast.worker.get(BOARD)
        laid = []
        monkeypatch.setattr(
            "throughline.web.releases.views.acting.lay_runway", lambda one, **_: laid.append(one.pk) or [object()]
        )
        address = reverse("releases:lay", args=[person.pk])

        answers = [cast.worker.post(address, {"query": "hall=B"} | once) for _ in range(2)]

        assert row_of(page, person).way.nobody
        assert address in page.content.decode()
        assert laid == [person.pk]
        assert [answer.headers["Location"] for answer in answers] == [f"{BOARD}?hall=B"] * 2

    def test_where_no_protocol_asks_for_anything_it_leads_to_the_plan(self, cast, world, once, writer):
        person = world.leaver()

        answer = cast.worker.post(reverse("releases:lay", args=[person.pk]), once)

        assert answer.headers["Location"] == reverse("plans:plan", args=[person.pk])
        with writer():
            assert not Task.objects.filter(person=person).exists()

    def test_only_those_who_change_plans_may(self, cast, world, once):
        address = reverse("releases:lay", args=[world.person.pk])

        assert cast.stranger.post(address, once).status_code == 404
        assert cast.no_job.post(address, once).status_code == 403
        assert cast.knows_of.post(address, once).status_code == 403
        assert cast.worker.get(address).status_code == 405
