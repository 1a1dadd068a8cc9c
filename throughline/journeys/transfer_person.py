"""Someone moves to another prison."""

from dataclasses import dataclass
from datetime import date, datetime

from throughline.agencies.models import Prison
from throughline.custody.actions import stays
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.journeys.holding_prison import hand_over, let_in
from throughline.journeys.telling import other_teams_concerned
from throughline.notices import actions as notices


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
    """Record the move, let the new prison in, let the old one hand over, and tell everyone else.

    Raises:
        Refused: the stay has ended, it is the same prison, or the day cannot be.
    """
    before = lock(Stay, stay.pk).prison
    concerned = other_teams_concerned(stay.person_id, by=by, at=at)
    moved = stays.transfer(
        stay, to=move.to, on=move.on, hall=move.hall, cell=move.cell, source=move.source, by=by, at=at
    )
    let_in(move.to, stay.person, by=by, at=at)
    hand_over(before, stay.person, why=f"Moved to {move.to.organisation.name}", by=by, at=at)
    notices.tell_teams(
        concerned,
        kind="custody.transferred",
        subject="Someone you work with moved prison",
        body=f"They moved from {before.organisation.name} to {move.to.organisation.name}. {move.source} said so.",
        person_id=stay.person_id,
        at=at,
    )
    return moved
