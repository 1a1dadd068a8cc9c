"""Words beside marks: how wide they are, and where they go without running into anything."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from throughline.web.line.scale import LEFT, RIGHT

GAP = 7.0
EDGE = RIGHT + 14
NEAR = 9.0
"""A mark this near an upright line has its label start or end clear of it."""
BELOW, ABOVE = 20.0, -12.0
NARROW, WIDE, CAPITALS = frozenset("iljtfr.,:;'|!()-"), frozenset("mwMW@%"), frozenset("ABCDEFGHKNOPQRSUVXYZ")


def width(words: str) -> float:
    """Return about how wide words are at 12.5 pixels: nothing here can measure them.

    >>> width("il"), width("mm") > width("nn")
    (8.0, True)
    """
    return sum(_width(letter) for letter in words)


def _width(letter: str) -> float:
    if letter in NARROW or letter == " ":
        return 4.0
    return 10.4 if letter in WIDE else 8.2 if letter in CAPITALS else 6.9


@dataclass(frozen=True)
class Box:
    """A label in its lane: where it starts, how wide it is, and whether it is above the rail."""

    x: float
    wide: float
    above: bool

    @property
    def end(self) -> float:
        return self.x + self.wide

    @property
    def y(self) -> float:
        """How far the words' foot is below the rail."""
        return ABOVE if self.above else BELOW

    def meets(self, other: "Box") -> bool:
        """Return whether two labels stand too near each other."""
        return self.above == other.above and self.x < other.end + GAP and other.x < self.end + GAP

    def crosses(self, x: float) -> bool:
        """Return whether an upright line runs through the label."""
        return self.x - 3 < x < self.end + 3


def places(x: float, wide: float, *, late: bool, beside: bool = False) -> Iterator[Box]:
    """Yield where a label may go, the best first: a late mark keeps the space right of it for its tail.

    ``beside`` is for a mark on an upright line: its label stands clear of it on either side.
    """
    right, left = (x + 8, x - 8 - wide) if beside else (x - 6, x + 6 - wide)
    below = [Box(start, wide, above=False) for start in (right, left, *(() if beside else (x - wide / 2,)))]
    above = [Box(start, wide, above=True) for start in (right, left)]
    if late:
        yield above[1]
    yield from below
    yield from above


def place(x: float, words: str, *, late: bool, taken: Sequence[Box], lines: Iterable[float]) -> Box | None:
    """Return where a label fits, or None: the table always has it."""
    uprights = list(lines)
    beside = any(abs(line - x) <= NEAR for line in uprights)
    for box in places(x, width(words), late=late, beside=beside):
        inside = box.x >= LEFT and box.end <= EDGE
        if inside and not any(map(box.crosses, uprights)) and not any(map(box.meets, taken)):
            return box
    return None
