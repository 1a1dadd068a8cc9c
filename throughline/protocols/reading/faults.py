"""What is wrong with a protocol's file, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.foundations.errors import Refused

MOST_SAID = 20
"""How many faults one refusal names; the rest are counted."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend, with the line it stands on, counted from 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}"


class Faulty(Refused):
    """The file cannot be used as it is. ``faults`` has all that is wrong, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(_together(self.faults), field="text")


class Unclear(Refused):
    """A time or a condition that cannot be understood. ``at`` is the place in it, counted from 1; 0 is all of it."""

    def __init__(self, sentence: str, *, at: int = 0) -> None:
        super().__init__(f"At character {at}: {sentence}" if at else sentence)
        self.at = at


def _together(faults: tuple[Fault, ...]) -> str:
    said = " ".join(map(str, faults[:MOST_SAID]))
    more = len(faults) - MOST_SAID
    return f"{said} And {more} more." if more > 0 else said
