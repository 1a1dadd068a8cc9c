"""Lay the runways of the demo's people: as they would have grown week by week, then as of today."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from throughline.cases.models import Case
from throughline.demo.building import Places
from throughline.demo.population import Resident
from throughline.demo.runway import around_aaron
from throughline.demo.runway.gate import meet_at_the_gate
from throughline.demo.runway.homes import house
from throughline.demo.runway.leaving import Desk
from throughline.demo.runway.meetings import meet, stand_in_the_way
from throughline.demo.runway.progress import move_along
from throughline.demo.runway.rounds import prepare_round
from throughline.demo.runway.taking_up import make_departments, take_up, tell_ways
from throughline.foundations.actors import SYSTEM
from throughline.housing.models import Home
from throughline.housing.statuses import Sure, When
from throughline.journeys.first_night import settle_first_night
from throughline.journeys.lay_runway import lay_runways

WEEKS_AGO = (10, 6, 3, 1)
BATCH = 100
LEAVE_SOON, LEAVE_ANY_DAY = 45, 16
MET, TOUCHED = 3, 7
"""How many a panel talks about, and how many a barrier touched; Aaron Tallis among them."""


def lay_out(places: Places, *, at: datetime) -> int:
    """Take up protocols, house people, lay the runways of those with a case or who leave soon; return how many."""
    make_departments(places, at=at)
    tell_ways(places, at=at)
    take_up(places, at=at)
    desk = Desk(places, at)
    leaving = {code: desk.leave_soon(code)[:LEAVE_SOON] for code in ("CRV", "LGR")}
    aaron = around_aaron.find()
    around_aaron.house_aaron(desk, aaron)
    for residents in leaving.values():
        house(desk, [row for row in residents if row.person != aaron])
    people = _people(desk, [row for rows in leaving.values() for row in rows])
    _lay_week_by_week(people, at=at)
    around_aaron.keep_up(desk, aaron)
    move_along(desk, [pk for pk in people if pk != aaron.pk])
    _lay(people, at=at)
    _settle(people, at=at)
    around = [aaron, *(row.person for row in leaving["CRV"] if row.person != aaron)]
    meet_at_the_gate(desk, around[:MET])
    meet(desk, around[:MET])
    stand_in_the_way(desk, around[:TOUCHED])
    prepare_round(desk)
    return len(people)


def _settle(people: Sequence[UUID], *, at: datetime) -> None:
    """Let a home that was agreed finish the step that asks for a bed on the first night."""
    agreed = Home.objects.filter(person__in=people, when=When.PLANNED, sure=Sure.AGREED).select_related("person")
    for home in agreed.order_by("id"):
        settle_first_night(home.person, by=SYSTEM, at=at)


def _people(desk: Desk, leaving: Sequence[Resident]) -> list[UUID]:
    """Return those with an open case, those who leave soon, and some who may leave any day, each once."""
    team = desk.places.teams["Kindling: Through the gate"]
    cases = Case.objects.filter(team=team, closed_on=None).order_by("opened_on", "id")
    worked = cases.values_list("person_id", flat=True)
    any_day = desk.any_day("CRV")[:LEAVE_ANY_DAY]
    return list(dict.fromkeys([*worked, *(row.person.pk for row in leaving), *any_day]))


def _lay_week_by_week(people: Sequence[UUID], *, at: datetime) -> None:
    """Let a share of the runways begin some weeks back, so that they have a past."""
    for number, weeks in enumerate(WEEKS_AGO):
        _lay(people[number :: len(WEEKS_AGO)], at=at - timedelta(weeks=weeks))


def _lay(people: Iterable[UUID], *, at: datetime) -> None:
    left = list(people)
    for start in range(0, len(left), BATCH):
        lay_runways(left[start : start + BATCH], by=SYSTEM, at=at)
