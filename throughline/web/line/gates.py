"""The days of release that were: faint gates beside the one that stands."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from throughline.web.line.labels import GAP, width
from throughline.web.line.marks import Ghost, Line
from throughline.web.line.scale import LEFT, RIGHT, Window

MOST_DRAWN = 3
"""Ghosts drawn at most, the latest; the list has them all."""
FOOT = 36.0
"""How far down the small print of a ghost stands: between the flags and the words of the trunk."""
TOP = 26.0


def ghost_gates(line: Line, window: Window, axis: float) -> Iterator[SafeString]:
    """Draw the latest days that were, each with its date where there is room for it."""
    taken: list[tuple[float, float]] = [(x - 3, x + 3) for x in _lines(line, window)]
    drawn = [ghost for ghost in line.ghosts if window.holds(ghost.on)][-MOST_DRAWN:]
    for ghost in reversed(drawn):
        x = window.x(ghost.on)
        yield format_html('<path class="ghost" d="M{} {}V{}"/>', x, TOP, axis)
        start = _start(ghost, x, window, taken)
        if start is not None:
            taken.append((start, start + width(_words(ghost))))
            yield format_html('<text class="t-gh" x="{}" y="{}">{}</text>', round(start, 1), FOOT, _words(ghost))


def _lines(line: Line, window: Window) -> list[float]:
    """Return the upright lines that small print must not run through."""
    every = (window.gate_x, window.x(line.today))
    return [x for x in every if x is not None]


def _start(ghost: Ghost, x: float, window: Window, taken: list[tuple[float, float]]) -> float | None:
    """Return where its words begin: on the side away from the gate, else the other; None where neither is free."""
    wide = width(_words(ghost))
    right, left = x + 5, x - 5 - wide
    away_first = (left, right) if window.gate_x is not None and x < window.gate_x else (right, left)
    for start in away_first:
        inside = start >= LEFT and start + wide <= RIGHT + 14
        if inside and all(start > end + GAP or start + wide < begin - GAP for begin, end in taken):
            return start
    return None


def _words(ghost: Ghost) -> str:
    return f"{'taken back' if ghost.taken_back else 'was'} {ghost.on.day} {ghost.on:%b}"
