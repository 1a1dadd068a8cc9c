"""Steps under way, done, opened again, blocked, going on, or dropped."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, save_change
from throughline.foundations.writing import writes
from throughline.plans.actions.days import mark_changed
from throughline.plans.actions.tasks.described import event
from throughline.plans.models import Task
from throughline.plans.rules import (
    check_blocked,
    check_done,
    check_not_ahead,
    check_progress,
    check_said,
    check_task_move,
)
from throughline.plans.statuses import TaskState


@writes
def done(task: Task, *, on: date, words: str = "", by: Actor, at: datetime) -> Task:
    """Keep that a step was done: on which day, what came of it, and by the journal who said so.

    Raises:
        Refused: it is over already, or the day has not come.
    """
    row = lock(Task, task.pk)
    check_task_move(row.state, TaskState.DONE)
    check_not_ahead(on, today=localdate(at), field="on")
    row.state, row.state_words, row.ended_on = TaskState.DONE, words, on
    save_change(row, "state", "state_words", "ended_on")
    journal.note_many([event("plans.task_done", row, on=on.isoformat(), words=words)], by=by, at=at)
    return row


@writes
def progress(task: Task, *, words: str, by: Actor, at: datetime) -> Task:
    """Keep, in a word or two, what is under way for a step that is not done: ordered, applied. Empty takes it back.

    Raises:
        Refused: the step is over, or that is more than a word or two.
    """
    row = lock(Task, task.pk)
    check_progress(row.state, words)
    if row.progress != words:
        row.progress = words
        save_change(row, "progress")
        journal.note_many([event("plans.task_under_way", row, words=words)], by=by, at=at)
    return row


@writes
def reopen(task: Task, *, why: str, by: Actor, at: datetime) -> Task:
    """Keep that a step that was said to be done was not, and why it is open again.

    Raises:
        Refused: it is not done, no reason is given, or its plan has ended.
    """
    row = lock(Task, task.pk)
    check_done(row.state)
    check_said(why, sentence="Say why it is open again.", field="why")
    if row.plan.ended_on is not None:
        raise Refused("This plan has ended. Start another first.")
    was, row.state, row.state_words, row.ended_on = row.ended_on, TaskState.TODO, "", None
    save_change(row, "state", "state_words", "ended_on")
    mark_changed([row.plan_id], at=at)
    done_on = was.isoformat() if was else None
    journal.note_many([event("plans.task_reopened", row, why=why, done_on=done_on)], by=by, at=at)
    return row


@writes
def block(task: Task, *, why: str, by: Actor, at: datetime) -> Task:
    """Keep that a step cannot go on, and what it waits for.

    Raises:
        Refused: it is over or blocked already, or no reason is given.
    """
    row = lock(Task, task.pk)
    check_task_move(row.state, TaskState.BLOCKED)
    check_said(why, sentence="Say what it waits for.", field="why")
    row.state, row.state_words = TaskState.BLOCKED, why
    save_change(row, "state", "state_words")
    journal.note_many([event("plans.task_blocked", row, why=why)], by=by, at=at)
    return row


@writes
def unblock(task: Task, *, by: Actor, at: datetime) -> Task:
    """Keep that a step can go on.

    Raises:
        Refused: it is over, or was not blocked.
    """
    row = lock(Task, task.pk)
    check_blocked(row.state)
    why, row.state, row.state_words = row.state_words, TaskState.TODO, ""
    save_change(row, "state", "state_words")
    journal.note_many([event("plans.task_unblocked", row, why=why)], by=by, at=at)
    return row


@writes
def drop(task: Task, *, why: str, on: date, by: Actor, at: datetime) -> Task:
    """Keep that a step will not be done, and why.

    Raises:
        Refused: it is over already, no reason is given, or the day has not come.
    """
    row = lock(Task, task.pk)
    check_task_move(row.state, TaskState.DROPPED)
    check_said(why, sentence="Say why it is dropped.", field="why")
    check_not_ahead(on, today=localdate(at), field="on")
    row.state, row.state_words, row.ended_on = TaskState.DROPPED, why, on
    save_change(row, "state", "state_words", "ended_on")
    mark_changed([row.plan_id], at=at)
    journal.note_many([event("plans.task_dropped", row, why=why)], by=by, at=at)
    return row
