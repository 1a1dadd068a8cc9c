"""Dates of birth that are one slip of the hand apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

EARLIEST, LATEST = 1880, 2100
"""Years of birth worth looking for."""

DIGITS = "0123456789"


@dataclass(frozen=True)
class Likeness:
    """How alike two dates of birth are, from 0 to 1, and why in plain words."""

    weight: float
    words: str


SAME = Likeness(1.0, "Same date of birth")
SWAPPED = Likeness(0.85, "Day and month swapped")
ONE_YEAR_OUT = Likeness(0.75, "Year of birth one out")
TEN_YEARS_OUT = Likeness(0.75, "Year of birth ten out")
CENTURY_OUT = Likeness(0.8, "Century of birth differs")
ONE_DIGIT = Likeness(0.8, "One digit different in the date of birth")
TURNED_ROUND = Likeness(0.8, "Two digits of the date of birth the other way round")
YEAR_ONLY = Likeness(0.6, "Same year of birth, and one of them is only 1 January")
DIFFERENT = Likeness(0.0, "Different date of birth")


def compare(asked: date, known: date) -> Likeness:
    """Say how alike two dates of birth are.

    >>> compare(date(1994, 5, 4), date(1994, 4, 5)).words
    'Day and month swapped'
    """
    if asked == known:
        return SAME
    found = _year_out(asked, known) or _digits_out(asked, known)
    if found is None and asked.year == known.year and (1, 1) in {(asked.month, asked.day), (known.month, known.day)}:
        found = YEAR_ONLY
    return found or DIFFERENT


def born_keys(born_on: date) -> frozenset[date]:
    """Return the date and every date one slip away from it, for looking people up by.

    Slips are: day and month swapped, one digit wrong, two neighbouring digits the other way round, a year, ten or a
    hundred out, and 1 January of the year where only the year was known.
    """
    years = (born_on.year + out for out in (-100, -10, -1, 0, 1, 10, 100))
    slips = {f"{born_on:%d%m}{year:04}" for year in years} | {f"{born_on:%m%d%Y}", f"0101{born_on:%Y}"}
    return frozenset(filter(None, map(_day, slips | set(_one_digit_wrong(f"{born_on:%d%m%Y}")))))


def _year_out(asked: date, known: date) -> Likeness | None:
    if (asked.day, asked.month) != (known.day, known.month):
        return None
    return {1: ONE_YEAR_OUT, 10: TEN_YEARS_OUT, 100: CENTURY_OUT}.get(abs(asked.year - known.year))


def _digits_out(asked: date, known: date) -> Likeness | None:
    if asked.year == known.year and (asked.day, asked.month) == (known.month, known.day):
        return SWAPPED
    first, second = f"{asked:%d%m%Y}", f"{known:%d%m%Y}"
    wrong = [at for at, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
    if len(wrong) == 1:
        return ONE_DIGIT
    turned = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(first) == sorted(second)
    return TURNED_ROUND if turned else None


def _one_digit_wrong(digits: str) -> Iterator[str]:
    for at in range(len(digits)):
        yield from (f"{digits[:at]}{other}{digits[at + 1 :]}" for other in DIGITS)
        yield f"{digits[:at]}{digits[at : at + 2][::-1]}{digits[at + 2 :]}"


def _day(ddmmyyyy: str) -> date | None:
    """Read eight digits as a day; None when there is no such day, or nobody living was born then."""
    day, month, year = int(ddmmyyyy[:2]), int(ddmmyyyy[2:4]), int(ddmmyyyy[4:])
    try:
        return date(year, month, day) if EARLIEST <= year <= LATEST else None
    except ValueError:
        return None
