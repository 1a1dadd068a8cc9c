"""Release dates of many people, as a table: prison number, date type, date, source, known on."""

from throughline.bridges.release_dates.reader import MOST_ROWS, read
from throughline.bridges.release_dates.rows import Column, DateRow, Reading, Refusal

__all__ = ["MOST_ROWS", "Column", "DateRow", "Reading", "Refusal", "read"]
