"""Several protocols that ask for the same make one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.agencies.pathways import compartment_of
from throughline.foundations.wording import listed
from throughline.protocols.engine.asks import Ask
from throughline.protocols.shape import Laid, Person, Step, Timing
from throughline.protocols.statuses import Anchor, Unit, Where

LONGEST_REASON = 300
"""Characters a step keeps of its reason."""

AT_THE_GATE = "Its day came before they left, so it is due the day they left."
AT_THE_START = "Its day came before this began, so it is due the day it began."
HOW_CLOSED = {"": 0, "family": 1, "needs": 2, "sensitive": 3}
"""Which of two pathways wins when one step is asked for under both: the one fewer people may read."""


@dataclass(frozen=True)
class Due:
    """A day, and the sentence that says why it is not the one the timing gives; empty when it is."""

    on: date | None
    because: str = ""


def merged(asks: Sequence[Ask], *, key: str, needs: Sequence[str], person: Person) -> Laid:
    """Make one step of what the protocols, in order of their slugs, ask for: the earliest day, and all their needs."""
    steps = [ask.step for ask in asks]
    soonest = min(steps, key=lambda step: _sooner(step.timing, person))
    due = _held(_day(soonest.timing, person), asks, person)
    return Laid(
        key=key,
        title=steps[0].title,
        why=_first(steps, lambda step: step.why),
        pathway=max(steps, key=lambda step: HOW_CLOSED[compartment_of(step.pathway)]).pathway,
        stage=_first(steps, lambda step: step.stage),
        timing=soonest.timing,
        due_on=due.on,
        owner=steps[0].owner,
        needs=tuple(sorted(needs)),
        evidence=_first(steps, lambda step: step.evidence),
        takes=max(step.takes for step in steps),
        where=_where(steps),
        must_have=_first(steps, lambda step: step.must_have),
        protocols=tuple(sorted({ask.protocol.slug for ask in asks})),
        source=steps[0].source,
        reason=_reason(asks, due.because),
    )


def _first(steps: Sequence[Step], word: Callable[[Step], str]) -> str:
    return next((said for step in steps if (said := word(step))), "")


def _where(steps: Sequence[Step]) -> str:
    sides = {step.where for step in steps}
    return sides.pop() if len(sides) == 1 else Where.EITHER.value


def _day(timing: Timing, person: Person) -> date | None:
    if (anchor := person.anchors.days.get(Anchor(timing.anchor))) is None:
        return None
    if timing.unit == Unit.WORKING_DAYS:
        return person.calendar.add_working_days(anchor, timing.offset)
    return anchor + timedelta(days=timing.offset)


def _sooner(timing: Timing, person: Person) -> tuple[bool, int]:
    day = _day(timing, person)
    return day is None, day.toordinal() if day else 0


def _held(day: date | None, asks: Sequence[Ask], person: Person) -> Due:
    """Keep a day from falling before the protocol began for them, or before the day they left."""
    if day is None:
        return Due(None)
    left, begun = person.anchors.left_on, _begun(asks, person)
    floor = max(begun or day, left or day)
    if day >= floor:
        return Due(day)
    return Due(floor, AT_THE_GATE if floor == left else AT_THE_START)


def _begun(asks: Sequence[Ask], person: Person) -> date | None:
    known = (person.anchors.begun_on.get(ask.protocol.slug) for ask in asks)
    return min((day for day in known if day is not None), default=None)


def _reason(asks: Sequence[Ask], because: str) -> str:
    titles = list(dict.fromkeys(ask.protocol.title for ask in asks))
    said = f"{listed(titles)} {'asks' if len(titles) == 1 else 'ask'} for it."
    if len(said) + len(because) >= LONGEST_REASON:
        said = f"{titles[0]} and {len(titles) - 1} more ask for it."
    return f"{said} {because}".strip()
