"""A step that was said to be done was not: it is open again, with the day its protocols give it now."""

from datetime import datetime

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway
from throughline.plans.actions import planning, tasks
from throughline.plans.models import Task


@writes
def reopen_step(task: Task, *, why: str, by: Actor, at: datetime) -> Task:
    """Open a step again, and lay the runway with it.

    Raises:
        Refused: it is not done, no reason is given, or its plan has ended.
    """
    planning.hold([task.person_id])
    row = tasks.reopen(task, why=why, by=by, at=at)
    lay_runway(row.person, by=by, at=at)
    row.refresh_from_db()
    return row
