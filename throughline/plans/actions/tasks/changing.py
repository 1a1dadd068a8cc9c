"""Saying a step in other words, giving it another day, or giving it to someone else."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation, Team, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock_version, save_change
from throughline.foundations.writing import writes
from throughline.plans.actions.days import due as day_of
from throughline.plans.actions.days import hinges_of_plan, mark_changed
from throughline.plans.actions.tasks.described import TITLE, NewTask, check_owner, event, owner_words
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES, check_said, check_timing, owner_of
from throughline.plans.statuses import Anchor
from throughline.protocols.statuses import Unit

KEPT = "A protocol keeps the words and the day of this step. Add one of your own, or drop this one and say why."
OVER = "This step is over, and stays as it was recorded. Add another if more is to be done."


@writes
def change(
    task: Task,
    *,
    title: str,
    anchor: str,
    offset: int | None = None,
    unit: str = Unit.DAYS,
    due: date | None = None,
    version: int,
    by: Actor,
    at: datetime,
) -> Task:
    """Say an unfinished step in other words, or give it another day.

    Raises:
        Stale: someone else changed it first.
        Refused: it is over, a protocol keeps it, nothing is said, or its day cannot be told.
    """
    row = _open(task, version=version)
    if row.protocols:
        raise Refused(KEPT)
    check_said(title, sentence=TITLE, field="title")
    if (anchor, due) != (row.anchor, row.due_on):
        check_timing(anchor, offset=offset, unit=unit, due=due, today=localdate(at))
    before = row.due_on
    row.title, row.anchor, row.unit = title, anchor, unit
    row.offset = None if anchor == Anchor.FIXED else offset
    row.due_on = due if row.offset is None else _hung(row)
    save_change(row, "title", "anchor", "offset", "unit", "due_on")
    mark_changed([row.plan_id], at=at)
    days = {"before": before.isoformat() if before else None, "due": row.due_on.isoformat() if row.due_on else None}
    journal.note_many([event("plans.task_changed", row, **days)], by=by, at=at)
    return row


@writes
def reassign(
    task: Task,
    *,
    organisation: Organisation | None,
    team: Team | None = None,
    user: User | None = None,
    version: int,
    by: Actor,
    at: datetime,
) -> Task:
    """Give an unfinished step to another owner; the person when no organisation is named.

    A protocol that laid it leaves its owner alone from then on.

    Raises:
        Stale: someone else changed it first.
        Refused: it is over, or the owner cannot be.
    """
    row = _open(task, version=version)
    before = owner_words(_as_described(row))
    row.owner = owner_of(organisation.kind if organisation else None)
    row.organisation, row.team, row.user = organisation, team, user
    row.given_by_hand, row.department = True, team.department if team else ""
    check_owner(_as_described(row))
    save_change(row, "owner", "organisation", "team", "user", "given_by_hand", "department")
    mark_changed([row.plan_id], at=at)
    after = owner_words(_as_described(row))
    journal.note_many([event("plans.task_reassigned", row, before=before, after=after)], by=by, at=at)
    return row


def _open(task: Task, *, version: int) -> Task:
    row = lock_version(Task, task.pk, version=version)
    if row.state not in OPEN_STATES:
        raise Refused(OVER)
    return row


def _hung(row: Task) -> date | None:
    return day_of(hinges_of_plan(row.plan), anchor=row.anchor, offset=row.offset, unit=row.unit)


def _as_described(row: Task) -> NewTask:
    return NewTask(pathway=row.pathway, title=row.title, organisation=row.organisation, team=row.team, user=row.user)
