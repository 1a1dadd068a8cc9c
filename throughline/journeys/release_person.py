"""Someone leaves prison: as planned, on a day nobody could plan for, or another way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.cases.actions.moving import crossed_gate
from throughline.custody.actions import stays
from throughline.custody.models import Stay
from throughline.custody.rules import UNPLANNED
from throughline.custody.statuses import MovementKind
from throughline.foundations.actors import Actor
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.journeys.holding_prison import hand_over
from throughline.journeys.housing_at_the_gate import at_the_gate
from throughline.journeys.reaching_staff import letters_to, workers_of
from throughline.journeys.retime_by_release import retime_by_gate
from throughline.journeys.ripple.owing import next_step, owed_by, steps_to_come
from throughline.journeys.ripple.wording import named
from throughline.journeys.telling import Concerned, others_concerned
from throughline.notices import actions as notices
from throughline.people.models import Person
from throughline.plans.models import Task

KIND = "custody.left"
SUBJECT = "Someone you work with left prison"
URGENT = "Someone you support left prison today, not planned"
BODY = (
    "Someone you support, or stand in for, left prison on a day that nobody had planned.\n\n"
    "Sign in to Throughline: what has to happen today is at the top of Today."
)


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """How and when someone left prison, as a source gives it."""

    how: str
    on: date
    reason: str = ""
    source: str


@writes
def release_person(stay: Stay, *, leaving: Leaving, by: Actor, at: datetime) -> Stay:
    """End the stay, let the prison hand over, take home, cases and plan across the gate, and tell every other agency.

    What was not done inside and still matters is due on the day they left. When nobody had planned for it, everyone is
    asked to say that they saw it, and the key workers get an email now. The cases of someone who died stay where they
    were, for their workers to close.

    Raises:
        Refused: they have left already, the day cannot be, or how they left is not known.
    """
    concerned = others_concerned(stay.person_id, by=by, at=at)
    left = stays.leave(stay, how=leaving.how, on=leaving.on, reason=leaving.reason, source=leaving.source, by=by, at=at)
    hand_over(left.prison, stay.person, why="They left this prison", by=by, at=at)
    housed = _take_across(left, leaving, by=by, at=at)
    retime_by_gate(left.person, how=leaving.how, on=leaving.on, by=by, at=at)
    _tell(concerned, left, leaving, housed=housed, at=at)
    if leaving.how in UNPLANNED:
        _ring_out(left.person, at=at)
    return left


def _take_across(left: Stay, leaving: Leaving, *, by: Actor, at: datetime) -> bool:
    """Take home and cases across the gate; say whether there is somewhere to live."""
    if leaving.how == MovementKind.DEATH:
        return True
    crossed_gate(left.person, inside=False, on=leaving.on, by=by, at=at)
    return at_the_gate(left.person, left, on=leaving.on, by=by, at=at) is not None


def _tell(concerned: Iterable[Concerned], left: Stay, leaving: Leaving, *, housed: bool, at: datetime) -> None:
    today, unplanned = localdate(at), leaving.how in UNPLANNED
    steps = [] if leaving.how == MovementKind.DEATH else steps_to_come([left.person_id])[left.person_id]
    notices.tell(
        (
            notices.Telling(
                teams=(each.team.pk,),
                kind=KIND,
                subject=SUBJECT,
                body=_words(left, each, steps, source=leaving.source, housed=housed, today=today),
                person_id=left.person_id,
                needs_acknowledging=unplanned,
            )
            for each in concerned
        ),
        at=at,
    )


def _ring_out(person: Person, *, at: datetime) -> None:
    workers = workers_of(person.pk, on=localdate(at))
    notices.email_many(letters_to(workers, kind=KIND, subject=URGENT, body=BODY), at=at)


def _words(left: Stay, each: Concerned, steps: Sequence[Task], *, source: str, housed: bool, today: date) -> str:
    how = MovementKind(left.ended_how).label
    on = f" on {day(left.ended_on, today=today)}" if left.ended_on else ""
    due = [row.title for row in owed_by(each, steps) if row.due_on and row.due_on <= today]
    lines = (
        f"{how}: they left {left.prison.organisation.name}{on}. {source} said so.",
        "" if housed else "We know of no address.",
        f"Yours to do today: {named(due)}." if due else next_step(each, steps, today=today),
    )
    return "\n".join(line for line in lines if line)
