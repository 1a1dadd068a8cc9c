"""What the picture is made of, before anything is drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Shape(Enum):
    """A task is a square, a contact or appointment a dot."""

    TASK = "task"
    MEETING = "meeting"


class State(Enum):
    """How a mark stands, in words; the worst comes first, and leads where marks meet."""

    LATE = "Late"
    BLOCKED = "Blocked"
    TODO = "To do"
    COMING = "Coming up"
    MISSED = "Did not happen"
    KEPT = "Happened"
    DONE = "Done"


WORST_FIRST = list(State)
QUIET = frozenset({State.KEPT, State.DONE})
"""What is behind us and needs no label."""

AHEAD = frozenset({State.LATE, State.BLOCKED, State.TODO, State.COMING})
"""What is still to happen."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One thing on a lane. ``more`` counts the marks drawn in its place because they stand too near.

    ``keys`` name the steps it stands for, so that what waits for what can be drawn.
    """

    on: date
    what: str
    shape: Shape
    state: State
    who: str = ""
    note: str = ""
    url: str = ""
    more: int = 0
    keys: frozenset[str] = frozenset()

    def label(self, today: date) -> str:
        """Return the words beside the mark: what it is, and what is wrong with it."""
        extra = f" +{self.more}" if self.more else ""
        if self.state is State.LATE:
            days = (today - self.on).days
            return f"{self.what}: {days} {'day' if days == 1 else 'days'} late{extra}"
        return f"{self.what}: blocked{extra}" if self.state is State.BLOCKED else f"{self.what}{extra}"


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One part of life. A locked lane keeps its rail, and says nothing of what is on it."""

    name: str
    marks: tuple[Mark, ...] = ()
    locked: bool = False

    @property
    def count(self) -> str:
        """How much of the lane is behind the person."""
        if self.locked:
            return "not shared with you"
        done = sum(mark.state in QUIET for mark in self.marks)
        return f"{done} of {len(self.marks)} done" if self.marks else "nothing yet"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stage or a review on the trunk. ``is_review`` draws a diamond, open while it is to come."""

    on: date
    what: str
    is_review: bool = False
    to_come: bool = False
    who: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation's time with the person; ``until_on`` None goes on."""

    name: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Ghost:
    """A day that was once taken as the day of release. ``taken_back`` says that whoever gave it withdrew it."""

    on: date
    type: str
    source: str
    known_at: datetime
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Chain:
    """The first thing in the way, in words, and the ``links`` from each step to one that waits for it, by keys."""

    what: str
    holds_up: str
    under: str
    action: str
    url: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One thing ahead, for those who read the line from top to bottom. ``lane`` is the part of life it belongs to."""

    on: date
    what: str
    lane: str
    mark: Mark | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """Everything one viewer may see of one person's way."""

    person: str
    today: date
    gate: date | None
    gate_words: str = ""
    outside: bool = False
    steps: tuple[Step, ...] = ()
    lanes: tuple[Lane, ...] = ()
    agencies: tuple[Agency, ...] = ()
    ghosts: tuple[Ghost, ...] = ()
    chain: Chain | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is on it yet."""
        return not self.steps and not any(lane.marks for lane in self.lanes)

    @property
    def next_marks(self) -> list[Coming]:
        """The next six things, what is late among them, the gate and reviews in their places: the line on a phone."""
        marks = [
            Coming(on=mark.on, what=mark.label(self.today), lane=lane.name, mark=mark)
            for lane in self.lanes
            for mark in lane.marks
            if mark.state in AHEAD
        ]
        steps = [Coming(on=step.on, what=step.what, lane="The throughline") for step in self.steps if step.to_come]
        gate = [Coming(on=self.gate, what="Release day", lane="")] if self.gate and self.gate >= self.today else []
        return sorted([*marks, *steps, *gate], key=lambda each: (each.on, each.lane, each.what))[:6]

    @property
    def tasks_due(self) -> list[tuple[str, Mark]]:
        """The next six steps that are still to be done, each with its lane, the first due first."""
        waiting = [
            (lane.name, mark)
            for lane in self.lanes
            for mark in lane.marks
            if mark.shape is Shape.TASK and mark.state not in QUIET
        ]
        return sorted(waiting, key=lambda pair: (pair[1].on, pair[0], pair[1].what))[:6]
