"""Reading one row's fields: what each may hold, and the sentence for when it does not."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from throughline.bridges.prison_search.rows import Note, Refusal

T = TypeVar("T")

LONGEST_FIELD, LONGEST_MESSAGE = 60, 300
"""Letters of a field's name, and of a note, that are kept: both may repeat what a file made up."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CANNOT_BE_KEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Notebook:
    """Notes of one file, each said once and counted."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, str]] = Counter()

    def add(self, field: str, message: str) -> None:
        self._rows[field[:LONGEST_FIELD], message[:LONGEST_MESSAGE]] += 1

    def add_once(self, field: str, message: str) -> None:
        """Note something about the whole file."""
        self._rows[field[:LONGEST_FIELD], message[:LONGEST_MESSAGE]] = 0

    def notes(self) -> tuple[Note, ...]:
        return tuple(Note(field, message, rows) for (field, message), rows in self._rows.items())


class Fields:
    """The fields of one row. Reading never stops: what cannot be used becomes a refusal and a neutral value."""

    def __init__(self, record: Mapping[str, object], *, row: int, notebook: Notebook) -> None:
        self._record = record
        self._row = row
        self._notebook = notebook
        self.refused: list[Refusal] = []

    def refuse(self, field: str, message: str) -> None:
        self.refused.append(Refusal(self._row, field, message))

    def refused_any(self, *fields: str) -> bool:
        return any(refusal.field in fields for refusal in self.refused)

    def has(self, field: str) -> bool:
        return field in self._record

    def raw(self, field: str) -> object:
        return self._record.get(field)

    def text(self, field: str, *, longest: int) -> str:
        """Return text with its spaces tidied; empty when missing, null or blank."""
        value = self._record.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(field, f"{field} should be text, but is {described(value)}. Correct it or leave it out.")
            return ""
        tidy = " ".join(value.split())
        if _CANNOT_BE_KEPT.search(tidy):
            self.refuse(field, f"{field} has a character in it that cannot be kept. Type it again.")
        elif len(tidy) > longest:
            self.refuse(field, f"{field} is longer than {longest} letters. Shorten it.")
        return tidy

    def number(self, field: str, *, longest: int) -> str:
        """Return a number kept as text, whether it was sent as text or as a whole number."""
        value = self._record.get(field)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)[:longest]
        return self.text(field, longest=longest)

    def day(self, field: str) -> date | None:
        """Return a day; None when missing, null or blank."""
        value = self._record.get(field)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        found = as_day(value)
        if found is None:
            shown = value.strip()[:20] if isinstance(value, str) else described(value)
            self.refuse(field, f"{field} is not a day: {shown}. Write it as year-month-day, such as 2026-12-18.")
        return found

    def flag(self, field: str) -> bool:
        """Return a yes or no; no when missing or null."""
        value = self._record.get(field)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(field, f"{field} should be true or false, but is {described(value)}.")
        return False

    def choice(self, field: str, table: Mapping[str, T], *, otherwise: T) -> T:
        """Return what a code stands for; a code we do not know is noted and read as ``otherwise``."""
        code = self.text(field, longest=100).upper()
        if code and code not in table:
            self._notebook.add(field, f"{field} has a value that is not known here, {code}, and was read as not known.")
        return table.get(code, otherwise)


def as_day(value: object) -> date | None:
    """Read a day written year-month-day, and nothing else."""
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def described(value: object) -> str:
    """Say in a word what sort of value something is."""
    words = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a group of fields",
    }
    return words.get(type(value), "nothing")
