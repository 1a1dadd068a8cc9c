"""A date as three boxes: day, month, year. What was typed stays; what is wrong is said in a sentence."""

import re
from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from throughline.foundations.wording import MONTHS, listed

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200
_PARTS = ("day", "month", "year")
_BETWEEN = re.compile(r"[\s/.,-]+")


class DayWidget(forms.MultiWidget):
    """Three boxes, each with its own label. A whole date in the first box is understood too."""

    template_name = "shell/widgets/day.html"

    def __init__(self) -> None:
        super().__init__({part: forms.TextInput() for part in _PARTS})

    def decompress(self, value: date | None) -> list[str]:
        return ["", "", ""] if value is None else [str(value.day), str(value.month), str(value.year)]


class DayField(forms.Field):
    """A day someone types. Its clean value is a date, or None when it may be left empty and was."""

    widget = DayWidget

    def to_python(self, value: Sequence[str | None] | date | None) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = _apart([(part or "").strip() for part in value])
        return self._read(typed) if any(typed) else None

    def has_changed(self, initial: date | None, data: Sequence[str | None] | None) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def _read(self, typed: list[str]) -> date:
        missing = [part for part, words in zip(_PARTS, typed, strict=True) if not words]
        if missing:
            raise self._wrong(f"must include {listed(f'a {part}' for part in missing)}")
        day, month, year = _number(typed[0]), _month(typed[1]), _number(typed[2])
        if year is not None and len(typed[2]) != 4:
            raise self._wrong(f"must have a year of 4 numbers, like {2000 + year % 100}")
        return self._real(day, month, year, said=" ".join(typed))

    def _real(self, day: int | None, month: int | None, year: int | None, *, said: str) -> date:
        if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise self._wrong(f"must have a year between {EARLIEST_YEAR} and {LATEST_YEAR}")
        try:
            return date(year or 0, month or 0, day or 0)
        except ValueError:
            raise self._wrong(f"must be a real date. There is no “{said}”") from None

    def _wrong(self, fault: str) -> ValidationError:
        return ValidationError(f"{self.label or 'The date'} {fault}.", code="invalid")


def _apart(typed: list[str]) -> list[str]:
    """Spread a whole date typed in the first box over the three.

    >>> _apart(["3 Feb 2026", "", ""]), _apart(["2026-02-03", "", ""]), _apart(["3", "2", "2026"])
    (['3', 'Feb', '2026'], ['03', '02', '2026'], ['3', '2', '2026'])
    """
    parts = _BETWEEN.split(typed[0])
    if any(typed[1:]) or len(parts) != 3:
        return typed
    return parts[::-1] if len(parts[0]) == 4 else parts


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    """Read a month as a number, or as its name or the first three letters or more of it."""
    if len(typed) < 3 or typed.isdigit():
        return _number(typed)
    named = [number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(typed.lower())]
    return named[0] if named else 9 if typed.lower() == "sept" else None
