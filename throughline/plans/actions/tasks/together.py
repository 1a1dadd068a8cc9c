"""The same for many steps at once: the rows it leaves are those that one at a time leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import write_many
from throughline.foundations.writing import writes
from throughline.plans.actions.tasks.described import event
from throughline.plans.models import Task
from throughline.plans.rules import check_not_ahead, check_progress, check_task_move
from throughline.plans.statuses import TaskState


@dataclass(frozen=True, kw_only=True)
class Doing:
    """A step, and how far it has come: done on a day, or under way in a word or two while ``on`` is None."""

    task: Task
    on: date | None = None
    words: str = ""


@writes
def go_along_many(doings: Sequence[Doing], *, by: Actor, at: datetime) -> list[Task]:
    """Keep how far many steps have come, each once; return them by their ids.

    Raises:
        Refused: one is over already, or a day has not come.
    """
    known = {doing.task.pk: doing for doing in doings}
    rows = list(Task.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(known)).order_by("id"))
    events = [_go_along(row, known[row.pk], today=localdate(at)) for row in rows]
    write_many(rows, "state", "state_words", "progress", "ended_on", "version")
    journal.note_many(events, by=by, at=at)
    return rows


def _go_along(row: Task, doing: Doing, *, today: date) -> journal.Event:
    row.version += 1
    if doing.on is None:
        check_progress(row.state, doing.words)
        row.progress = doing.words
        return event("plans.task_under_way", row, words=doing.words)
    check_task_move(row.state, TaskState.DONE)
    check_not_ahead(doing.on, today=today, field="on")
    row.state, row.state_words, row.ended_on = TaskState.DONE, doing.words, doing.on
    return event("plans.task_done", row, on=doing.on.isoformat(), words=doing.words)
