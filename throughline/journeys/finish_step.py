"""A step is said to be done, if it may be."""

from datetime import date, datetime

from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.housing_account import may_be_ready
from throughline.plans.actions import tasks
from throughline.plans.models import Task

READY = "release.ready"
"""The step that says someone is ready to leave: not without somewhere to sleep, or an account of all that was tried."""


@writes
def finish_step(task: Task, *, on: date, words: str = "", by: Actor, at: datetime) -> Task:
    """Keep that a step was done.

    Raises:
        Refused: it is over already, the day has not come, or they would leave with nowhere to go and no account of it.
    """
    if task.key.partition("@")[0] == READY:
        ready = may_be_ready(task.person_id)
        if not ready.yes:
            raise Refused(ready.sentence)
    return tasks.done(task, on=on, words=words, by=by, at=at)
