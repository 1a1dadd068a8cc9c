"""How far the demo's people have come: what is done, under way, and blocked."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from throughline.demo.runway.leaving import Desk
from throughline.foundations.actors import SYSTEM
from throughline.plans.actions import tasks
from throughline.plans.actions.tasks.together import Doing, go_along_many
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES

SHARE_DONE, SHARE_UNDER_WAY, MOST_BLOCKED = 0.72, 0.35, 12
READY = "release.ready"
WORDS = {
    "id": ("Applied", "Ordered", "Photo taken"),
    "bank": ("Applied", "Form sent"),
    "benefits": ("Booked", "Claim begun"),
    "gp": ("Asked", "Form sent"),
    "prescription": ("Asked", "Ordered"),
    "phone": ("Ordered", "Asked family"),
    "met": ("Asked", "Mentor asked"),
    "first_week": ("Booked", "Asked"),
    "address": ("Asked", "Offer made"),
}
BLOCKED = "Waits for a photo, and nobody was free to take it."


def move_along(desk: Desk, people: Sequence[UUID]) -> None:
    """Let most of what was due be done, some of the rest be under way, and a few photos be missing."""
    held = list(Task.objects.filter(person__in=people, state__in=OPEN_STATES).order_by("due_on", "id"))
    due = [task for task in held if task.due_on and task.due_on <= desk.today and task.key != READY]
    finished = [task for task in due if desk.chance(SHARE_DONE)]
    doings = [Doing(task=task, on=min(task.due_on or desk.today, desk.today)) for task in finished]
    over = {task.pk for task in finished}
    soon = [task for task in held if task.pk not in over and task.must_have and _near(desk, task)]
    begun = [task for task in soon if desk.chance(SHARE_UNDER_WAY)]
    doings += [Doing(task=task, words=desk.dice.choice(WORDS[task.must_have])) for task in begun]
    go_along_many(doings, by=SYSTEM, at=desk.at)
    stuck = [task for task in soon if task.must_have == "id" and task not in begun][:MOST_BLOCKED]
    for task in stuck:
        tasks.block(task, why=BLOCKED, by=SYSTEM, at=desk.at)


def _near(desk: Desk, task: Task) -> bool:
    return task.due_on is not None and task.due_on <= desk.today + timedelta(weeks=3)
