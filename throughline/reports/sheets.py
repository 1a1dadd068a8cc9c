"""The shape of a report about a service: grids of numbers fit to be shown, each with its measure."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.foundations.wording import counted
from throughline.reports.disclosure import SMALLEST_SHOWN, to_hide
from throughline.reports.measures import Measure
from throughline.reports.tables import Number, shown

NO_MISSING = Number(0)


@dataclass(frozen=True)
class Row:
    """One group, with a number for each column of its grid. ``key`` is what other programs call it."""

    group: str
    numbers: tuple[Number, ...]
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One measure: groups down, columns across. ``out_of`` is how many there are in all.

    ``missing`` is for how many it is not known; ``remark`` says what the reader should know first. All of it is
    ``withheld`` when its total would give a small number of another grid away.
    """

    measure: Measure
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    out_of: Number
    missing: Number = NO_MISSING
    remark: str = ""
    withheld: bool = False

    @property
    def note(self) -> str:
        """How many were counted, and for how many the answer is missing, in a sentence or two."""
        missing = f" Missing: {self.missing.words.lower()} ({self.measure.missing})." if self.measure.missing else ""
        return f"{self._whole}{missing}"

    @property
    def hides(self) -> bool:
        """Whether any of its numbers is hidden."""
        return any(number.hidden for row in self.rows for number in row.numbers)

    @property
    def _whole(self) -> str:
        one, many = self.measure.counts
        if self.withheld:
            return "Hidden whole, because its total would give a small number elsewhere away."
        if self.out_of.value is None:
            return f"Fewer than {SMALLEST_SHOWN} {many} in all." if self.out_of.hidden else "The total is not known."
        return f"{counted(self.out_of.value, one, many)} in all."

    def number(self, key: str, column: int = 0) -> Number:
        """Return the number of a group, by its key."""
        return next(row.numbers[column] for row in self.rows if row.key == key)


@dataclass(frozen=True)
class Figure:
    """One number with where it stands: a row of a file."""

    grid: Grid
    group: str
    column: str
    number: Number


@dataclass(frozen=True, kw_only=True)
class Report(ABC):
    """What one service's work was, counted on a day. ``about`` is the days it is about, in words."""

    service: str
    slug: str
    about: str
    counted_on: date

    @property
    @abstractmethod
    def lead(self) -> str:
        """The answer in a sentence."""

    @property
    @abstractmethod
    def grids(self) -> Sequence[Grid]:
        """Every grid, in the order of the page."""

    @property
    def figures(self) -> Iterator[Figure]:
        """Every number: the page, the file and the command say these and no others."""
        for grid in self.grids:
            for row in grid.rows:
                for column, number in zip(grid.columns, row.numbers, strict=True):
                    yield Figure(grid, row.group, column, number)

    @property
    def hides(self) -> bool:
        """Whether any number is hidden."""
        return any(grid.hides or grid.out_of.hidden for grid in self.grids)


def divided(measure: Measure, groups: Sequence[tuple[str, str, int]], *, withhold: bool = False) -> Grid:
    """Return a grid of one column that divides a whole into groups (key, words, count), its small numbers hidden.

    ``withhold`` hides all of it, and its total.
    """
    counts = [count for _, _, count in groups]
    hidden = frozenset(range(len(counts))) if withhold else to_hide(counts)
    rows = tuple(
        Row(words, (shown(count, hide=place in hidden),), key) for place, (key, words, count) in enumerate(groups)
    )
    return Grid(
        measure=measure,
        columns=(measure.counts[1].capitalize(),),
        rows=rows,
        out_of=shown(sum(counts), hide=withhold),
        withheld=withhold,
    )
