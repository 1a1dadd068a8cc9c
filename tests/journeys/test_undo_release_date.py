"""A date taken back restores everything, and each agency is told once."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON, GrantFactory, KeyDateFactory, StayFactory
from tests.factories.journey import PlanFactory, TaskFactory
from tests.factories.runway import GATE, taken_up
from tests.plans.at_once import answers_of
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import KeyDate
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.journeys.change_release_date import change_release_date, change_release_dates
from throughline.journeys.lay_runway import lay_runway
from throughline.journeys.undo_release_date import undo_release_date, undo_release_dates
from throughline.notices.models import Notice
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
LATER = {"by": SYSTEM, "at": NOON + timedelta(hours=1)}
MAY, APRIL = date(2026, 5, 6), date(2026, 4, 22)
NOT_COUNTED = {"version"}


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def told(on, *, type_="confirmed"):
    return NewDate(type=type_, on=on, known_at=NOON, source="Prison records")


def on_a_runway():
    """Return a stay whose person has a plan of steps laid by a protocol, and some added by hand."""
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=MAY, known_at=NOON - timedelta(days=1), recorded_at=NOON - timedelta(days=1))
    taken_up(GATE, by=(stay.prison.organisation,))
    plan = PlanFactory(person=stay.person)
    TaskFactory(plan=plan, anchor="release", offset=-7, due_on=MAY - timedelta(days=7))
    TaskFactory(plan=plan, anchor="release", offset=-9, due_on=MAY, state="done", ended_on=date(2026, 3, 1))
    lay_runway(stay.person, **BY)
    return stay


def tasks_of(person):
    """Return every field of every step but the count of its changes."""
    names = [field.attname for field in Task._meta.concrete_fields if field.attname not in NOT_COUNTED]
    return sorted(Task.objects.filter(person=person).values_list(*names))


def held(stay):
    return {row.type: row.on for row in KeyDate.objects.filter(stay=stay, holds=True)}


@pytest.mark.parametrize("on", [APRIL, date(2026, 3, 4), date(2027, 1, 6), None])
def test_taking_a_date_back_leaves_the_plan_exactly_as_it_was(on):
    stay = on_a_runway()
    before = tasks_of(stay.person)
    change_release_date(stay, new=told(on), **BY)
    moved = tasks_of(stay.person)

    undo_release_date(stay, words="Wrong person", **LATER)

    assert moved != before
    assert tasks_of(stay.person) == before
    assert held(stay) == {"confirmed": MAY}


def test_each_agency_is_told_once_and_the_old_notice_asks_for_no_answer():
    stay = on_a_runway()
    grants = [GrantFactory(person=stay.person) for _ in range(2)]
    change_release_date(stay, new=told(APRIL), **BY)

    ripple = undo_release_date(stay, words="Wrong person", **LATER)

    assert {notice.to_team_id for notice in ripple.told} == {grant.team_id for grant in grants}
    assert Notice.objects.filter(needs_acknowledging=True).count() == 2
    notice = ripple.told[0]
    assert notice.subject == "A date was taken back: Confirmed release date"
    assert notice.body.startswith(
        "Put back 14 days to Wed 6 May. It was Wed 22 Apr.\nThroughline took it back: Wrong person"
    )


def test_the_date_recorded_last_is_the_one_taken_back():
    stay = StayFactory()
    change_release_date(stay, new=told(MAY, type_="conditional"), **BY)
    change_release_date(stay, new=told(APRIL), **LATER)

    undo_release_date(stay, words="Wrong", **LATER)

    assert held(stay) == {"conditional": MAY}


def test_one_can_say_which_date_is_taken_back():
    stay = StayFactory()
    first = change_release_date(stay, new=told(MAY, type_="conditional"), **BY).change.row
    change_release_date(stay, new=told(APRIL), **LATER)
    GrantFactory(person=stay.person)

    ripple = undo_release_date(stay, words="Wrong", row=first, **LATER)

    assert held(stay) == {"confirmed": APRIL}
    assert (ripple.moved, ripple.told) == (None, ())


def test_where_no_date_is_held_there_is_nothing_to_take_back():
    with pytest.raises(Refused, match="nothing to take back"):
        undo_release_date(StayFactory(), words="Wrong", **BY)


def test_many_are_taken_back_and_one_changed_since_is_left():
    stays = [on_a_runway(), StayFactory(), StayFactory()]
    rows = [ripple.change.row for ripple in change_release_dates([(stay, told(APRIL)) for stay in stays], **BY)]
    change_release_date(stays[1], new=told(date(2026, 4, 1)), **LATER)

    ripples = undo_release_dates(rows, words="The policy was put off", **LATER, quietly=True)

    assert [ripple is None for ripple in ripples] == [False, True, False]
    assert [held(stay) for stay in stays] == [{"confirmed": MAY}, {"confirmed": date(2026, 4, 1)}, {}]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_it_back_once():
    stay = StayFactory()
    row = change_release_date(stay, new=told(MAY), **BY).change.row

    def undo():
        undo_release_date(stay, words="Wrong", row=row, **LATER)

    assert answers_of(undo, undo) == ["kept", "refused"]
