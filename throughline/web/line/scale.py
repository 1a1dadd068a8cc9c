"""Where a day stands on the picture, in pixels of its 1,200.

Days near the gate are drawn wide and days far away narrow: 5 units each in the first week, 2 to the end of the fourth,
1 to the end of the twelfth. Until 12 weeks after release the gate keeps its place; later the window slides on, with
today at two thirds and days of one width.
"""

from dataclasses import dataclass
from datetime import date, timedelta

LEFT, RIGHT, MIDDLE = 170.0, 1186.0, 678.0
REACH = 84
"""Days drawn on each side of the middle."""
UNITS = 266
PER_UNIT = (RIGHT - LEFT) / UNITS
TICKS = (12, 8, 4, 3, 2, 1)
"""Weeks from the middle that are named on the axis."""
SLID = 168
"""Days drawn once the window has slid on; two thirds of them are past."""


def units(days: int) -> int:
    """Return how far from the middle a day is drawn, in units of one side's 133.

    >>> units(0), units(7), units(28), units(84), units(400)
    (0, 35, 77, 133, 133)
    """
    far = min(abs(days), REACH)
    return min(far, 7) * 5 + max(0, min(far, 28) - 7) * 2 + max(0, far - 28)


@dataclass(frozen=True)
class Window:
    """What the picture shows: the days around the gate, or around today where there is no gate in reach.

    ``gate`` is the day of release, None while it is not known.
    """

    today: date
    gate: date | None

    @property
    def slid(self) -> bool:
        """Whether release is more than 12 weeks ago."""
        return self.gate is not None and (self.today - self.gate).days > REACH

    @property
    def middle(self) -> date:
        """The day in the middle of the picture, where its days are widest."""
        return self.gate or self.today

    @property
    def first(self) -> date:
        """The first day drawn; what came earlier is drawn at the edge."""
        return self.today - timedelta(days=SLID * 2 // 3) if self.slid else self.middle - timedelta(days=REACH)

    @property
    def last(self) -> date:
        """The last day drawn."""
        return self.today + timedelta(days=SLID // 3) if self.slid else self.middle + timedelta(days=REACH)

    def x(self, on: date) -> float:
        """Return where a day stands, a day outside the window at its edge."""
        on = min(max(on, self.first), self.last)
        if self.slid:
            return round(LEFT + (on - self.first).days * (RIGHT - LEFT) / SLID, 1)
        away = (on - self.middle).days
        return round(MIDDLE + (units(away) if away >= 0 else -units(away)) * PER_UNIT, 1)

    def holds(self, on: date) -> bool:
        """Return whether a day is inside the window, its ends included."""
        return self.first <= on <= self.last

    @property
    def gate_x(self) -> float | None:
        """Where the gate stands; at the left edge once the window has slid past it."""
        return None if self.gate is None else self.x(self.gate)

    @property
    def weeks(self) -> list[date]:
        """Every week line."""
        step, on = timedelta(days=7), self.first
        return [on + step * number for number in range(((self.last - on).days // 7) + 1)]

    @property
    def named(self) -> list[tuple[date, str]]:
        """The days named on the axis, in order, with how far each is from the gate or from today."""
        if self.slid:
            return [(self.today + timedelta(weeks=weeks), _far(weeks)) for weeks in (-16, -12, -8, -4, 4, 8)]
        before = [(self.middle - timedelta(weeks=weeks), _far(weeks)) for weeks in TICKS]
        return before + [(self.middle + timedelta(weeks=weeks), _far(weeks)) for weeks in reversed(TICKS)]


def _far(weeks: int) -> str:
    return "1 wk" if abs(weeks) == 1 else f"{abs(weeks)} wks"
