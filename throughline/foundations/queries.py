"""What we ask of the journal and the read log. Each question narrows the rows it is given."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from throughline.foundations.models import JournalEntry, ReadEntry

Entry = TypeVar("Entry", JournalEntry, ReadEntry)


def newest(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return entries, the last written first."""
    return entries.order_by("-at", "-seq")


def before(entries: QuerySet[Entry], *, at: datetime, seq: int) -> QuerySet[Entry]:
    """Return the entries written before one."""
    return entries.filter(Q(at__lt=at) | Q(at=at, seq__lt=seq), at__lte=at)


def noted_by(entries: QuerySet[JournalEntry], chapter: str) -> QuerySet[JournalEntry]:
    """Return what one chapter noted; everything when the chapter is empty."""
    return entries.filter(what__startswith=f"{chapter}.") if chapter else entries
