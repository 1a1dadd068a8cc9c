"""The day between inside and outside, and how far a step is from it."""

from dataclasses import dataclass
from datetime import date

from throughline.foundations.wording import counted
from throughline.plans.models import Task
from throughline.plans.rules import in_first_days, is_outside
from throughline.web.people.frame import Opened


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The day someone leaves or left prison; None while it is not known. ``inside`` says where they are now."""

    on: date | None
    inside: bool

    def from_here(self, on: date | None) -> str:
        """Say how far a day is from the gate; empty when either is not known."""
        if on is None or self.on is None:
            return ""
        days = (on - self.on).days
        if days == 0:
            return "Release day"
        return f"{counted(abs(days), 'day', 'days')} {'after release' if days > 0 else 'before release'}"

    def is_behind(self, task: Task) -> bool:
        """Say whether a step falls after the gate."""
        return is_outside(task.due_on, anchor=task.anchor, offset=task.offset, released_on=self.on, inside=self.inside)

    def in_first_days(self, task: Task) -> bool:
        """Say whether a step falls in the first weeks after release."""
        return in_first_days(task.due_on, anchor=task.anchor, offset=task.offset, released_on=self.on)


def gate_of(opened: Opened) -> Gate:
    """Return the day taken as the day of release, as the identity bar says it."""
    return Gate(on=opened.release_on, inside=opened.stay is not None and not opened.outside)
