"""A release date moves: what moves with it, what is late, what no longer fits, and who is told what."""

import time
from datetime import date, timedelta

import pytest

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    KeyDateFactory,
    OrganisationFactory,
    StayFactory,
    TeamFactory,
)
from tests.factories.housing import HomeFactory
from tests.factories.journey import PlanFactory, TaskFactory
from tests.factories.runway import GATE, taken_up
from tests.plans.at_once import answers_of
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import KeyDate
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.journeys.change_release_date import change_release_date, change_release_dates
from throughline.journeys.look_at_release_date import look_at_release_date
from throughline.notices.models import Notice
from throughline.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
MAY, APRIL = date(2026, 5, 6), date(2026, 4, 22)


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def told(on, *, type_="confirmed", minutes=0, **facts):
    known_at = NOON - timedelta(hours=1) + timedelta(minutes=minutes)
    return NewDate(type=type_, on=on, known_at=known_at, **{"source": "Prison records", **facts})


def moves(stay, on, **facts):
    return change_release_date(stay, new=told(on, **facts), **BY)


def leaving(on=MAY, **facts):
    stay = StayFactory(**facts)
    KeyDateFactory(stay=stay, on=on, known_at=NOON - timedelta(days=1))
    return stay


def step(person, **facts):
    plan = Plan.objects.filter(person=person).first() or PlanFactory(person=person)
    return TaskFactory(plan=plan, **{"anchor": "release", "offset": -7, "due_on": MAY - timedelta(days=7), **facts})


def bodies():
    return {notice.to_team_id: notice.body for notice in Notice.objects.all()}


def test_a_worse_typed_date_is_kept_moves_nothing_and_tells_nobody():
    stay = leaving()
    GrantFactory(person=stay.person)

    ripple = moves(stay, APRIL, type_="automatic")

    assert (ripple.moved, ripple.unchanged, ripple.told) == (None, True, ())
    assert KeyDate.objects.filter(type="automatic", holds=True).exists()
    assert not Notice.objects.exists()


def test_an_older_notice_is_kept_moves_nothing_and_tells_nobody():
    stay = leaving()
    GrantFactory(person=stay.person)

    ripple = moves(stay, APRIL, minutes=-60 * 24 * 9)

    assert (ripple.older, ripple.day_moved, ripple.told) == (True, False, ())


def test_the_same_day_now_confirmed_is_told_quietly_and_leaves_the_plan():
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=MAY, type="conditional")
    GrantFactory(person=stay.person)
    row = step(stay.person)

    ripple = moves(stay, MAY)

    row.refresh_from_db()
    (notice,) = ripple.told
    assert (ripple.day_moved, ripple.shifts, row.version) == (False, (), 1)
    assert notice.needs_acknowledging is False
    assert notice.body == ("The date stays Wed 6 May, now as: Confirmed release date.\nPrison records said so. Firm.")


def test_steps_move_and_those_whose_day_has_passed_are_late_now():
    stay = leaving()
    GrantFactory(person=stay.person)
    step(stay.person, title="Ask for a bed", offset=-60, due_on=MAY - timedelta(days=60))
    step(stay.person, title="Pack", offset=-1, due_on=MAY - timedelta(days=1))

    ripple = moves(stay, APRIL)

    (notice,) = ripple.told
    assert {shift.task.title: shift.after for shift in ripple.shifts} == {
        "Ask for a bed": date(2026, 2, 21),
        "Pack": date(2026, 4, 21),
    }
    assert [row.title for row in ripple.now_late] == ["Ask for a bed"]
    assert notice.body == (
        "Brought forward 14 days to Wed 22 Apr. It was Wed 6 May.\nPrison records said so. Firm.\n"
        "Now late: Ask for a bed."
    )


def test_a_step_that_was_late_before_is_not_told_as_late_now():
    stay = leaving()
    step(stay.person, offset=-80, due_on=MAY - timedelta(days=80))

    assert moves(stay, APRIL).now_late == ()


