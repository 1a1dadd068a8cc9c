"""Leaving on a day nobody planned for, moving prison, and coming back: what happens to the open work, and who hears."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    KeyDateFactory,
    OrganisationFactory,
    PrisonFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
    acting,
    staff_of,
)
from tests.factories.housing import HomeFactory
from tests.factories.journey import CaseFactory, CoverFactory, PlanFactory, TaskFactory
from tests.factories.runway import GATE, taken_up
from throughline.custody.actions.admissions import Admission
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import JournalEntry
from throughline.housing.models import Home
from throughline.journeys.lay_runway import lay_runway
from throughline.journeys.release_person import Leaving, release_person
from throughline.journeys.return_to_custody import return_to_custody
from throughline.journeys.transfer_person import Transfer, transfer_person
from throughline.notices.models import Notice, Way
from throughline.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
MAY = date(2026, 5, 6)


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def inside(**facts):
    """Return a stay in a prison that works to a protocol, with a day of release known and the runway laid."""
    prison = PrisonFactory()
    EveryoneFactory(organisation=prison.organisation)
    stay = StayFactory(prison=prison, **facts)
    KeyDateFactory(stay=stay, on=MAY, known_at=NOON - timedelta(days=1))
    taken_up(GATE, by=(prison.organisation,))
    lay_runway(stay.person, **BY)
    return stay


def court(**facts):
    return Leaving(**{"how": "release_court", "on": TODAY, "source": "Court", **facts})


def inbox():
    return list(Notice.objects.filter(way=Way.INBOX).order_by("queued_at", "id"))


def state_of(person, key):
    row = Task.objects.get(person=person, key=key)
    return row.state, row.due_on


@pytest.mark.parametrize("how", ["release_court", "release_bail", "acquitted", "time_served"])
def test_when_nobody_planned_for_it_the_runway_collapses_to_today(how):
    stay = inside()

    release_person(stay, leaving=court(how=how), **BY)

    assert state_of(stay.person, "talk.begun")[0] == "retired"
    assert state_of(stay.person, "bank.account") == ("todo", TODAY)


def test_when_nobody_planned_for_it_every_agency_is_asked_to_say_it_saw_it():
    stay = inside()
    grant = GrantFactory(person=stay.person)
    plan = Plan.objects.get(person=stay.person)
    team = grant.team
    TaskFactory(
        plan=plan,
        title="Meet at the gate",
        due_on=TODAY,
        owner="non_statutory",
        organisation=team.organisation,
        team=team,
    )

    release_person(stay, leaving=court(), **BY)

    (notice,) = inbox()
    assert (notice.to_team_id, notice.needs_acknowledging) == (team.pk, True)
    assert notice.body.startswith("Released from court, not planned: they left")
    assert "We know of no address." in notice.body
    assert "Yours to do today: Meet at the gate." in notice.body
    assert stay.person.shown_name not in notice.body


def test_the_key_worker_and_whoever_stands_in_get_an_email_now_that_names_nobody():
    stay = inside()
    worker, stand_in = UserFactory(), UserFactory()
    case = CaseFactory(person=stay.person, key_worker=worker, setting="prison")
    CoverFactory(team=case.team, away=worker, stand_in=stand_in)

    release_person(stay, leaving=court(), **BY)

    written = list(Notice.objects.filter(way=Way.EMAIL))
    assert {row.to_user_id for row in written} == {worker.pk, stand_in.pk}
    assert not any(stay.person.shown_name in row.subject + row.body for row in written)


def test_a_planned_release_writes_no_email_and_asks_for_no_answer():
    stay = inside()
    CaseFactory(person=stay.person, key_worker=UserFactory(), setting="prison")
    GrantFactory(person=stay.person)

    release_person(stay, leaving=court(how="release_planned"), **BY)

    assert not Notice.objects.filter(way=Way.EMAIL).exists()
    assert [notice.needs_acknowledging for notice in inbox()] == [False]


def test_a_home_that_was_agreed_is_lived_in_from_that_day():
    stay = inside()
    HomeFactory(person=stay.person, when="planned", sure="agreed")
    GrantFactory(person=stay.person)

    release_person(stay, leaving=court(), **BY)

    assert Home.objects.get(person=stay.person, when="after").from_on == TODAY
    assert "We know of no address." not in inbox()[0].body


def test_back_in_prison_the_same_plan_goes_on_and_steps_come_back():
    stay = inside()
    release_person(stay, leaving=court(), **BY)
    later = NOON + timedelta(days=20)
    team = GrantFactory(person=stay.person).team
    back = Admission(
        person=stay.person, prison=stay.prison, admitted_on=later.date(), recalled=True, source="Prison", as_of=later
    )

    return_to_custody(back, by=SYSTEM, at=later)

    assert Plan.objects.filter(person=stay.person).count() == 1
    assert (
        state_of(stay.person, "talk.begun")[0] == "todo"
        or Task.objects.filter(person=stay.person, key__startswith="talk.begun", state="todo").exists()
    )
    assert state_of(stay.person, "bank.account") == ("todo", None)
    told = [notice for notice in inbox() if notice.kind == "custody.returned"]
    assert [(notice.to_team_id, notice.needs_acknowledging) for notice in told] == [(team.pk, True)]


def test_back_in_prison_nobody_is_waited_for_to_say_they_saw_that_they_left():
    stay = inside()
    GrantFactory(person=stay.person)
    release_person(stay, leaving=court(), **BY)
    later = NOON + timedelta(days=2)
    back = Admission(person=stay.person, prison=stay.prison, admitted_on=later.date(), source="Prison", as_of=later)

    return_to_custody(back, by=SYSTEM, at=later)

    assert {notice.kind: notice.needs_acknowledging for notice in inbox()} == {
        "custody.left": False,
        "custody.returned": True,
    }


def test_back_in_prison_after_a_plan_had_ended_another_begins():
    gone = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")
    PlanFactory(person=gone.person, begun_on=date(2026, 1, 5), ended_on=date(2026, 2, 25), ended_why="All done")
    back = Admission(person=gone.person, prison=gone.prison, admitted_on=TODAY, source="Prison", as_of=NOON)

    return_to_custody(back, **BY)

    assert Plan.objects.get(person=gone.person, ended_on=None).begun_on == TODAY


def prison_with(*departments):
    prison = PrisonFactory()
    everyone = EveryoneFactory(organisation=prison.organisation)
    teams = {name: TeamFactory(organisation=prison.organisation, department=name) for name in departments}
    return prison, everyone, teams


def owned(plan, team, **facts):
    return TaskFactory(plan=plan, owner="statutory", organisation=team.organisation, team=team, **facts)


def test_a_transfer_carries_the_open_work_to_the_same_department_there():
    old, old_everyone, old_teams = prison_with("healthcare", "recovery")
    new, everyone, teams = prison_with("healthcare")
    stay = StayFactory(prison=old)
    plan = PlanFactory(person=stay.person)
    health = owned(plan, old_teams["healthcare"], user=UserFactory(organisation=old.organisation))
    recovery, general = owned(plan, old_teams["recovery"]), owned(plan, old_everyone)
    done = owned(plan, old_everyone, state="done", ended_on=TODAY)
    other = owned(plan, TeamFactory(organisation=OrganisationFactory(kind="nhs")))

    transfer_person(stay, move=Transfer(to=new, on=TODAY, source="Van"), **BY)

    now = {row.pk: row for row in Task.objects.select_related("team")}
    assert (now[health.pk].team, now[health.pk].user) == (teams["healthcare"], None)
    assert [now[row.pk].team for row in (recovery, general)] == [everyone, everyone]
    assert [now[row.pk].organisation_id for row in (done, other)] == [old.organisation_id, other.organisation_id]
    assert JournalEntry.objects.get(what="plans.tasks_carried").facts["steps"] == 3


def test_a_transfer_tells_every_agency_once_and_the_new_prison_what_it_takes_over():
    old, old_everyone, _ = prison_with()
    new, everyone, _ = prison_with()
    stay = StayFactory(prison=old)
    helpers = TeamFactory()
    for team in (old_everyone, helpers):
        GrantFactory(person=stay.person, team=team, reason="custody" if team == old_everyone else "involved")
    plan = PlanFactory(person=stay.person)
    owned(plan, old_everyone, title="Open a bank account")
    owned(plan, old_everyone, title="CANARY history", pathway="abuse", compartment="sensitive")

    transfer_person(stay, move=Transfer(to=new, on=TODAY, source="Van"), **BY)

    told = {notice.to_team_id: notice for notice in inbox()}
    assert set(told) == {old_everyone.pk, helpers.pk, everyone.pk}
    assert told[everyone.pk].body.endswith("You take over: Open a bank account.")
    assert told[everyone.pk].needs_acknowledging is True
    assert told[helpers.pk].needs_acknowledging is False
    assert not any("CANARY" in notice.body for notice in told.values())


def test_whoever_made_the_change_is_not_told_of_it():
    stay = inside()
    grant = GrantFactory(person=stay.person)
    officer = staff_of(grant.team)

    release_person(stay, leaving=court(), by=acting(officer), at=NOON)

    assert inbox() == []
