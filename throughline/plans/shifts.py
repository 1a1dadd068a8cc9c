"""What became of a step when the days it hangs on, or what is known of the person, changed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughline.plans.models import Task


class What(StrEnum):
    """What became of a step. Where several are true, the first that is."""

    LAID = "laid"
    RETIRED = "retired"
    BACK = "back"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A step that is another than before: the day it was due, and the day it is due now.

    ``before`` is None for one just laid, ``after`` for one not needed any more; either while no day is known.
    """

    task: Task
    what: What
    before: date | None = None
    after: date | None = None
