"""The days that were once taken as the day of release, read from every date there ever was."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from throughline.custody.models import KeyDate
from throughline.custody.rules import TypedDate, leading
from throughline.custody.statuses import DateType
from throughline.web.line.marks import Ghost

Happening = tuple[datetime, int, KeyDate, bool]


def ghosts(rows: Iterable[KeyDate], *, now: date | None) -> list[Ghost]:
    """Return the days that led before, each once, the first first. ``now`` is the day taken now, which is no ghost."""
    found: dict[date, Ghost] = {}
    for row in led(rows):
        if row.on is not None and row.on != now:
            found.pop(row.on, None)
            found[row.on] = _ghost(row, row.on)
    return list(found.values())


def led(rows: Iterable[KeyDate]) -> list[KeyDate]:
    """Return the rows that gave the day of release, each time it became another day, in that order."""
    held: dict[str, list[KeyDate]] = {}
    found: list[KeyDate] = []
    for _, _, row, comes in _happenings(list(rows)):
        standing = held.setdefault(row.type, [])
        if comes:
            standing.append(row)
        elif row in standing:
            standing.remove(row)
        first = _first(held)
        if first is not None and (not found or found[-1].on != first.on):
            found.append(first)
    return found


def _happenings(rows: Sequence[KeyDate]) -> list[Happening]:
    """Return each date's coming, and its being taken back, in the order they reached us."""
    came = [(row.recorded_at, number, row, True) for number, row in enumerate(_oldest_first(rows))]
    gone = [(row.undone_at, len(rows), row, False) for row in rows if row.undone_at is not None]
    return sorted([*came, *gone], key=lambda each: (each[0], each[1], each[2].pk))


def _oldest_first(rows: Sequence[KeyDate]) -> list[KeyDate]:
    return sorted(rows, key=lambda row: (row.recorded_at, row.known_at, row.pk))


def _first(held: dict[str, list[KeyDate]]) -> KeyDate | None:
    """Return the row that leads among the latest known of each type."""
    latest = [max(rows, key=lambda row: row.known_at) for rows in held.values() if rows]
    known = {TypedDate(DateType(row.type), row.on): row for row in latest if row.on is not None}
    first = leading(known)
    return known[first] if first else None


def _ghost(row: KeyDate, on: date) -> Ghost:
    return Ghost(
        on=on,
        type=DateType(row.type).label,
        source=row.source,
        known_at=row.known_at,
        taken_back=row.undone_at is not None,
    )
