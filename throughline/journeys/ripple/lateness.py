"""Which steps are late because a day moved."""

from collections.abc import Iterable
from datetime import date

from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES
from throughline.plans.shifts import Shift


def became_late(shifts: Iterable[Shift], *, today: date) -> tuple[Task, ...]:
    """Return the open steps whose day has passed now and had not before, the longest late first."""
    late = [shift for shift in shifts if _passed(shift.after, today) and not _passed(shift.before, today)]
    rows = [shift.task for shift in late if shift.task.state in OPEN_STATES]
    return tuple(sorted(rows, key=lambda row: (row.due_on or today, row.title)))


def _passed(on: date | None, today: date) -> bool:
    return on is not None and on < today
