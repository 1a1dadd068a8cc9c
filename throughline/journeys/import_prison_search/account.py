"""What an import did, or would do, row by row."""

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One row's account. ``words`` say what changed; rows count from 1 across pages."""

    row: int
    number: str
    outcome: Outcome
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowRefusal:
    """Why a row was left out, and the field to look at."""

    row: int
    field: str
    message: str


@dataclass
class Account:
    """The whole import: how many rows there were, what became of each, and what was survived."""

    rows: int
    lines: list[Line] = field(default_factory=list)
    refused: list[RowRefusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        """Return how many rows came out one way."""
        return sum(line.outcome == outcome for line in self.lines)

    def tell(self, row: int, number: str, outcome: Outcome, *words: str) -> None:
        """Keep what became of a row."""
        self.lines.append(Line(row=row, number=number, outcome=outcome, words=words))

    def refuse(self, row: int, number: str, field_name: str, message: str) -> None:
        """Keep why a row was left out."""
        self.refused.append(RowRefusal(row=row, field=field_name, message=message))
        self.tell(row, number, Outcome.REFUSED, message)
