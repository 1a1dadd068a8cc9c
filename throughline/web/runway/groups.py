"""When something must be true: late, today, this week, week by week to the gate, after it, some day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

from throughline.foundations.wording import counted, day

WEEK = timedelta(days=7)


class Part(IntEnum):
    """The parts of the page, in their order. Weeks have an order of their own within ``LATER``."""

    LATE = 0
    TODAY = 1
    THIS_WEEK = 2
    LATER = 3
    GATE = 4
    FIRST_WEEK = 5
    OUTSIDE = 6
    NO_DAY = 7


NEAR = frozenset({Part.LATE, Part.TODAY, Part.THIS_WEEK, Part.GATE})
"""What is worked on now, and has its buttons beside it."""


@dataclass(frozen=True, order=True)
class When:
    """A place in the order of the page: a part, and for a week further on the Monday it begins."""

    part: Part
    week: date = field(default=date.min)


def when(due: date | None, *, today: date, gate: date | None) -> When:
    """Say where something due on a day belongs. ``gate`` is a day of release to come, None when none is or known.

    >>> when(date(2026, 2, 10), today=date(2026, 1, 15), gate=date(2026, 2, 3)).part.name
    'OUTSIDE'
    """
    if due is None:
        return When(Part.NO_DAY)
    if due < today:
        return When(Part.LATE)
    if due == today:
        return When(Part.TODAY)
    if gate is not None and gate > today and due >= gate:
        return When(_after(due, gate))
    if due <= today + WEEK - timedelta(days=1):
        return When(Part.THIS_WEEK)
    return When(Part.LATER, due - timedelta(days=due.weekday()))


def _after(due: date, gate: date) -> Part:
    if due == gate:
        return Part.GATE
    return Part.FIRST_WEEK if due < gate + WEEK else Part.OUTSIDE


def title(found: When, *, today: date, gate: date | None) -> str:
    """Name a part of the page."""
    if found.part == Part.LATER:
        return f"Week of {day(found.week, today=today)}"
    if found.part == Part.GATE and gate is not None:
        return f"Day of release, {day(gate, today=today)}"
    return _TITLES[found.part]


_TITLES = {
    Part.LATE: "Late",
    Part.TODAY: "Today",
    Part.THIS_WEEK: "In the next 7 days",
    Part.GATE: "Day of release",
    Part.FIRST_WEEK: "First week after release",
    Part.OUTSIDE: "Later, after release",
    Part.NO_DAY: "No day yet",
}


def because(found: When, *, gate: date | None) -> str:
    """Say why it stands there."""
    if found.part == Part.LATER and gate is not None and found.week < gate:
        weeks = (gate - found.week).days // 7
        return f"{counted(weeks, 'week', 'weeks')} before release." if weeks else "The week of release."
    return _BECAUSE.get(found.part, "")


_BECAUSE = {
    Part.LATE: "Should have been true before today.",
    Part.NO_DAY: "What its day hangs on is not known yet.",
    Part.GATE: "Must be true when they walk out.",
    Part.FIRST_WEEK: "The days in which most goes wrong.",
}


def in_order(found: Sequence[When]) -> list[When]:
    """Return the parts that have something in them, in the order of the page."""
    return sorted(set(found))
