"""A date that is to change, among many, before anything is kept."""

from dataclasses import dataclass, field
from datetime import date, datetime

from throughline.custody.actions.dates import NewDate
from throughline.custody.models import RoundRow, Stay


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One date of one stay. ``number`` is its line in a file, or its place in a list."""

    number: int
    stay: Stay
    type: str
    on: date | None
    known_at: datetime
    source: str

    def new_date(self, *, reason: str = "") -> NewDate:
        """Return it as custody keeps it."""
        return NewDate(type=self.type, on=self.on, known_at=self.known_at, source=self.source, reason=reason)


def as_wanted(row: RoundRow, *, source: str) -> Wanted:
    """Return a row of a round as a date that is to change."""
    return Wanted(number=row.number, stay=row.stay, type=row.type, on=row.on, known_at=row.known_at, source=source)


@dataclass(frozen=True)
class RowRefusal:
    """Why a line of a file was left out, and the column to look at."""

    row: int
    field: str
    message: str


@dataclass
class Gathered:
    """Whose dates are to change, and which lines of the file cannot be used. ``rows`` counts every line."""

    rows: int
    wanted: list[Wanted] = field(default_factory=list)
    refused: list[RowRefusal] = field(default_factory=list)
