"""Someone moves to another prison: what the old one still owed is carried to the new one."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from throughline.agencies.models import Organisation, Team
from throughline.agencies.statuses import TeamKind
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import write_many
from throughline.foundations.writing import writes
from throughline.plans.actions.days import mark_changed
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES


@writes
def carry(
    person_id: UUID, *, left: Organisation, reached: Organisation, teams: Iterable[Team], by: Actor, at: datetime
) -> list[Task]:
    """Give the open steps of one prison, whichever team of it owned them, to another; return them as they stand.

    A department's steps go to the same department there, where it has a team, else to everyone there: ``teams`` are
    the open teams of the new prison. Whoever was named for a step in the old prison is named no more.
    """
    open_now = Task.objects.filter(person_id=person_id, organisation=left, state__in=OPEN_STATES, plan__ended_on=None)
    locked = open_now.select_for_update(of=("self",), no_key=True).select_related("team")
    rows = list(locked.order_by("compartment", "id"))
    known = list(teams)
    everyone = next((team for team in known if team.kind == TeamKind.EVERYONE), None)
    departments = {team.department: team for team in reversed(known) if team.department}
    for row in rows:
        department = row.department or (row.team.department if row.team else "")
        row.organisation, row.team, row.user = reached, departments.get(department, everyone), None
        row.version += 1
    write_many(rows, "organisation", "team", "user", "version")
    mark_changed([row.plan_id for row in rows], at=at)
    journal.note_many(_events(rows, left=left, reached=reached), by=by, at=at)
    return rows


def _events(rows: Sequence[Task], *, left: Organisation, reached: Organisation) -> Iterator[journal.Event]:
    """Return one note for each part of the record, so that a count gives nothing away to those it is closed to."""
    for compartment, together in groupby(rows, key=lambda row: row.compartment):
        steps = list(together)
        yield journal.Event(
            what="plans.tasks_carried",
            about=steps[0].plan,
            person_id=steps[0].person_id,
            compartment=compartment,
            facts={"before": left.name, "after": reached.name, "steps": len(steps)},
        )
