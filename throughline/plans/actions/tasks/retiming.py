"""When a day that steps hang on becomes known, moves or goes away, they move with it.

Those that a protocol laid are kept by the runway, whose engine knows more than their day.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import write_many
from throughline.foundations.working_days import Calendar
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.plans.actions.days import mark_changed
from throughline.plans.hinges import Hinges, hinges_of
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES, due_on
from throughline.plans.shifts import Shift, What
from throughline.plans.statuses import Anchor
from throughline.protocols.statuses import Unit

Day = Callable[[Task], date | None]


@writes
def retime(person: Person, *, anchor: str, on: date | None, by: Actor, at: datetime) -> list[Task]:
    """Move a person's unfinished steps that hang on an anchor to its day; return those that moved.

    ``on`` None means that the day is not known now: the steps wait until it is.
    """
    return retime_many({person.pk: on}, anchor=anchor, by=by, at=at)


@writes
def retime_many(days: Mapping[UUID, date | None], *, anchor: str, by: Actor, at: datetime) -> list[Task]:
    """Do the same for many people, each with the anchor's day, in one statement."""
    rows = list(_hanging(Task.objects.filter(person_id__in=list(days), anchor=anchor)))
    shifts = _move(rows, lambda row: days[row.person_id], _calendars(rows), by=by, at=at)
    return [shift.task for shift in shifts]


@writes
def retime_known(hinges: Mapping[UUID, Hinges], *, by: Actor, at: datetime) -> list[Shift]:
    """Move the unfinished steps of some people to the days known now, whatever they hang on; return what moved."""
    rows = list(_hanging(Task.objects.filter(person_id__in=list(hinges)).exclude(anchor=Anchor.FIXED)))
    known = {person_id: hinges[person_id].days() for person_id in {row.person_id for row in rows}}
    calendars = {person_id: hinges[person_id].calendar for person_id in known}
    return _move(rows, lambda row: known[row.person_id][row.anchor], calendars, by=by, at=at)


def _hanging(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return the unfinished steps that no protocol keeps, locked, those the journal speaks of together side by side."""
    unfinished = tasks.filter(protocols=[], state__in=OPEN_STATES, plan__ended_on=None)
    locked = unfinished.select_for_update(of=("self",)).select_related("plan")
    return locked.order_by("person_id", "compartment", "anchor", "id")


def _calendars(rows: Sequence[Task]) -> dict[UUID, Calendar]:
    """Return whose working days count, for the people whose steps count in them."""
    people = {row.person_id for row in rows if row.unit == Unit.WORKING_DAYS}
    return {person_id: hinges.calendar for person_id, hinges in (hinges_of(people) if people else {}).items()}


def _move(
    rows: Sequence[Task], anchored_on: Day, calendars: Mapping[UUID, Calendar], *, by: Actor, at: datetime
) -> list[Shift]:
    """Give each step its day.

    The journal says once for each person how many moved, and once more for those in a restricted part of the record,
    so that a count gives nothing away to those who may not see them.
    """
    shifts = []
    for row in rows:
        working = calendars[row.person_id] if row.unit == Unit.WORKING_DAYS else None
        before, due = row.due_on, due_on(anchored_on(row), row.offset or 0, working=working)
        if due != before:
            row.due_on, row.version = due, row.version + 1
            shifts.append(Shift(task=row, what=What.MOVED, before=before, after=due))
    moved = [shift.task for shift in shifts]
    write_many(moved, "due_on", "version")
    mark_changed([row.plan_id for row in moved], at=at)
    journal.note_many(_events(moved, anchored_on), by=by, at=at)
    return shifts


def _events(moved: Sequence[Task], anchored_on: Day) -> Iterator[journal.Event]:
    for (person_id, compartment, anchor), rows in groupby(
        moved, key=lambda row: (row.person_id, row.compartment, row.anchor)
    ):
        together = list(rows)
        on = anchored_on(together[0])
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
