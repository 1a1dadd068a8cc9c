"""One line of a table of release dates, cell by cell, in words for whoever must put it right."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from throughline.bridges.release_dates.codes import NAMED, letters
from throughline.bridges.release_dates.rows import Column, DateRow, Refusal
from throughline.foundations.wording import LONDON

LONGEST_SOURCE = 80
LONGEST_SHOWN = 40
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class Cells:
    """The cells of one line. What is wrong with them gathers in ``refused``."""

    def __init__(
        self,
        cells: Sequence[str],
        *,
        line: int,
        places: Mapping[Column, int],
        called: Mapping[Column, str],
        at: datetime,
        source: str,
    ) -> None:
        self.cells, self.line, self.places, self.called, self.at, self.source = cells, line, places, called, at, source
        self.refused: list[Refusal] = []

    def date_row(self) -> DateRow | None:
        """Return what the line says; None when something in it cannot be used."""
        number, type_, on = self._number(), self._type(), self._on()
        source, known_at = self._source(), self._known_at()
        if self.refused or known_at is None:
            return None
        return DateRow(line=self.line, number=number, type=type_, on=on, source=source, known_at=known_at)

    def _text(self, column: Column) -> str:
        place = self.places.get(column)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def _refuse(self, column: Column, message: str) -> None:
        self.refused.append(Refusal(self.line, self.called[column], message))

    def _number(self) -> str:
        number = self._text(Column.NUMBER).upper().replace(" ", "")
        if not number:
            self._refuse(Column.NUMBER, "The prison number is missing, so we cannot tell whose date this is.")
        return number

    def _type(self) -> str:
        text = self._text(Column.TYPE)
        found = NAMED.get(letters(text), "")
        if not found:
            said = f"“{text[:LONGEST_SHOWN]}” is not a type of date known here" if text else "The type is missing"
            self._refuse(Column.TYPE, f"{said}. Say for example confirmed, conditional or automatic.")
        return found

    def _on(self) -> date | None:
        """Return the date; None when the cell is empty, which says that there is now no such date."""
        text = self._text(Column.ON)
        on = as_day(text) if text else None
        if text and on is None:
            self._refuse(Column.ON, f"“{text[:LONGEST_SHOWN]}” is not a date. Write it like 2026-10-01 or 01/10/2026.")
        return on

    def _source(self) -> str:
        source = self._text(Column.SOURCE) or self.source
        if not source:
            self._refuse(Column.SOURCE, "Say who said so, for example Prison records.")
        elif len(source) > LONGEST_SOURCE:
            self._refuse(Column.SOURCE, f"The source must be {LONGEST_SOURCE} characters or fewer.")
        return source

    def _known_at(self) -> datetime | None:
        text = self._text(Column.KNOWN)
        if not text:
            self._refuse(Column.KNOWN, "Say on which day the source knew this.")
            return None
        known_at = as_instant(text, at=self.at)
        if known_at is None:
            self._refuse(Column.KNOWN, f"“{text[:LONGEST_SHOWN]}” is not a date. Write it like 2026-10-01.")
        elif known_at > self.at:
            self._refuse(Column.KNOWN, "The day the source knew this is in the future. Give the day they told you.")
        return known_at


def as_day(text: str) -> date | None:
    """Read a day, year first or day first as in the United Kingdom; None when it is none.

    >>> as_day("2026-10-01") == as_day("1/10/2026") == date(2026, 10, 1), as_day("31/02/2026")
    (True, None)
    """
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def as_instant(text: str, *, at: datetime) -> datetime | None:
    """Read an instant, or the last second of a day (now, when that day is today); None when it is neither."""
    on, today = as_day(text), at.astimezone(LONDON).date()
    if on is not None:
        ends = datetime.combine(on, time.max, LONDON).replace(microsecond=0)
        return at if on == today else ends
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=LONDON)
