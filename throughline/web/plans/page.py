"""What the page of a plan shows: one row for each step, grouped by part of life, on both sides of the gate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.agencies.pathways import Pathway, compartment_of
from throughline.foundations.wording import counted, day
from throughline.plans.models import Goal, Task
from throughline.plans.rules import OPEN_STATES, is_late
from throughline.plans.statuses import Anchor, GoalState, TaskState
from throughline.protocols.statuses import Unit
from throughline.web.line.steps import part_of
from throughline.web.people.frame import Opened
from throughline.web.plans.gate import Gate
from throughline.web.plans.opening import may_tick, pathways_shown

_THE_DAY = {
    Anchor.ADMISSION: "they came in",
    Anchor.REFERRAL: "they were referred",
    Anchor.DECISION: "the referral was answered",
    Anchor.ASSESSMENT: "the assessment began",
    Anchor.START: "support began",
    Anchor.DATE_KNOWN: "the date became known",
    Anchor.RELEASE: "release",
    Anchor.FIRST_DAY: "their first working day out",
    Anchor.RETURN: "they came back",
    Anchor.ENDING: "support ended",
}
_ON_THE_DAY = {
    Anchor.RELEASE: "On the day of release",
    Anchor.FIRST_DAY: "On their first working day out",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step with what the page says of it."""

    task: Task
    from_gate: str
    late_by: str
    first_days: bool
    may_tick: bool

    @property
    def who(self) -> str:
        """Who does it."""
        return who(self.task)

    @property
    def hangs(self) -> str:
        """What its day hangs on, in words."""
        return hangs(self.task)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table. ``head`` says that it begins its goal; ``joined`` that more of the goal follows."""

    pathway: str
    goal: Goal | None = None
    step: Step | None = None
    head: bool = True
    joined: bool = False
    locked: bool = False


def who(task: Task) -> str:
    """Say who does a step. A department of the prison is named where no team is."""
    if task.organisation is None:
        return "The person"
    names = (task.user.name if task.user else "", part_of(task), task.organisation.name)
    return ", ".join(name for name in names if name)


def hangs(task: Task) -> str:
    """Say what a step's day hangs on; empty when it is a day of its own.

    >>> hangs(Task(anchor="release", offset=-4)), hangs(Task(anchor="start", offset=10, unit="working"))
    ('4 days before release', '10 working days after support began')
    """
    if task.anchor == Anchor.FIXED or task.offset is None:
        return ""
    anchor = Anchor(task.anchor)
    if task.offset == 0:
        return _ON_THE_DAY.get(anchor, f"On the day {_THE_DAY[anchor]}")
    way = "after" if task.offset > 0 else "before"
    kind = "working " if task.unit == Unit.WORKING_DAYS else ""
    return f"{counted(abs(task.offset), f'{kind}day', f'{kind}days')} {way} {_THE_DAY[anchor]}"


def step(task: Task, opened: Opened, gate: Gate) -> Step:
    """Return a step with what is said of it."""
    late = is_late(task.due_on, task.state, today=opened.today)
    days = (opened.today - task.due_on).days if late and task.due_on else 0
    return Step(
        task=task,
        from_gate=gate.from_here(task.due_on) or hangs(task),
        late_by=f"by {counted(days, 'day', 'days')}" if late else "",
        first_days=gate.in_first_days(task),
        may_tick=may_tick(task, opened),
    )


def rows(
    goals: Sequence[Goal], tasks: Sequence[Task], opened: Opened, gate: Gate, *, outside: bool | None, locks: bool
) -> list[Row]:
    """Return the lines of one side of the gate; of both when ``outside`` is None.

    ``locks`` says to name here the parts that are not shared.
    """
    open_tasks = [task for task in tasks if task.state in OPEN_STATES]
    here = [task for task in open_tasks if outside is None or gate.is_behind(task) == outside]
    stepless = {goal.pk for goal in goals} - {task.goal_id for task in open_tasks}
    bare = [goal for goal in goals if goal.pk in stepless and (outside is None or _is_outside(goal, gate) == outside)]
    found: list[Row] = []
    for pathway in pathways_shown(opened):
        if opened.reach.opens(compartment_of(pathway)):
            found += _lane(pathway, goals, bare, here, opened, gate)
        elif locks:
            found.append(Row(pathway=pathway.label, locked=True))
    return found


def _is_outside(goal: Goal, gate: Gate) -> bool:
    if goal.by_on is not None and gate.on is not None:
        return goal.by_on >= gate.on
    return not gate.inside


def _lane(
    pathway: Pathway, goals: Sequence[Goal], bare: Sequence[Goal], here: Sequence[Task], opened: Opened, gate: Gate
) -> Iterator[Row]:
    mine = [task for task in here if task.pathway == pathway]
    for goal in (goal for goal in goals if goal.pathway == pathway):
        of_goal = [task for task in mine if task.goal_id == goal.pk]
        yield from _group(pathway, goal, of_goal, opened, gate)
        if not of_goal and goal in bare:
            yield Row(pathway=pathway.label, goal=goal)
    known = {goal.pk for goal in goals}
    yield from _group(pathway, None, [task for task in mine if task.goal_id not in known], opened, gate)


def _group(pathway: Pathway, goal: Goal | None, tasks: Sequence[Task], opened: Opened, gate: Gate) -> Iterator[Row]:
    for number, task in enumerate(tasks):
        yield Row(
            pathway=pathway.label,
            goal=goal,
            step=step(task, opened, gate),
            head=number == 0,
            joined=number < len(tasks) - 1,
        )


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A step that is over, and who said so."""

    task: Task
    by: str

    @property
    def who(self) -> str:
        """Who was to do it."""
        return who(self.task)


def ended(tasks: Sequence[Task], said_by: Mapping[UUID, str]) -> list[Ended]:
    """Return the steps that are over, the last first."""
    over = [task for task in tasks if task.ended_on is not None]
    over.sort(key=lambda task: (task.ended_on or date.min, task.pk), reverse=True)
    return [Ended(task=task, by=said_by.get(task.pk, "")) for task in over]


def open_goals(goals: Sequence[Goal]) -> list[Goal]:
    """Return the goals that are worked on."""
    return [goal for goal in goals if goal.state == GoalState.OPEN]


def lead(tasks: Sequence[Task], *, today: date) -> str:
    """Say in a sentence or two what comes next, and how much is late or blocked."""
    unfinished = [task for task in tasks if task.state in OPEN_STATES]
    if not unfinished:
        return "Nothing is waiting to be done. Add the next step when there is one."
    late = sum(is_late(task.due_on, task.state, today=today) for task in unfinished)
    blocked = sum(task.state == TaskState.BLOCKED for task in unfinished)
    coming = [task for task in unfinished if task.state == TaskState.TODO and task.due_on and task.due_on >= today]
    following = min(coming, key=lambda task: (task.due_on or date.max, task.pk), default=None)
    said = [_next(following, today=today)] if following and following.due_on else []
    said += [f"{counted(late, 'step is', 'steps are')} late."] if late else []
    said += [f"{counted(blocked, 'step is', 'steps are')} blocked."] if blocked else []
    return " ".join(said) or f"{counted(len(unfinished), 'step waits', 'steps wait')} for a date to be known."


def _next(task: Task, *, today: date) -> str:
    on = day(task.due_on, today=today) if task.due_on else ""
    return f"Next: {task.title.rstrip('.')}, by {on}. {who(task)}."
