"""Two departments that hold the same need of one person, so that nobody starts what another has done. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.foundations.wording import day
from throughline.plans.rules import OPEN_STATES, alike
from throughline.plans.statuses import TaskState
from throughline.protocols.statuses import MustHave


@dataclass(frozen=True, kw_only=True)
class Held:
    """A step and who holds it. ``holder`` is in words; two with the same holder are nobody's double work."""

    pk: UUID
    person_id: UUID
    key: str
    title: str
    must_have: str
    protocols: frozenset[str]
    needs: frozenset[str]
    state: str
    holder: str
    due_on: date | None
    ended_on: date | None
    private: bool = False


def twin_of(step: Held, others: Iterable[Held]) -> Held | None:
    """Return a step of the same person towards the same need that someone else holds or has done: one done first."""
    same = [other for other in others if _is_twin(step, other)]
    return min(
        same, key=lambda other: (other.state != TaskState.DONE, other.due_on or date.max, other.pk), default=None
    )


def in_words(twin: Held, *, today: date) -> str:
    """Say who else holds a need, or has met it already."""
    name = "the same need" if twin.private else twin.title
    if twin.state == TaskState.DONE:
        when = f" on {day(twin.ended_on, today=today)}" if twin.ended_on else ""
        return f"{twin.holder} has done this already{when}: {name}"
    due = f", due {day(twin.due_on, today=today)}" if twin.due_on else ""
    return f"{twin.holder} holds this too: {name}{due}"


def _is_twin(step: Held, other: Held) -> bool:
    counts = other.state in OPEN_STATES or other.state == TaskState.DONE
    if other.pk == step.pk or other.person_id != step.person_id or other.holder == step.holder or not counts:
        return False
    if _asked_together(step, other):
        return False
    one_need = step.must_have == other.must_have and step.must_have not in {"", MustHave.FIRST_WEEK}
    return one_need or alike(step.title, other.title)


def _asked_together(step: Held, other: Held) -> bool:
    """Say whether one protocol asks for both, or one waits for the other: then they are two steps on purpose."""
    waits = (step.key and step.key in other.needs) or (other.key and other.key in step.needs)
    return bool(step.protocols & other.protocols or waits)
