"""The first thing in the way, said in two sentences, with one thing to do about it."""

from datetime import date
from uuid import UUID

from django.urls import reverse

from throughline.foundations.actors import Staff
from throughline.foundations.wording import counted, day
from throughline.plans.models import Task
from throughline.plans.rules import is_late
from throughline.plans.statuses import TaskState
from throughline.web.line.marks import Chain
from throughline.web.line.steps import Steps, names, part_of, slack_words


def chain(steps: Steps, *, person_id: UUID, name: str, actor: Staff) -> Chain | None:
    """Return the chain of what is first in the way, as this viewer sees the plan; None when nothing is."""
    first = steps.first
    if first is None:
        return None
    task = first.task
    action, page = _action(task, actor)
    return Chain(
        what=task.title.rstrip("."),
        holds_up=f"It holds up {names(first.holds_up)}.",
        under=" ".join(
            filter(None, (_whose(task, name), _how(task, steps.today), _slack(first.slack_days, steps.today)))
        ),
        action=action,
        url=reverse(page, args=[person_id, task.pk]),
        links=tuple(steps.links),
    )


def _whose(task: Task, name: str) -> str:
    if task.organisation is None:
        return f"With {name}."
    there = task.user.name if task.user else part_of(task)
    return f"With {there}, {task.organisation.name}." if there else f"With {task.organisation.name}."


def _how(task: Task, today: date) -> str:
    """Say what is wrong with it, or by when it is wanted."""
    if task.state == TaskState.BLOCKED:
        return f"It is blocked: {task.state_words.rstrip('.')}."
    if task.due_on is None:
        return "It has no day yet."
    if is_late(task.due_on, task.state, today=today):
        late = (today - task.due_on).days
        return f"It should have been done by {day(task.due_on, today=today)}, {counted(late, 'day', 'days')} ago."
    return f"It is wanted by {day(task.due_on, today=today)}."


def _slack(days: int | None, today: date) -> str:
    return slack_words(days, today=today)


def _action(task: Task, actor: Staff) -> tuple[str, str]:
    """Return what to do about it and the page to do it on."""
    if task.organisation is None:
        return "Open the step", "plans:task"
    if task.organisation_id == actor.organisation_id or task.team_id in actor.team_ids:
        return "Say it is done", "plans:done"
    return f"Chase {task.user.name if task.user else task.organisation.name}", "plans:task"
