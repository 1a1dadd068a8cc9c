"""The shape of a report: tables of lines, each number fit to be shown, with what it is out of and what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.foundations.wording import counted
from throughline.reports.disclosure import SMALLEST_SHOWN, is_small
from throughline.reports.measures import IN_CUSTODY, Measure

HIDDEN = "Hidden"
NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Number:
    """A number as it may be shown. ``value`` is None when it is hidden or not known; neither is ever zero."""

    value: int | None
    hidden: bool = False

    @property
    def words(self) -> str:
        """How it is said.

        >>> Number(1200).words, Number(None).words, Number(None, hidden=True).words
        ('1,200', 'Not known', 'Hidden')
        """
        if self.value is None:
            return HIDDEN if self.hidden else NOT_KNOWN
        return f"{self.value:,}"


HIDDEN_NUMBER = Number(None, hidden=True)


def total(numbers: Sequence[int | None]) -> Number:
    """Return the sum of the numbers that are known; not known when none is.

    >>> total([640, None]).value, total([None]).value, total([]).value
    (640, None, 0)
    """
    known = [number for number in numbers if number is not None]
    return Number(sum(known) if known or not numbers else None)


def shown(count: int, *, hide: bool = False) -> Number:
    """Return a count of people as it may be shown."""
    return HIDDEN_NUMBER if hide or is_small(count) else Number(count)


@dataclass(frozen=True)
class Line:
    """One number of a table, and the group it counts."""

    group: str
    number: Number


@dataclass(frozen=True, kw_only=True)
class Table:
    """One measure for one day. ``out_of`` is how many there are in all, ``missing`` for how many it is not known."""

    measure: Measure
    lines: tuple[Line, ...]
    out_of: Number
    missing: Number = Number(0)

    @property
    def note(self) -> str:
        """How many were counted, and for how many the answer is missing, in a sentence or two."""
        missing = f" Missing: {self.missing.words.lower()} ({self.measure.missing})." if self.measure.missing else ""
        return f"{self._whole}{missing}"

    @property
    def _whole(self) -> str:
        one, many = self.measure.counts
        if self.out_of.value is None:
            return f"Fewer than {SMALLEST_SHOWN} {many} in all." if self.out_of.hidden else "The total is not known."
        return f"{counted(self.out_of.value, one, many)} in all."


@dataclass(frozen=True)
class Entry:
    """A line with the table it stands in: one row of a file."""

    table: Table
    line: Line


@dataclass(frozen=True, kw_only=True)
class Population:
    """Who was in custody in a partnership's prisons at the end of a day, and what was there to hold and help them."""

    partnership: str
    on: date
    in_custody: Number
    by_prison: Table
    capacity: Table
    by_home: Table
    by_area: Table
    by_status: Table
    by_leaving: Table
    posts: Table
    members: Table
    partners: Table

    @property
    def tables(self) -> Sequence[Table]:
        """Every table, in the order of the page."""
        everyone = Table(measure=IN_CUSTODY, lines=(Line("Everyone", self.in_custody),), out_of=self.in_custody)
        people = (self.by_prison, self.capacity, self.by_home, self.by_area, self.by_status, self.by_leaving)
        return (everyone, *people, self.posts, self.members, self.partners)

    @property
    def entries(self) -> Iterator[Entry]:
        """Every line: the page, the file and the command say these and no others."""
        return (Entry(table, line) for table in self.tables for line in table.lines)

    @property
    def hides(self) -> bool:
        """Whether any number is hidden."""
        return any(entry.line.number.hidden for entry in self.entries)

    @property
    def lead(self) -> str:
        """How many people there are, in a sentence."""
        prisons = counted(len(self.by_prison.lines), "prison", "prisons")
        if self.in_custody.hidden:
            return f"Fewer than {SMALLEST_SHOWN} people were in the {prisons} of {self.partnership}."
        people = counted(self.in_custody.value or 0, "person was", "people were")
        return f"{people} in the {prisons} of {self.partnership}."
