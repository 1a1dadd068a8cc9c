"""Keeping what the engine says of many plans: the differences, and nothing else."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.timezone import localdate

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.records import write_many
from throughline.foundations.writing import writes
from throughline.plans.actions.days import mark_changed
from throughline.plans.actions.runway.differing import Kept, differing
from throughline.plans.actions.runway.standing import Standing
from throughline.plans.models import Plan, Task
from throughline.plans.shifts import Shift, What
from throughline.plans.statuses import TaskState

BATCH = 1000
MOST_NAMED = 5
"""Steps the journal names in one line of it; more are counted."""

LISTS = frozenset({"protocols", "needs"})
NARROW = frozenset({"due_on", "reason"})


@writes
def keep_many(standings: Sequence[Standing], *, by: Actor, at: datetime) -> list[Shift]:
    """Lay, move, retire and bring back the steps of some plans, each plan once; return what became another.

    Plans that have ended are left alone. Where nothing changed, nothing is written.
    """
    plans = {standing.plan.pk: standing.plan for standing in standings}
    held = _locked(plans)
    open_now = _still_open(plans)
    kept = [
        each
        for standing in sorted(standings, key=lambda standing: standing.plan.pk)
        if standing.plan.pk in open_now
        for each in differing(standing, held[standing.plan.pk], on=localdate(at), at=at)
    ]
    _write(kept)
    shifts = [each.shift for each in kept]
    mark_changed({shift.task.plan_id for shift in shifts}, at=at)
    journal.note_many(_events(shifts), by=by, at=at)
    return shifts


def _locked(plans: Mapping[UUID, Plan]) -> Mapping[UUID, dict[str, Task]]:
    """Return the steps of some plans that have a key, locked. One that was dropped stands back for a later one.

    Steps are locked before plans, as whoever changes a step does.
    """
    found: defaultdict[UUID, dict[str, Task]] = defaultdict(dict)
    rows = Task.objects.select_for_update(of=("self",)).filter(plan__in=list(plans)).exclude(key="")
    for row in sorted(rows.order_by("id"), key=lambda row: row.state != TaskState.DROPPED):
        row.plan = plans[row.plan_id]
        found[row.plan_id][row.key] = row
    return found


def _still_open(plans: Collection[UUID]) -> set[UUID]:
    rows = Plan.objects.select_for_update(no_key=True).filter(pk__in=list(plans), ended_on=None).order_by("id")
    return set(rows.values_list("pk", flat=True))


def _write(kept: Sequence[Kept]) -> None:
    new = [each.shift.task for each in kept if each.shift.what == What.LAID]
    Task.objects.bulk_create(new, batch_size=BATCH)
    changed = [each for each in kept if each.shift.what != What.LAID]
    for each in changed:
        each.shift.task.version += 1
    narrow = [each.shift.task for each in changed if each.fields <= NARROW]
    wide = [each for each in changed if not each.fields <= NARROW]
    write_many(narrow, *sorted(NARROW), "version")
    names = sorted({name.removesuffix("_id") for each in wide for name in each.fields - LISTS})
    write_many([each.shift.task for each in wide], *names, "version")
    _write_lists([each.shift.task for each in wide if each.fields & LISTS])


def _write_lists(rows: Sequence[Task]) -> None:
    """Write what one statement for all cannot: one for each pair of lists, which people on the same protocols share."""
    alike: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], list[UUID]] = defaultdict(list)
    for row in rows:
        alike[tuple(row.protocols), tuple(row.needs)].append(row.pk)
    for (protocols, needs), ids in alike.items():
        Task.objects.filter(pk__in=ids).update(protocols=list(protocols), needs=list(needs))


def _events(shifts: Sequence[Shift]) -> Iterator[journal.Event]:
    """Say once for each person what became of how many steps, and once more for those in a restricted part."""
    ordered = sorted(shifts, key=lambda shift: (shift.task.person_id, shift.task.compartment))
    for (person_id, compartment), rows in groupby(
        ordered, key=lambda shift: (shift.task.person_id, shift.task.compartment)
    ):
        together = list(rows)
        counts = Counter(str(shift.what) for shift in together)
        gone = [shift.task.title for shift in together if shift.what == What.RETIRED]
        facts: dict[str, journal.Fact] = {**counts, "not_needed": gone[:MOST_NAMED]}
        yield journal.Event(
            what="plans.runway_laid",
            about=together[0].task.plan,
            person_id=person_id,
            compartment=compartment,
            facts=facts,
        )
