"""How much of a plan fits on two sheets of A4, told from the width of letters.

A browser wraps as is counted here, or sooner than is feared, so a plan of any length prints on two sheets: what comes
first is kept, and what is left out is said.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from throughline.foundations.wording import counted, listed
from throughline.web.plans.paper import Next, Ring, Wish

T = TypeVar("T")

SPACE = 0.3
"""How wide the space between two words is, in ems."""

THIN = frozenset("iljtfrI.,:;'|!()[]-“” ")
WIDE = frozenset("mwMWQ@%&—…")
"""Letters narrower and wider than most, in the face the sheets are set in."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """What two sheets hold: ``ems`` in a line, and ``lines`` beside the name, headings and place to sign.

    ``around`` is the space around each entry, in lines.
    """

    ems: float
    lines: float
    around: float
    most_people: int


NORMAL = Size(ems=40, lines=75, around=0.8, most_people=6)
LARGE = Size(ems=26, lines=42, around=0.7, most_people=3)
FOR_PEOPLE = 0.25
FOR_WISHES = 0.4
"""How much of the room whom to ring may take, and how much of what is left then what the person wants."""


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """What fits, and in words what did not."""

    people: Sequence[Ring]
    wishes: Sequence[Wish]
    steps: Sequence[Next]
    left_out: str


def fit(name: str, people: Sequence[Ring], wishes: Sequence[Wish], steps: Sequence[Next], *, large: bool) -> Sheets:
    """Return as much of each, from its beginning, as two sheets hold under the person's name."""
    size = LARGE if large else NORMAL
    room = size.lines - height((name,), size)
    rings = _fill(people[: size.most_people], room * FOR_PEOPLE, size, _of_ring)
    room -= sum(height(_of_ring(ring), size) for ring in rings)
    wanted = _fill(wishes, room * FOR_WISHES, size, _of_wish)
    room -= sum(height(_of_wish(wish), size) for wish in wanted)
    kept = _fill(steps, room, size, _of_step)
    left_out = _left_out(wishes=len(wishes) - len(wanted), steps=len(steps) - len(kept))
    return Sheets(people=rings, wishes=wanted, steps=kept, left_out=left_out)


def height(texts: Sequence[str], size: Size) -> float:
    """Return the lines an entry takes, each text beginning on a new one."""
    return size.around + sum(lines(text, size.ems) for text in texts)


def lines(text: str, ems: float) -> int:
    """Return the lines some words wrap to. A word longer than a line begins on its own and is cut.

    >>> lines("my own door", 40), lines("my own door", 4), lines("x" * 100, 40)
    (1, 3, 2)
    """
    count, used = 1, 0.0
    for word in text.split():
        wide = width(word)
        if used and used + SPACE + wide > ems:
            count, used = count + 1, 0.0
        cut = max(0, ceil(wide / ems) - 1)
        count, used = count + cut, used + (SPACE if used else 0.0) + wide - cut * ems
    return count


def width(text: str) -> float:
    """Return how wide some words are at most, in ems.

    >>> width("ill") < width("abc") < width("WWW")
    True
    """
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if letter in THIN:
        return 0.36
    if letter in WIDE:
        return 1.0
    if ord(letter) < 0x250:
        return 0.72 if letter.isupper() else 0.6
    return 1.5 if unicodedata.category(letter) == "So" else 1.1


def _fill(found: Sequence[T], room: float, size: Size, texts: Callable[[T], Sequence[str]]) -> list[T]:
    kept: list[T] = []
    for one in found:
        room -= height(texts(one), size)
        if room < 0:
            break
        kept.append(one)
    return kept


def _of_ring(ring: Ring) -> Sequence[str]:
    return (f"{ring.who}  {ring.phone}",)


def _of_wish(wish: Wish) -> Sequence[str]:
    return (f"{wish.part}: “{wish.words}”",)


def _of_step(step: Next) -> Sequence[str]:
    waits = " This is waiting for something else first." if step.waits else ""
    return (step.what, f"{step.when}. {step.who}{waits}")


def _left_out(*, wishes: int, steps: int) -> str:
    """Say how much did not fit, and how to hear of it; nothing when all of it did."""
    more = [counted(steps, "more step", "more steps")] if steps else []
    more += [counted(wishes, "more thing I want", "more things I want")] if wishes else []
    return f"There is more in my plan: {listed(more)}. I can ask to see it all." if more else ""
