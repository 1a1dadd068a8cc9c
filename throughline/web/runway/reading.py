"""What the page of a runway shows, as far as its viewer may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.foundations.wording import counted, day, days_until
from throughline.plans import queries
from throughline.plans.models import Plan, Task
from throughline.plans.rules import OPEN_STATES, is_late
from throughline.plans.statuses import TaskState
from throughline.web.line.steps import Steps, names, short_slack
from throughline.web.people.frame import Opened
from throughline.web.plans import page
from throughline.web.plans.gate import Gate, gate_of
from throughline.web.runway.groups import NEAR, When, because, in_order, title, when


@dataclass(frozen=True, kw_only=True)
class Row:
    """A step with what it waits for, what it holds up and how long it can wait. ``near`` rows have their buttons."""

    step: page.Step
    waits_for: str
    holds_up: str
    slack: str
    near: bool

    @property
    def task(self) -> Task:
        """The step as it is kept."""
        return self.step.task

    @property
    def is_plain(self) -> bool:
        """Whether nothing is to be said of how it stands but that it is to do."""
        return not self.near and self.task.state == TaskState.TODO and not self.task.progress


@dataclass(frozen=True, kw_only=True)
class Group:
    """The steps that must be true at one time."""

    title: str
    because: str
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A whole runway."""

    plan: Plan
    lead: str
    steps: Steps
    groups: Sequence[Group]
    done: Sequence[Task] = field(default_factory=list)
    not_needed: Sequence[Task] = field(default_factory=list)


def shown(opened: Opened, plan: Plan) -> Shown:
    """Return the runway of a plan: what must be true by when."""
    rows = access.visible(Task, by=opened.actor, to=Do.SEE_PLANS).filter(plan=plan, person=opened.person)
    tasks = list(queries.by_day(queries.with_owners(rows)))
    steps, gate = Steps(tasks, opened.today), gate_of(opened)
    still_open = [task for task in tasks if task.state in OPEN_STATES]
    return Shown(
        plan=plan,
        lead=_lead(still_open, opened),
        steps=steps,
        groups=_groups(still_open, steps, opened, gate),
        done=_over(tasks, {TaskState.DONE}),
        not_needed=_over(tasks, {TaskState.DROPPED, TaskState.RETIRED}),
    )


def _over(tasks: Iterable[Task], states: set[TaskState]) -> list[Task]:
    """Return the steps that ended so, the last first."""
    over = [task for task in tasks if task.state in states]
    return sorted(over, key=lambda task: (task.ended_on or date.min, task.pk), reverse=True)


def _groups(tasks: Sequence[Task], steps: Steps, opened: Opened, gate: Gate) -> list[Group]:
    ahead = None if opened.outside else gate.on
    placed = [(when(task.due_on, today=opened.today, gate=ahead), task) for task in tasks]
    return [
        Group(
            title=title(found, today=opened.today, gate=ahead),
            because=because(found, gate=ahead),
            rows=[_row(task, found, steps, opened, gate) for place, task in placed if place == found],
        )
        for found in in_order([place for place, _ in placed])
    ]


def _row(task: Task, found: When, steps: Steps, opened: Opened, gate: Gate) -> Row:
    held, waits, near = steps.holds_up(task), steps.waits_for(task), found.part in NEAR
    few = names(held) if near and held else counted(len(held), "other", "others") if held else ""
    return Row(
        step=page.step(task, opened, gate),
        waits_for=names(waits, most=3 if near else 1) if waits else "",
        holds_up=few,
        slack=short_slack(steps.slack_of(task)) if held else "",
        near=near,
    )


def _lead(tasks: Sequence[Task], opened: Opened) -> str:
    """Say how much is left, how much of it is late, and how long there is."""
    late = sum(is_late(task.due_on, task.state, today=opened.today) for task in tasks)
    left = f"{counted(len(tasks), 'thing', 'things')} still to be true" if tasks else "Nothing is waiting to be done"
    said = [f"{left}, {late} of them late." if late else f"{left}."]
    on = opened.release_on
    if opened.outside and on:
        said.append(f"They left {day(on, today=opened.today)}.")
    elif on:
        said.append(f"Release is {days_until(on, today=opened.today)}, {day(on, today=opened.today)}.")
    elif opened.stay:
        said.append("No day of release is known: be ready on any day.")
    return " ".join(said)
