"""Someone leaves prison: as planned, from court with no plan, or another way."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.cases.actions.moving import crossed_gate
from throughline.custody.actions import stays
from throughline.custody.models import Stay
from throughline.custody.statuses import MovementKind
from throughline.foundations.actors import Actor
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.journeys.holding_prison import hand_over
from throughline.journeys.retime_by_release import retime_by_gate
from throughline.journeys.telling import other_teams_concerned
from throughline.notices import actions as notices


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """How and when someone left prison, as a source gives it."""

    how: str
    on: date
    reason: str = ""
    source: str


@writes
def release_person(stay: Stay, *, leaving: Leaving, by: Actor, at: datetime) -> Stay:
    """End the stay, let the prison hand over, take their cases and their plan across the gate, and tell everyone else.

    The cases of someone who died stay where they were, for their workers to close.

    Raises:
        Refused: they have left already, the day cannot be, or how they left is not known.
    """
    concerned = other_teams_concerned(stay.person_id, by=by, at=at)
    left = stays.leave(stay, how=leaving.how, on=leaving.on, reason=leaving.reason, source=leaving.source, by=by, at=at)
    hand_over(left.prison, stay.person, why="They left this prison", by=by, at=at)
    if leaving.how != MovementKind.DEATH:
        crossed_gate(left.person, inside=False, on=leaving.on, by=by, at=at)
    retime_by_gate(left.person, how=leaving.how, on=leaving.on, by=by, at=at)
    notices.tell_teams(
        concerned,
        kind="custody.left",
        subject="Someone you work with left prison",
        body=_words(left, source=leaving.source, today=localdate(at)),
        person_id=stay.person_id,
        at=at,
        needs_acknowledging=leaving.how == MovementKind.RELEASE_COURT,
    )
    return left


def _words(stay: Stay, *, source: str, today: date) -> str:
    how = MovementKind(stay.ended_how).label
    on = f" on {day(stay.ended_on, today=today)}" if stay.ended_on else ""
    return f"{how}: they left {stay.prison.organisation.name}{on}. {source} said so."
