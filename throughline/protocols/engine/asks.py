"""Whether each step of a protocol is asked of one person, and if not, why not."""

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.protocols.reading.conditions import Condition, parse
from throughline.protocols.shape import Person, Protocol, Step
from throughline.protocols.statuses import Where

LEFT_PRISON = "They have left prison"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A step as one protocol asks it of one person.

    ``answer`` is None while it waits for the facts in ``missing``; when it is False, ``why_not`` says why.
    """

    protocol: Protocol
    step: Step
    answer: bool | None
    missing: tuple[str, ...] = ()
    why_not: str = ""


def asks_of(protocol: Protocol, person: Person) -> Iterator[Ask]:
    """Return each step of a protocol with whether this person needs it."""
    whole = parse(protocol.when)
    applies, unknown = whole.holds(person.facts), whole.missing(person.facts)
    for step in protocol.steps:
        if step.where == Where.INSIDE and person.anchors.left_on:
            yield Ask(protocol=protocol, step=step, answer=False, why_not=LEFT_PRISON)
        elif applies is False:
            yield Ask(protocol=protocol, step=step, answer=False, why_not=_only_when(whole))
        else:
            yield _own(protocol, step, person, unknown)


def _own(protocol: Protocol, step: Step, person: Person, unknown: tuple[str, ...]) -> Ask:
    condition = parse(step.when)
    answer = condition.holds(person.facts)
    if answer is False:
        return Ask(protocol=protocol, step=step, answer=False, why_not=_only_when(condition))
    if missing := {*unknown, *condition.missing(person.facts)}:
        return Ask(protocol=protocol, step=step, answer=None, missing=tuple(sorted(missing)))
    return Ask(protocol=protocol, step=step, answer=True)


def _only_when(condition: Condition) -> str:
    return f"Needed only when {condition.in_words()}"
