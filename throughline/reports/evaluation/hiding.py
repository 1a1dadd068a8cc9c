"""Keep a row about one person from pointing at them. Pure: it knows nothing of where rows come from."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from throughline.foundations.wording import age

HIDDEN = "[c]"
"""How official statistics mark what is hidden."""

FEWEST_ALIKE = 10
"""A value that fewer cases than this share is hidden: areas, sources, reasons, months."""

FEWEST_TOGETHER = 5
"""Fewer cases than this may not share one age band, sex and home area."""

FEWEST_CASES = 10
"""Fewer cases than this are not taken out at all."""

NOT_KNOWN = "not known"
BANDS = (18, 25, 35, 45, 55)
"""The first age of each band but the youngest."""

Row = dict[str, str]


def age_band(born_on: date | None, *, on: date) -> str:
    """Return which band of ages someone was in on a day.

    >>> age_band(date(1990, 6, 1), on=date(2014, 6, 1)), age_band(date(1940, 1, 1), on=date(2014, 6, 1))
    ('18 to 24', '55 and over')
    """
    if born_on is None:
        return NOT_KNOWN
    years = age(born_on, on=on)
    if years < BANDS[0]:
        return f"under {BANDS[0]}"
    if years >= BANDS[-1]:
        return f"{BANDS[-1]} and over"
    return next(f"{least} to {most - 1}" for least, most in pairwise(BANDS) if least <= years < most)


def hide_rare(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Hide each value of some columns that too few rows share. An empty cell says that nothing applies, and stays."""
    for column in columns:
        held = Counter(row[column] for row in rows)
        for row in rows:
            if row[column] and held[row[column]] < FEWEST_ALIKE:
                row[column] = HIDDEN


def coarsen_months(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Make a month that too few rows share its year, and hide a year that too few then share.

    >>> rows = [{"m": "2014-01"}] * 1 + [{"m": f"2015-0{n % 2 + 1}"} for n in range(40)]
    >>> coarsen_months(rows, ["m"]); rows[0]["m"], rows[1]["m"]
    ('[c]', '2015-01')
    """
    for column in columns:
        held = Counter(row[column] for row in rows)
        for row in rows:
            if row[column] and held[row[column]] < FEWEST_ALIKE:
                row[column] = row[column][:4]
    hide_rare(rows, columns)


def hide_together(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Hide columns, the first of them first, in rows that too few others are like in all of them."""
    for column in columns:
        held = Counter(tuple(row[name] for name in columns) for row in rows)
        for row in [row for row in rows if held[tuple(row[name] for name in columns)] < FEWEST_TOGETHER]:
            row[column] = HIDDEN
