"""Putting steps on a plan."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from throughline.agencies.pathways import compartment_of
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.plans.actions.days import due, hinges_of_plan, lock_open, mark_changed
from throughline.plans.actions.tasks.described import NewTask, check, event, new_row, owner_words
from throughline.plans.hinges import Hinges
from throughline.plans.models import Plan, Task
from throughline.plans.rules import owner_of
from throughline.plans.statuses import Anchor, TaskState


@writes
def add(plan: Plan, new: NewTask, *, by: Actor, at: datetime) -> Task:
    """Put a step on a plan. One that a protocol laid already is returned as it stands.

    Raises:
        Refused: the plan has ended, nothing is said, its owner cannot be, or its day cannot be told.
    """
    (row,) = add_many(plan, [new], by=by, at=at)
    return row


@writes
def add_many(plan: Plan, news: Sequence[NewTask], *, by: Actor, at: datetime) -> list[Task]:
    """Put steps on a plan; return them in the order given, those laid already as they stand.

    Raises:
        Refused: as for ``add``, for any of them.
    """
    locked = lock_open(plan)
    for new in news:
        check(new, locked, today=localdate(at))
    laid = _laid(locked, [new.key for new in news if new.key])
    hinges = None if all(new.anchor == Anchor.FIXED for new in news) else hinges_of_plan(locked)
    fresh = {index: _row(new, locked, hinges, at=at) for index, new in enumerate(news) if new.key not in laid}
    Task.objects.bulk_create(fresh.values(), batch_size=1000)
    journal.note_many((_event(row, news[index]) for index, row in fresh.items()), by=by, at=at)
    if fresh:
        mark_changed([locked.pk], at=at)
    return [fresh[index] if index in fresh else laid[new.key] for index, new in enumerate(news)]


def _laid(plan: Plan, keys: list[str]) -> dict[str, Task]:
    rows = Task.objects.filter(plan=plan, key__in=keys).exclude(state=TaskState.DROPPED) if keys else []
    return {row.key: row for row in rows}


def _row(new: NewTask, plan: Plan, hinges: Hinges | None, *, at: datetime) -> Task:
    on = due(hinges, anchor=new.anchor, offset=new.offset, unit=new.unit) if hinges else None
    owner = owner_of(new.organisation.kind if new.organisation else None)
    return new_row(
        new,
        plan,
        owner=owner,
        due=new.due_on if new.anchor == Anchor.FIXED else on,
        compartment=compartment_of(new.pathway),
        at=at,
    )


def _event(row: Task, new: NewTask) -> journal.Event:
    by_when = row.due_on.isoformat() if row.due_on else None
    return event("plans.task_added", row, who=owner_words(new), due=by_when)
