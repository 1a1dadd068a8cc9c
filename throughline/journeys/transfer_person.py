"""Someone moves to another prison."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from throughline.agencies import queries as agencies
from throughline.agencies.models import Prison, Team
from throughline.custody.actions import stays
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.journeys.holding_prison import hand_over, let_in
from throughline.journeys.lay_runway import lay_runway
from throughline.journeys.ripple.wording import named
from throughline.journeys.telling import Concerned, concerned_with, others_concerned
from throughline.notices import actions as notices
from throughline.plans.actions import tasks
from throughline.plans.models import Task

KIND = "custody.transferred"


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A move to another prison, as a source gives it."""

    to: Prison
    on: date
    hall: str = ""
    cell: str = ""
    source: str


@writes
def transfer_person(stay: Stay, *, move: Transfer, by: Actor, at: datetime) -> Stay:
    """Record the move, let the new prison in, let the old one hand over, carry its open work, and tell all once.

    The new prison is told what it takes over, and is asked to say that it saw it.

    Raises:
        Refused: the stay has ended, it is the same prison, or the day cannot be.
    """
    before = lock(Stay, stay.pk).prison
    others = others_concerned(stay.person_id, by=by, at=at)
    moved = stays.transfer(
        stay, to=move.to, on=move.on, hall=move.hall, cell=move.cell, source=move.source, by=by, at=at
    )
    let_in(move.to, stay.person, by=by, at=at)
    hand_over(before, stay.person, why=f"Moved to {move.to.organisation.name}", by=by, at=at)
    carried = _carry(moved, before, by=by, at=at)
    lay_runway(stay.person, by=by, at=at)
    _tell(moved, before, others, carried, source=move.source, at=at)
    return moved


def _carry(moved: Stay, before: Prison, *, by: Actor, at: datetime) -> list[Task]:
    left, reached = before.organisation, moved.prison.organisation
    there = agencies.teams_of(Team.objects.all(), reached)
    return tasks.carry(moved.person_id, left=left, reached=reached, teams=there, by=by, at=at)


def _tell(
    moved: Stay, before: Prison, others: Iterable[Concerned], carried: Sequence[Task], *, source: str, at: datetime
) -> None:
    now = concerned_with([moved.person_id], at=at).get(moved.person_id, ())
    taking = [each for each in now if each.team.organisation_id == moved.prison.organisation_id]
    rest = [each for each in others if each.team.organisation_id != moved.prison.organisation_id]
    said = f"They moved from {before.organisation.name} to {moved.prison.organisation.name}. {source} said so."
    notices.tell(
        [
            *(_telling(moved, each, "They are with you now", f"{said}{_takes_over(each, carried)}") for each in taking),
            *(_telling(moved, each, "Someone you work with moved prison", said) for each in rest),
        ],
        at=at,
    )


def _telling(moved: Stay, each: Concerned, subject: str, body: str) -> notices.Telling:
    return notices.Telling(
        teams=(each.team.pk,),
        kind=KIND,
        subject=subject,
        body=body,
        person_id=moved.person_id,
        needs_acknowledging=each.team.organisation_id == moved.prison.organisation_id,
    )


def _takes_over(each: Concerned, carried: Iterable[Task]) -> str:
    """Say which steps an agency takes over from the old prison, of those all who are told may see."""
    titles = [row.title for row in carried if each.opens(row.compartment)]
    return f"\nYou take over: {named(titles)}." if titles else ""
