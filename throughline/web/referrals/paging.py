"""Lists go on where the last page ended: a link names the last row by what the list is ordered by."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

PAGE = 25
SEPARATOR = "~"


@dataclass(frozen=True)
class Mark:
    """A row's place in a list: the day or instant it is ordered by, and its id."""

    at: datetime
    pk: UUID

    @property
    def on(self) -> date:
        """The place in a list that is ordered by days."""
        return self.at.date()


def write_mark(at: date | datetime | None, pk: UUID) -> str:
    """Write a row's place in a list for a link."""
    return f"{at.isoformat() if at else ''}{SEPARATOR}{pk}"


def read_mark(words: str) -> Mark | None:
    """Read a place in a list from a link; None when it is not one.

    >>> read_mark("nowhere") is None
    True
    """
    try:
        text, pk = words.split(SEPARATOR)
        at = datetime.fromisoformat(text)
        return Mark(at if at.tzinfo else at.replace(tzinfo=UTC), UUID(pk))
    except ValueError:
        return None
