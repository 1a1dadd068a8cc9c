"""Keeping the dates a stay may end or change on, as sources give them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from throughline.custody.models import KeyDate, Stay
from throughline.custody.statuses import DateType
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock
from throughline.foundations.writing import writes

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class NewDate:
    """A date of one type as a source gives it. ``on`` None means there is now no such date."""

    type: str
    on: date | None
    known_at: datetime
    source: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DateChange:
    """What recording a date did. ``row`` is None when nothing was new; ``holds`` says whether it moved anything."""

    before: date | None
    after: date | None
    row: KeyDate | None
    holds: bool


@writes
def record_date(stay: Stay, *, new: NewDate, by: Actor, at: datetime) -> DateChange:
    """Keep a newly known date and say how it moved. Dates are recorded, never worked out.

    The same date again does nothing. An older notice than the one that holds is kept and moves nothing.

    Raises:
        Refused: the stay has ended, the source knew it in the future, or there was no date to remove.
    """
    locked = lock(Stay, stay.pk)
    if locked.ended_on is not None:
        raise Refused("They have left prison, so there is no date to change.")
    if new.known_at > at:
        raise Refused("The day the source knew this is in the future.", field="known_on")
    held = KeyDate.objects.filter(stay=locked, type=new.type, holds=True).first()
    before = held.on if held else None
    if before == new.on:
        return DateChange(before=before, after=before, row=None, holds=False)
    older = held is not None and held.known_at > new.known_at
    if held is not None and not older:
        held.holds = False
        held.save(update_fields=["holds"])
    row = KeyDate.objects.create(
        person_id=locked.person_id,
        stay=locked,
        type=new.type,
        on=new.on,
        known_at=new.known_at,
        recorded_at=at,
        source=new.source,
        reason=new.reason,
        holds=not older,
    )
    _note(row, before=before, by=by, at=at)
    return DateChange(before=before, after=before if older else new.on, row=row, holds=not older)


@writes
def record_first_dates(dates: Sequence[tuple[Stay, NewDate]], *, by: Actor, at: datetime) -> list[KeyDate]:
    """Keep the first dates of stays that have none."""
    rows = KeyDate.objects.bulk_create(
        [
            KeyDate(
                person_id=stay.person_id,
                stay=stay,
                type=new.type,
                on=new.on,
                known_at=new.known_at,
                recorded_at=at,
                source=new.source,
                reason=new.reason,
            )
            for stay, new in dates
        ],
        batch_size=BATCH,
    )
    journal.note_many((_event(row, before=None) for row in rows), by=by, at=at)
    return rows


def _note(row: KeyDate, *, before: date | None, by: Actor, at: datetime) -> None:
    journal.note_many([_event(row, before=before)], by=by, at=at)


def _event(row: KeyDate, *, before: date | None) -> journal.Event:
    return journal.Event(
        what="custody.date_recorded" if row.holds else "custody.older_date_kept",
        about=row,
        person_id=row.person_id,
        facts={
            "type": DateType(row.type).label,
            "before": before.isoformat() if before else None,
            "after": row.on.isoformat() if row.on else None,
            "source": row.source,
        },
    )
