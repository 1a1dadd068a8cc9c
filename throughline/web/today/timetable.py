"""The shape of the timetable: every section of the page has the same five columns, so that it reads as one."""

from dataclasses import dataclass
from uuid import UUID

from throughline.people.models import Person

FIRST_SHOWN = 5
"""Lines of a section shown on the page; the rest are behind "Show all"."""

MOST_COUNTED = 99
"""Things of one kind counted on the page; above it the count says "more than"."""


@dataclass(frozen=True, kw_only=True)
class Button:
    """The one thing to do about a line: a link, or a press that changes something; ``owed`` when a decision is owed."""

    words: str
    url: str
    posts: bool = False
    owed: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """Clock, person, what, why it matters, one action; under each, a smaller line.

    ``person`` is None for someone the viewer may not know of.
    """

    clock: str
    under_clock: str = ""
    late: bool = False
    person_id: UUID
    person: Person | None = None
    where: str = ""
    what: str
    under_what: str = ""
    why: str
    under_why: str = ""
    button: Button


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the page: why it is here, its lines, and where the rest are."""

    anchor: str
    title: str
    because: str
    heads: tuple[str, str, str, str, str]
    counted_as: tuple[str, str]
    lines: list[Line]
    count: int
    all_url: str = ""

    @property
    def more(self) -> bool:
        """Whether there are more than the lines shown."""
        return self.count > len(self.lines)

    @property
    def count_words(self) -> str:
        """The count as the page says it."""
        return f"More than {MOST_COUNTED}" if self.count > MOST_COUNTED else str(self.count)

    @property
    def kind_words(self) -> str:
        """What is counted, in the number that fits."""
        return self.counted_as[0] if self.count == 1 else self.counted_as[1]
