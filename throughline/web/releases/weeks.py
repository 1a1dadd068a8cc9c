"""Weeks of the board: who leaves in each, and the strip that shows them at a glance. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughline.foundations.wording import MONTHS, counted, day

WEEKS = 12
AHEAD = timedelta(weeks=WEEKS)
"""How far ahead the board looks. A day on its last day is on it."""

WEEK = timedelta(days=7)
ACROSS = 6
MOST_RINGS = 18
"""Rings drawn for a week, in rows of six; how many more there are is written beside them."""

COLUMN, RING, RISE = 107, 17, 15
TOP, BELOW = 20, 22


@dataclass(frozen=True, kw_only=True)
class Week:
    """Those who leave in a week that begins on a Monday. ``bare`` of them have no address; ``words`` name the week."""

    monday: date
    leaving: int
    bare: int
    words: str

    @property
    def count(self) -> str:
        return counted(self.leaving, "person", "people")


@dataclass(frozen=True)
class Ring:
    """One person in the strip. Drawn as a line of no length with round ends, for there may be hundreds."""

    x: int
    y: int
    bare: bool

    @property
    def drawn(self) -> str:
        return f"M{self.x} {self.y}h0"


@dataclass(frozen=True)
class Column:
    """One week of the strip, with where everything in it is drawn."""

    week: Week
    x: int
    end: int
    label: str
    rings: tuple[Ring, ...]
    more: int

    @property
    def bare(self) -> str:
        """Those with no address, as one path."""
        return "".join(ring.drawn for ring in self.rings if ring.bare)

    @property
    def has(self) -> str:
        """Those with an address, as one path."""
        return "".join(ring.drawn for ring in self.rings if not ring.bare)


@dataclass(frozen=True)
class Strip:
    """The weeks side by side. Sizes are in pixels."""

    columns: tuple[Column, ...]
    width: int
    high: int
    axis: int
    words: str

    @property
    def label_y(self) -> int:
        return self.axis + 18

    @property
    def number_y(self) -> int:
        return TOP - 6


def monday_of(on: date) -> date:
    """Return the Monday of a day's week.

    >>> monday_of(date(2026, 1, 15))
    datetime.date(2026, 1, 12)
    """
    return on - timedelta(days=on.weekday())


def weeks(days: Iterable[tuple[date, bool]], *, today: date) -> list[Week]:
    """Return every week from this one to the last the board looks at, from days of release and who has no address."""
    every: dict[date, list[bool]] = {}
    monday = monday_of(today)
    while monday <= today + AHEAD:
        every[monday] = []
        monday += WEEK
    for on, bare in days:
        every[monday_of(on)].append(bare)
    return [
        Week(monday=monday, leaving=len(found), bare=sum(found), words=_words(monday, today))
        for monday, found in every.items()
    ]


def strip(found: Sequence[Week], *, today: date) -> Strip:
    """Lay the weeks side by side: a ring for each person, those with no address first and filled."""
    rows = max((min(week.leaving, MOST_RINGS) + ACROSS - 1) // ACROSS for week in found)
    axis = TOP + max(rows, 1) * RISE + 4
    leaving, bare = sum(week.leaving for week in found), sum(week.bare for week in found)
    return Strip(
        columns=tuple(_column(week, number, axis=axis, today=today) for number, week in enumerate(found)),
        width=len(found) * COLUMN,
        high=axis + BELOW,
        axis=axis,
        words=f"People leaving each week. {leaving} in {WEEKS} weeks, {bare} with no address.",
    )


def _words(monday: date, today: date) -> str:
    return "This week" if monday == monday_of(today) else f"Week of {day(monday, today=today)}"


def _column(week: Week, number: int, *, axis: int, today: date) -> Column:
    x = number * COLUMN
    shown = min(week.leaving, MOST_RINGS)
    first = max(week.monday, today)
    rings = tuple(
        Ring(x + 7 + RING * (each % ACROSS), axis - 12 - RISE * (each // ACROSS), bare=each < week.bare)
        for each in range(shown)
    )
    label = f"{first.day} {MONTHS[first.month - 1][:3]}"
    return Column(week, x, x + COLUMN - 12, label, rings, week.leaving - shown)
