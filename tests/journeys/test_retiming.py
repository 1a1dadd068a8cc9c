"""When the day of release moves, the plan moves with it, in the same act."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON, KeyDateFactory, PrisonFactory, StayFactory
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.custody.actions.admissions import Admission
from throughline.custody.actions.dates import NewDate
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.journeys.change_release_date import change_release_date, change_release_dates
from throughline.journeys.release_person import Leaving, release_person
from throughline.journeys.return_to_custody import return_to_custody
from throughline.plans.models import Plan

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def told(on, *, type_="confirmed", known_at=NOON):
    return NewDate(type=type_, on=on, known_at=known_at, source="Prison records")


def step(person, offset=-4, *, anchor="release", due=None):
    plan = Plan.objects.filter(person=person).first() or PlanFactory(person=person)
    return TaskFactory(plan=plan, anchor=anchor, offset=offset, due_on=due)


def day_of(row):
    row.refresh_from_db()
    return row.due_on


def test_a_step_waits_until_a_date_is_known_then_moves_with_it_and_waits_again():
    stay = StayFactory(legal_status="remand")
    row, days = step(stay.person), []

    for minute, on in enumerate((date(2026, 5, 6), date(2026, 4, 22), None)):
        known_at = NOON - timedelta(hours=1) + timedelta(minutes=minute)
        change_release_date(stay, new=told(on, known_at=known_at), **BY)
        days.append(day_of(row))

    assert days == [date(2026, 5, 2), date(2026, 4, 18), None]


def test_a_date_that_does_not_lead_moves_nothing():
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=date(2026, 5, 6))
    row = step(stay.person, due=date(2026, 5, 2))

    change_release_date(stay, new=told(date(2026, 4, 1), type_="automatic"), **BY)
    change_release_date(stay, new=told(date(2026, 3, 20), type_="court"), **BY)

    assert day_of(row) == date(2026, 5, 2)


def test_when_the_leading_date_goes_away_the_next_one_leads():
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=date(2026, 5, 6), known_at=NOON - timedelta(days=1))
    KeyDateFactory(stay=stay, type="automatic", on=date(2026, 6, 6))
    row = step(stay.person, due=date(2026, 5, 2))

    change_release_date(stay, new=told(None), **BY)

    assert day_of(row) == date(2026, 6, 2)


def test_dates_for_many_move_each_plan_to_its_own_day():
    stays = [StayFactory() for _ in range(3)]
    rows = [step(stay.person) for stay in stays]
    days = [date(2026, 5, number) for number in (6, 13, 20)]

    change_release_dates([(stay, told(on)) for stay, on in zip(stays, days, strict=True)], **BY)

    assert [day_of(row) for row in rows] == [on - timedelta(days=4) for on in days]


def test_a_release_from_court_that_nobody_planned_gives_the_first_days_their_dates():
    stay = StayFactory(legal_status="remand")
    rows = [step(stay.person, offset) for offset in (1, 7, 28)]

    release_person(stay, leaving=Leaving(how="release_court", on=date(2026, 3, 2), source="Court"), **BY)

    assert [day_of(row) for row in rows] == [date(2026, 3, 3), date(2026, 3, 9), date(2026, 3, 30)]


def test_back_in_prison_what_hangs_on_release_waits_and_what_hangs_on_coming_in_moves():
    gone = StayFactory(ended_on=date(2026, 2, 20), ended_how="release_planned")
    after, arrival = step(gone.person, 14, due=date(2026, 3, 6)), step(gone.person, 3, anchor="admission")
    admission = Admission(
        person=gone.person, prison=PrisonFactory(), admitted_on=date(2026, 3, 1), source="Prison", as_of=NOON
    )

    return_to_custody(admission, **BY)

    assert (day_of(after), day_of(arrival)) == (None, date(2026, 3, 4))


def test_the_plan_of_someone_who_died_ends_and_asks_for_nothing_more():
    stay = StayFactory()
    row = step(stay.person, due=date(2026, 5, 2))

    release_person(stay, leaving=Leaving(how="death", on=date(2026, 3, 2), source="Prison"), **BY)

    assert Plan.objects.get().ended_on == date(2026, 3, 2)
    assert day_of(row) == date(2026, 5, 2)


def test_a_refused_date_moves_no_plan():
    stay = StayFactory(admitted_on=date(2026, 1, 5))
    row = step(stay.person, due=date(2026, 5, 2))

    with pytest.raises(Refused):
        change_release_date(stay, new=told(date(2026, 1, 1)), **BY)

    assert day_of(row) == date(2026, 5, 2)