def test_each_agency_is_told_only_of_steps_it_may_see_and_others_are_not_even_counted():
    stay = leaving()
    open_to_all, health = GrantFactory(person=stay.person), GrantFactory(person=stay.person, compartments=["needs"])
    late = {"offset": -70, "due_on": MAY - timedelta(days=70) + timedelta(days=20)}
    step(stay.person, title="CANARY script", pathway="health", compartment="needs", **late)
    step(stay.person, title="Open a bank account", **late)

    moves(stay, APRIL)

    said = bodies()
    assert "Now late: Open a bank account." in said[open_to_all.team_id]
    assert "CANARY" not in said[open_to_all.team_id]
    assert "CANARY script" in said[health.team_id]


def test_each_agency_is_told_what_it_owes_next_and_by_when():
    stay = leaving()
    grant = GrantFactory(person=stay.person)
    team = grant.team
    owned = {"owner": "non_statutory", "organisation": team.organisation, "team": team}
    step(stay.person, title="Meet at the gate", offset=0, due_on=MAY, **owned)
    step(stay.person, title="Ring first", offset=-3, due_on=MAY - timedelta(days=3), **owned)
    step(stay.person, title="Not theirs", offset=-9, due_on=MAY - timedelta(days=9))

    moves(stay, APRIL)

    assert bodies()[team.pk].endswith("You owe next: Ring first, by Sun 19 Apr.")


def test_one_agency_is_told_once_however_many_of_its_teams_work_with_them():
    stay = leaving()
    everyone = EveryoneFactory()
    for team in (everyone, TeamFactory(organisation=everyone.organisation), TeamFactory()):
        GrantFactory(person=stay.person, team=team)

    ripple = moves(stay, APRIL)

    assert len(ripple.told) == 2
    assert everyone.pk in {notice.to_team_id for notice in ripple.told}


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"free_from_on": date(2026, 4, 29)}, "7 days after release"),
        ({"held_until_on": APRIL}, "the day of release"),
        ({"free_from_on": APRIL, "held_until_on": MAY}, ""),
    ],
)
def test_a_planned_home_that_no_longer_fits_is_said(facts, says):
    stay = leaving()
    GrantFactory(person=stay.person)
    HomeFactory(person=stay.person, when="planned", sure="agreed", **facts)

    ripple = moves(stay, APRIL)

    said = " ".join(fit.sentence for fit in ripple.no_longer_fits)
    assert bool(said) is bool(says)
    assert says in said
    assert ("No longer fits:" in ripple.told[0].body) is bool(says)
    assert ripple.no_address is False


def test_nowhere_planned_for_the_first_night_is_counted():
    assert moves(leaving(), APRIL).no_address is True


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({"must_have": "first_week", "due_on": APRIL - timedelta(days=1)}, False),
        ({"where": "outside", "due_on": APRIL - timedelta(days=1)}, False),
        ({"where": "outside", "due_on": APRIL}, True),
        ({"where": "inside", "due_on": APRIL}, False),
        ({"where": "inside", "due_on": APRIL - timedelta(days=1)}, True),
        ({"where": "either", "due_on": APRIL - timedelta(days=1)}, True),
    ],
)
def test_a_step_with_a_day_of_its_own_on_the_wrong_side_of_the_gate_no_longer_fits(facts, fits):
    stay = leaving()
    step(stay.person, title="See the doctor", anchor="", offset=None, **facts)

    ripple = moves(stay, APRIL)

    assert (ripple.no_longer_fits == ()) is fits


def test_a_date_that_goes_away_lets_steps_wait_and_nothing_misfits():
    stay = leaving()
    HomeFactory(person=stay.person, when="planned", sure="agreed", held_until_on=APRIL)
    row = step(stay.person)

    ripple = moves(stay, None)

    row.refresh_from_db()
    assert (row.due_on, ripple.no_longer_fits, ripple.moved.after) == (None, (), None)


def test_steps_of_a_protocol_move_with_the_day():
    stay = leaving()
    taken_up(GATE, by=(stay.prison.organisation,))
    moves(stay, APRIL)

    ripple = moves(stay, MAY, minutes=5)

    due = Task.objects.get(person=stay.person, key="bank.account").due_on
    assert due == MAY - timedelta(weeks=6)
    assert any(shift.task.key == "bank.account" for shift in ripple.shifts)


