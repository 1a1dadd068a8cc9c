"""Where one page of a log ends and the next begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict

from throughline.foundations import queries
from throughline.foundations.models import JournalEntry, ReadEntry

Entry = TypeVar("Entry", JournalEntry, ReadEntry)

A_PAGE = 25
BEFORE = "before"


@dataclass(frozen=True)
class Page(Generic[Entry]):
    """Some entries, newest first, and where the page before and after are; empty when there is none."""

    entries: Sequence[Entry]
    next: str
    first: str


def page(entries: QuerySet[Entry], asked: QueryDict) -> Page[Entry]:
    """Return the page of a log that was asked for. A place that makes no sense is the beginning."""
    place = _read(asked.get(BEFORE, ""))
    rows = queries.newest(queries.before(entries, at=place[0], seq=place[1]) if place else entries)
    found = list(rows[: A_PAGE + 1])
    more = len(found) > A_PAGE
    following = _address(asked, f"{found[A_PAGE - 1].at.isoformat()}_{found[A_PAGE - 1].seq}") if more else ""
    return Page(entries=found[:A_PAGE], next=following, first=_address(asked, "") if place else "")


def _read(text: str) -> tuple[datetime, int] | None:
    at, _, seq = text.rpartition("_")
    try:
        place = datetime.fromisoformat(at), int(seq)
    except ValueError:
        return None
    return place if place[0].tzinfo and 0 <= place[1] < 2**62 else None


def _address(asked: QueryDict, before: str) -> str:
    kept = asked.copy()
    kept.pop(BEFORE, None)
    if before:
        kept[BEFORE] = before
    return f"?{kept.urlencode()}" if kept else "?"
