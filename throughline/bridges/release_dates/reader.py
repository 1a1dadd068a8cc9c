"""Read a table of release dates, as spreadsheets save it: with commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime

from throughline.bridges.release_dates.cells import Cells
from throughline.bridges.release_dates.codes import COLUMNS, letters
from throughline.bridges.release_dates.rows import Column, DateRow, Reading, Refusal
from throughline.foundations.errors import Refused
from throughline.foundations.wording import listed

MOST_ROWS = 20_000
"""A file with more is asked for in parts, so that it can be looked through before anything moves."""

SEPARATORS = ",;\t"
Lines = Iterator[tuple[int, list[str]]]


def read(text: str, *, at: datetime, source: str = "") -> Reading:
    """Read every date in a file and refuse the lines that cannot be used. ``source`` is who said so if no column says.

    Raises:
        Refused: the file as a whole is not a table of dates.
    """
    if "\0" in text:
        raise Refused("This file is not a table of text. Save it as CSV.", field="file")
    lines = _lines(text.removeprefix("\ufeff"))
    called, places = _header(lines, source)
    found: list[DateRow] = []
    refused: list[Refusal] = []
    total = 0
    for total, (line, cells) in enumerate(lines, start=1):
        if total > MOST_ROWS:
            raise Refused(f"This file has more than {MOST_ROWS:,} rows. Send it in parts.", field="file")
        row = Cells(cells, line=line, places=places, called=called, at=at, source=source)
        read_row = row.date_row()
        found += [read_row] if read_row is not None else []
        refused += row.refused
    if not total:
        raise Refused("This file has no rows under its header.", field="file")
    return Reading(rows=tuple(found), refused=tuple(refused), called=called, total=total)


def _lines(text: str) -> Lines:
    """Yield each row that is not blank, with the line of the file on which it begins."""
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise Refused(f"This file cannot be read from line {begins} on. Save it again as CSV.", field="file") from fault


def _header(lines: Lines, source: str) -> tuple[Mapping[Column, str], Mapping[Column, int]]:
    """Return what the file calls each column, and where each stands.

    Raises:
        Refused: the file is empty, or a column is missing.
    """
    _, header = next(lines, (0, []))
    named = {letters(name): (index, name.strip()) for index, name in reversed(list(enumerate(header)))}
    found = {column: next((named[name] for name in names if name in named), None) for column, names in COLUMNS.items()}
    missing = [column for column, place in found.items() if place is None]
    if missing and not (source and missing == [Column.SOURCE]):
        columns = listed(f"“{column}”" for column in Column)
        raise Refused(
            f"This file has no column called {listed(f'“{column}”' for column in missing)}. "
            f"Its first line should name the columns {columns}.",
            field="file",
        )
    present = {column: place for column, place in found.items() if place is not None}
    called = {column: present[column][1] if column in present else str(column) for column in Column}
    return called, {column: place[0] for column, place in present.items()}
