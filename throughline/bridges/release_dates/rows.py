"""What a table of release dates says, in typed words of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Column(StrEnum):
    """What a table of dates is made of, as its columns are best called."""

    NUMBER = "prison number"
    TYPE = "date type"
    ON = "date"
    SOURCE = "source"
    KNOWN = "known on"


@dataclass(frozen=True, kw_only=True, slots=True)
class DateRow:
    """One date. ``line`` is where it stands in the file, the header being 1. ``on`` None: there is no such date."""

    line: int
    number: str
    type: str
    on: date | None
    source: str
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line cannot be used, and the column to look at, called as the file calls it; empty for the whole line."""

    line: int
    field: str
    message: str


@dataclass(frozen=True)
class Reading:
    """A file as read: dates to use, lines refused, and what the file calls each column. ``total`` leaves out blanks."""

    rows: tuple[DateRow, ...]
    refused: tuple[Refusal, ...]
    called: Mapping[Column, str]
    total: int