def test_looking_first_keeps_nothing_and_says_what_would_happen():
    stay = leaving()
    GrantFactory(person=stay.person)
    row = step(stay.person)

    seen = look_at_release_date(stay, new=told(APRIL), **BY)
    row.refresh_from_db()
    before = (row.due_on, KeyDate.objects.count(), Notice.objects.count())
    done = moves(stay, APRIL)

    assert before == (MAY - timedelta(days=7), 1, 0)
    assert [(shift.task.pk, shift.after) for shift in seen.shifts] == [
        (shift.task.pk, shift.after) for shift in done.shifts
    ]


def test_looking_at_a_date_that_cannot_be_is_refused():
    with pytest.raises(Refused, match="before that day"):
        look_at_release_date(leaving(), new=told(date(2020, 1, 1)), **BY)


def test_many_told_quietly_tell_nobody_and_move_all():
    stays = [leaving() for _ in range(3)]
    for stay in stays:
        GrantFactory(person=stay.person)
        step(stay.person)

    ripples = change_release_dates([(stay, told(APRIL)) for stay in stays], **BY, quietly=True)

    assert [len(ripple.shifts) for ripple in ripples] == [1, 1, 1]
    assert not Notice.objects.exists()


def test_two_dates_of_one_person_together_are_one_ripple_and_one_notice():
    stay = leaving()
    GrantFactory(person=stay.person)
    both = [(stay, told(APRIL)), (stay, told(date(2026, 4, 1), type_="conditional"))]

    ripples = change_release_dates(both, **BY)

    assert [ripple.day_moved for ripple in ripples] == [True, False]
    assert Notice.objects.count() == 1


def test_a_new_date_for_someone_who_has_died_is_refused_and_tells_nobody():
    stay = StayFactory(ended_on=date(2026, 2, 20), ended_how="death")
    GrantFactory(person=stay.person)

    with pytest.raises(Refused, match="have left prison"):
        moves(stay, APRIL)

    assert not Notice.objects.exists()


def statements(run, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as counted:
        run()
    return len(counted)


def test_a_ripple_costs_the_same_however_many_steps_there_are(django_assert_max_num_queries):
    few, many = leaving(), leaving()
    for stay, steps in ((few, 2), (many, 60)):
        for number in range(steps):
            step(stay.person, offset=-number - 1)
        GrantFactory(person=stay.person)

    small = statements(lambda: moves(few, APRIL), django_assert_max_num_queries)
    started = time.perf_counter()
    large = statements(lambda: moves(many, APRIL), django_assert_max_num_queries)

    print(f"a ripple of 60 steps: {(time.perf_counter() - started) * 1000:.0f} ms, {large} statements")  # noqa: T201
    assert large == small


def test_more_agencies_cost_no_more_statements(django_assert_max_num_queries):
    few, many = leaving(), leaving()
    for stay, agencies in ((few, 1), (many, 8)):
        step(stay.person)
        for _ in range(agencies):
            GrantFactory(person=stay.person, team=EveryoneFactory(organisation=OrganisationFactory()))

    one = statements(lambda: moves(few, APRIL), django_assert_max_num_queries)
    eight = statements(lambda: moves(many, APRIL), django_assert_max_num_queries)

    assert eight <= one


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_both_kept_and_the_newer_known_leads(writer):
    stay = StayFactory()
    GrantFactory(person=stay.person)
    TaskFactory(plan=PlanFactory(person=stay.person), anchor="release", offset=-7, due_on=None)

    answers = answers_of(lambda: moves(stay, APRIL, minutes=1), lambda: moves(stay, MAY, minutes=2))

    assert answers == ["kept", "kept"]
    with writer():
        assert KeyDate.objects.filter(stay=stay).count() == 2
        assert KeyDate.objects.get(stay=stay, holds=True).on == MAY
        assert Task.objects.get(person=stay.person).due_on == MAY - timedelta(days=7)
        assert 1 <= Notice.objects.count() <= 2
        assert Notice.objects.filter(queued_at__date=TODAY, body__contains="Wed 6 May").exists()
