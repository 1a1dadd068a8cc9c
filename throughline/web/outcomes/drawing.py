"""A small picture of one part of life: both views at the start, the middle and the latest, on one scale.

Units are pixels of a canvas of 160 by 152. The table under the pictures says the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, MIDDLE, RIGHT = 16, 66, 116
LOWEST, HIGHEST = 114, 18
BESIDE = 4
"""How far each view is drawn from the line of its step, so that equal scores do not hide each other."""

LABEL_AT = 130
LABEL_HEIGHT = 15
BASELINE = 5
"""From the middle of a line of text to where it stands."""

MARKED = {0: (), 1: ("so far",), 2: ("start", "latest"), 3: ("start", "mid", "latest")}


@dataclass(frozen=True)
class Spot:
    """A place on the canvas."""

    x: int
    y: int


@dataclass(frozen=True)
class Label:
    """Words on the canvas, and whose they are: theirs, ours or both."""

    at: Spot
    words: str
    whose: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Everything to draw for one part of life."""

    rails: list[int]
    their_line: str
    our_line: str
    dots: list[Spot]
    squares: list[Spot]
    labels: list[Label]
    axis: list[tuple[int, str]]


def draw(theirs: Sequence[int | None], ours: Sequence[int | None], *, steps: int, name: str) -> Panel:
    """Draw both views, given for each review shown, the earliest first."""
    columns = _columns(len(theirs))
    dots = _spots(theirs, columns, steps=steps, shift=-BESIDE)
    squares = _spots(ours, columns, steps=steps, shift=BESIDE)
    return Panel(
        rails=[_height(step, steps=steps) for step in range(1, steps + 1)],
        their_line=_line(dots),
        our_line=_line(squares),
        dots=dots,
        squares=squares,
        labels=_labels(_last(theirs), _last(ours), steps=steps, name=name),
        axis=list(zip(columns, MARKED[len(columns)], strict=True)),
    )


def _columns(number: int) -> tuple[int, ...]:
    return {0: (), 1: (MIDDLE,), 2: (LEFT, RIGHT)}.get(number, (LEFT, MIDDLE, RIGHT))


def _height(score: int, *, steps: int) -> int:
    return LOWEST - round((LOWEST - HIGHEST) * (score - 1) / max(1, steps - 1))


def _spots(scores: Sequence[int | None], columns: Sequence[int], *, steps: int, shift: int) -> list[Spot]:
    pairs = zip(columns, scores, strict=True)
    return [Spot(x, _height(score, steps=steps) + shift) for x, score in pairs if score is not None]


def _line(spots: Sequence[Spot]) -> str:
    return "M" + "L".join(f"{spot.x} {spot.y}" for spot in spots) if len(spots) > 1 else ""


def _last(scores: Sequence[int | None]) -> int | None:
    return next((score for score in reversed(scores) if score is not None), None)


def _labels(theirs: int | None, ours: int | None, *, steps: int, name: str) -> list[Label]:
    """Name both ends, as one when they are equal and apart when they would touch."""
    if theirs is not None and theirs == ours:
        return [Label(Spot(LABEL_AT, _height(theirs, steps=steps) + BASELINE), f"{theirs} both", "both")]
    ends = [(theirs, f"{theirs} {name[:1]}", "theirs"), (ours, f"{ours} W", "ours")]
    placed = sorted((_height(score, steps=steps), words, whose) for score, words, whose in ends if score is not None)
    found: list[Label] = []
    for height, words, whose in placed:
        lowest = found[-1].at.y - BASELINE + LABEL_HEIGHT if found else height
        found.append(Label(Spot(LABEL_AT, max(height, lowest) + BASELINE), words, whose))
    return found
