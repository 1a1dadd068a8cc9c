"""Plans follow the day taken as the day of release: the steps of protocols, and those added by hand."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from throughline.custody.models import Stay
from throughline.custody.statuses import MovementKind
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway, lay_runways
from throughline.people.models import Person
from throughline.plans.actions import planning
from throughline.plans.actions.runway import Shift

DIED = "They died in custody"


@writes
def retime_by_release(stays: Iterable[Stay], *, by: Actor, at: datetime) -> dict[UUID, list[Shift]]:
    """Move the plans of those on some stays to the day held now; what hangs on it waits where none is known."""
    return lay_runways({stay.person_id for stay in stays}, by=by, at=at)


@writes
def retime_by_gate(person: Person, *, how: str, on: date, by: Actor, at: datetime) -> list[Shift]:
    """Move someone's plan to the day they went out; end the plan of someone who died."""
    if how == MovementKind.DEATH:
        planning.end_plan_of(person, why=DIED, on=on, by=by, at=at)
        return []
    return lay_runway(person, by=by, at=at)
