"""The shapes of a ripple: what began it, and what came of it."""

from dataclasses import dataclass

from throughline.custody.actions.dates import DateChange
from throughline.custody.models import Stay
from throughline.custody.rules import Moved
from throughline.notices.models import Notice
from throughline.plans.models import Task
from throughline.plans.shifts import Shift


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A date that was kept or taken back, and how it is told: a subject, and who says so and why."""

    stay: Stay
    change: DateChange
    subject: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """Something that no longer fits the day of release, in a sentence. ``compartment`` opens it, empty for all."""

    sentence: str
    compartment: str = ""
    task: Task | None = None


@dataclass(frozen=True, kw_only=True)
class Ripple:
    """What a date did to everything timed by it.

    ``moved`` is how the date taken as the day of release changed, in day or in type; None when it stayed. ``now_late``
    are steps whose day passed by the move. ``no_address`` says that nowhere is planned for the first night; it is only
    worked out where the day moved.
    """

    change: DateChange
    moved: Moved | None
    shifts: tuple[Shift, ...] = ()
    now_late: tuple[Task, ...] = ()
    no_longer_fits: tuple[Misfit, ...] = ()
    no_address: bool = False
    told: tuple[Notice, ...] = ()

    @property
    def day_moved(self) -> bool:
        """Whether another day is taken as the day of release now."""
        return self.moved is not None and self.moved.is_another_day

    @property
    def older(self) -> bool:
        """Whether the date was kept though a newer one of its type holds."""
        return self.change.row is not None and not self.change.holds

    @property
    def unchanged(self) -> bool:
        """Whether the day of release stayed, and the date was no older one."""
        return not self.day_moved and not self.older
