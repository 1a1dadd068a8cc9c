"""What is in the way of someone who leaves, whose it is, and for how long: the last column of the board. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.foundations.wording import counted, day
from throughline.plans.statuses import TaskState
from throughline.protocols.engine.blockers import Node, first_blocker
from throughline.web.releases.cells import Step

SOON = 3
"""Someone with nowhere to sleep who leaves in this many days or fewer is marked out."""


@dataclass(frozen=True, kw_only=True)
class InTheWay:
    """What stands first in the way. ``look`` is late, wait or nothing; ``step`` the step to open, if it is one."""

    title: str
    under: str = ""
    look: str = ""
    step: Step | None = None
    nobody: bool = False

    @property
    def icon(self) -> str:
        return "warn" if self.look == "wait" else self.look


def in_the_way(
    steps: Sequence[Step], *, today: date, days_left: int | None, no_address: str = "", nothing: str = ""
) -> InTheWay:
    """Say what is in the way of someone.

    ``no_address`` is why there is nowhere to sleep, empty when there is somewhere. ``nothing`` is what to say beside
    "Nothing in the way", and ``days_left`` is None while no day of release is known.
    """
    if no_address and days_left is not None and days_left <= SOON:
        return InTheWay(title="No bed tonight" if days_left == 0 else "Nowhere to sleep", under=no_address, look="late")
    if not steps:
        return InTheWay(title="Nobody has begun", under=nothing, look="wait", nobody=True)
    going_on = sorted((step for step in steps if step.is_open), key=_first_due)
    if not going_on:
        return InTheWay(title="Nothing in the way", under=nothing)
    return _blocker(going_on, steps, today=today) or _next(going_on, today=today)


def _blocker(going_on: Sequence[Step], steps: Sequence[Step], *, today: date) -> InTheWay | None:
    found = first_blocker([_node(step) for step in steps], today=today)
    if found is None:
        return None
    step = next(step for step in going_on if _key(step) == found.key)
    held = counted(len(found.holds_up), "other step", "other steps")
    return InTheWay(
        title=step.name,
        under=f"{_whose_and_when(step, today)}. Holds up {held}",
        look=_look(step, today),
        step=step,
    )


def _next(going_on: Sequence[Step], *, today: date) -> InTheWay:
    """Say which step is late or blocked where none holds up another, else which comes next."""
    stuck = next((step for step in going_on if _look(step, today)), None)
    if stuck:
        return InTheWay(title=stuck.name, under=_whose_and_when(stuck, today), look=_look(stuck, today), step=stuck)
    step = going_on[0]
    return InTheWay(title="Nothing late", under=f"Next: {step.name}. {_whose_and_when(step, today)}", step=step)


def _look(step: Step, today: date) -> str:
    if step.late_by(today):
        return "late"
    return "wait" if step.state == TaskState.BLOCKED else ""


def _whose_and_when(step: Step, today: date) -> str:
    return f"{step.whose}, {when(step, today)}"


def when(step: Step, today: date) -> str:
    """Say by when a step is due, or how late it is."""
    if late := step.late_by(today):
        return f"{counted(late, 'day', 'days')} late"
    if step.state == TaskState.BLOCKED:
        return "blocked"
    if step.due_on is None:
        return "as soon as a date is known"
    return "due today" if step.due_on == today else f"due {day(step.due_on, today=today)}"


def _node(step: Step) -> Node:
    return Node(key=_key(step), due_on=step.due_on, is_open=step.is_open, needs=step.needs, takes=step.takes)


def _key(step: Step) -> str:
    return step.key or str(step.pk)


def _first_due(step: Step) -> tuple[date, str]:
    return step.due_on or date.max, _key(step)
