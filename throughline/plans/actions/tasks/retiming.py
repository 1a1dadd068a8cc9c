"""When a day that steps hang on becomes known, moves or goes away, they move with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import write_many
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.plans.actions.days import known_day, mark_changed
from throughline.plans.models import Plan, Task
from throughline.plans.rules import OPEN_STATES, due_on
from throughline.plans.statuses import Anchor


@writes
def retime(person: Person, *, anchor: str, on: date | None, by: Actor, at: datetime) -> list[Task]:
    """Move a person's unfinished steps that hang on an anchor to its day; return those that moved.

    ``on`` None means that the day is not known now: the steps wait until it is.
    """
    return retime_many({person.pk: on}, anchor=anchor, by=by, at=at)


@writes
def retime_by_support(person: Person, *, by: Actor, at: datetime) -> list[Task]:
    """Move what hangs on the referral, and on the day support began, to the days known now."""
    plan = Plan.objects.filter(person=person, ended_on=None).first()
    if plan is None:
        return []
    days = {anchor: known_day(plan, anchor) for anchor in (Anchor.REFERRAL, Anchor.START)}
    moved = (retime(person, anchor=anchor, on=on, by=by, at=at) for anchor, on in days.items())
    return [row for rows in moved for row in rows]


@writes
def retime_many(days: Mapping[UUID, date | None], *, anchor: str, by: Actor, at: datetime) -> list[Task]:
    """Do the same for many people, each with the anchor's day, in one statement.

    The journal says once for each person how many moved, and once more for those in a restricted part of the record,
    so that a count gives nothing away to those who may not see them.
    """
    hanging = Task.objects.filter(person_id__in=list(days), anchor=anchor, state__in=OPEN_STATES, plan__ended_on=None)
    locked = hanging.select_for_update(of=("self",)).select_related("plan").order_by("person_id", "compartment", "id")
    moved = [row for row in locked if _moves(row, days[row.person_id])]
    write_many(moved, "due_on", "version")
    mark_changed([row.plan_id for row in moved], at=at)
    journal.note_many(_events(moved, anchor, days), by=by, at=at)
    return moved


def _moves(row: Task, on: date | None) -> bool:
    """Give a step its new day; say whether it is another than it had."""
    due = due_on(on, row.offset or 0)
    if due == row.due_on:
        return False
    row.due_on, row.version = due, row.version + 1
    return True


def _events(moved: Sequence[Task], anchor: str, days: Mapping[UUID, date | None]) -> Iterator[journal.Event]:
    for (person_id, compartment), rows in groupby(moved, key=lambda row: (row.person_id, row.compartment)):
        together, on = list(rows), days[person_id]
        yield journal.Event(
            what="plans.retimed",
            about=together[0].plan,
            person_id=person_id,
            compartment=compartment,
            facts={
                "anchor": Anchor(anchor).label,
                "on": on.isoformat() if on else None,
                "moved": len(together),
            },
        )
