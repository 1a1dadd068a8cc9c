"""The steps of plans follow the day taken as the day of release."""

from collections.abc import Iterable
from datetime import date, datetime

from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Stay
from throughline.custody.statuses import MovementKind
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.plans.actions import planning, tasks
from throughline.plans.statuses import Anchor

DIED = "They died in custody"


@writes
def retime_by_release(stays: Iterable[Stay], *, by: Actor, at: datetime) -> None:
    """Move what hangs on release to the day held now for each stay that goes on; it waits where none is known."""
    people = {stay.pk: stay.person_id for stay in stays}
    leading = custody.days_of_release(KeyDate.objects.filter(stay__in=list(people)))
    known = {row.person_id: row.on for row in leading}
    days = {person_id: known.get(person_id) for person_id in people.values()}
    tasks.retime_many(days, anchor=Anchor.RELEASE, by=by, at=at)


@writes
def retime_by_gate(person: Person, *, how: str, on: date, by: Actor, at: datetime) -> None:
    """Move what hangs on release to the day someone went out; end the plan of someone who died."""
    if how == MovementKind.DEATH:
        planning.end_plan_of(person, why=DIED, on=on, by=by, at=at)
    else:
        tasks.retime(person, anchor=Anchor.RELEASE, on=on, by=by, at=at)


@writes
def retime_by_admission(person: Person, *, on: date, by: Actor, at: datetime) -> None:
    """Move what hangs on coming in to its day; what hangs on release waits for the new one."""
    tasks.retime(person, anchor=Anchor.ADMISSION, on=on, by=by, at=at)
    tasks.retime(person, anchor=Anchor.RELEASE, on=None, by=by, at=at)
