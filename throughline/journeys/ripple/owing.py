"""What an agency owes next, as far as all who are told may see it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from throughline.foundations.wording import day
from throughline.journeys.telling import Concerned
from throughline.plans import queries as plans
from throughline.plans.models import Task
from throughline.plans.statuses import Anchor

Steps = defaultdict[UUID, list[Task]]


def steps_to_come(people: Collection[UUID], *, own_days_only: bool = False) -> Steps:
    """Return the open steps with a day of each of some people, the first due first, asked once for all of them.

    ``own_days_only`` leaves out those that hang on another day.
    """
    found: Steps = defaultdict(list)
    rows = Task.objects.filter(person__in=list(people), due_on__isnull=False) if people else Task.objects.none()
    for row in plans.open_tasks(rows.filter(anchor=Anchor.FIXED) if own_days_only else rows):
        found[row.person_id].append(row)
    return found


def owed_by(each: Concerned, steps: Sequence[Task]) -> list[Task]:
    """Return those of some steps that an agency owns and may see."""
    return [row for row in steps if each.owns(row.team_id, row.organisation_id) and each.opens(row.compartment)]


def next_step(each: Concerned, steps: Sequence[Task], *, today: date) -> str:
    """Say what an agency owes next and by when; nothing when it owes nothing, or nothing that it may see."""
    mine = owed_by(each, steps)
    first = next((row for row in mine if row.due_on and row.due_on >= today), None) or next(iter(mine), None)
    if first is None or first.due_on is None:
        return ""
    verb = "by" if first.due_on >= today else "was due"
    return f"You owe next: {first.title}, {verb} {day(first.due_on, today=today)}."
