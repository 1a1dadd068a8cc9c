"""Lay one lane out: marks that stand too near are merged, and labels are given their places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from throughline.web.line.labels import Box, place
from throughline.web.line.marks import QUIET, WORST_FIRST, Lane, Mark, State
from throughline.web.line.scale import Window

TOO_NEAR = 12.0
LABEL_ABOVE, NO_LABEL_ABOVE = 22.0, 11.0
LABEL_BELOW, NO_LABEL_BELOW = 29.0, 25.0


@dataclass(frozen=True)
class Laid:
    """A mark with where it stands and where its label does, None where there is none."""

    mark: Mark
    x: float
    label: Box | None


@dataclass(frozen=True)
class LaidLane:
    """A lane ready to draw. Heights are pixels above and below its rail."""

    lane: Lane
    marks: tuple[Laid, ...]

    @property
    def above(self) -> float:
        return LABEL_ABOVE if any(laid.label and laid.label.above for laid in self.marks) else NO_LABEL_ABOVE

    @property
    def below(self) -> float:
        return LABEL_BELOW if any(laid.label and not laid.label.above for laid in self.marks) else NO_LABEL_BELOW


def lay(lane: Lane, window: Window, *, uprights: Sequence[float] = ()) -> LaidLane:
    """Lay a lane out. What matters most is labelled first; what is behind the person is not.

    ``uprights`` are lines besides the gate and today that run through the lane.
    """
    merged = merge(lane, window)
    boxes: dict[int, Box] = {}
    lines = [line for line in (window.gate_x, window.x(window.today), *uprights) if line is not None]
    for number in sorted(range(len(merged)), key=lambda number: _matters(merged[number], window)):
        mark = merged[number]
        if mark.state in QUIET:
            continue
        late = mark.state is State.LATE
        taken = list(boxes.values())
        found = place(window.x(mark.on), mark.label(window.today), late=late, taken=taken, lines=lines)
        if found:
            boxes[number] = found
    laid = tuple(Laid(mark, window.x(mark.on), boxes.get(number)) for number, mark in enumerate(merged))
    return LaidLane(lane, laid)


def merge(lane: Lane, window: Window) -> list[Mark]:
    """Return a lane's marks in order, those nearer than a mark's width as one: the worst leads."""
    merged: list[Mark] = []
    for mark in sorted(lane.marks, key=lambda mark: (mark.on, mark.what)):
        if merged and window.x(mark.on) - window.x(merged[-1].on) < TOO_NEAR:
            merged[-1] = _both(merged[-1], mark)
        else:
            merged.append(mark)
    return merged


def _both(first: Mark, second: Mark) -> Mark:
    worst = min(first, second, key=lambda mark: WORST_FIRST.index(mark.state))
    return replace(worst, more=first.more + second.more + 1, keys=first.keys | second.keys)


def _matters(mark: Mark, window: Window) -> tuple[int, int, date, str]:
    """Order marks by who gets a label first: late, the day of release, blocked, then the nearest to today."""
    on_the_day = window.gate is not None and mark.on == window.gate
    rank = 0 if mark.state is State.LATE else 1 if on_the_day else 2 if mark.state is State.BLOCKED else 3
    rank = 4 if mark.state is State.MISSED else rank
    return rank, abs((mark.on - window.today).days), mark.on, mark.what
