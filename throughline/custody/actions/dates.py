"""Keeping the dates a stay may end or change on, as sources give them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import check_key_date, holds_over
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
    """What recording a date did. ``row`` is None when nothing was new; ``holds`` says it is the newest."""

    before: date | None
    after: date | None
    row: KeyDate | None
    holds: bool

    @property
    def moved(self) -> bool:
        """Whether another day holds now than did before."""
        return self.holds and self.before != self.after


@writes
def record_date(stay: Stay, *, new: NewDate, by: Actor, at: datetime) -> DateChange:
    """Keep a newly known date and say how it moved. Dates are recorded, never worked out.

    The same date again changes nothing but how fresh it is. An older notice than the one that holds is kept and
    moves nothing.

    Raises:
        Refused: the stay has ended, the source knew it in the future, or the day cannot be one of this stay's.
    """
    locked = lock(Stay, stay.pk)
    check(locked, new, at=at)
    held = KeyDate.objects.filter(stay=locked, type=new.type, holds=True).first()
    before = held.on if held else None
    if held is not None and held.on == new.on:
        _refresh(held, known_at=new.known_at)
        return DateChange(before=before, after=before, row=None, holds=False)
    holds = holds_over(new.known_at, latest=held.known_at if held else None)
    if not holds and _kept_before(locked, new):
        return DateChange(before=before, after=before, row=None, holds=False)
    if held is not None and holds:
        held.holds = False
        held.save(update_fields=["holds"])
    row = new_row(locked, new, at=at, holds=holds)
    row.save(force_insert=True)
    journal.note_many([event(row, before=before)], by=by, at=at)
    return DateChange(before=before, after=new.on if holds else before, row=row, holds=holds)


@writes
def record_first_dates(dates: Sequence[tuple[Stay, NewDate]], *, by: Actor, at: datetime) -> list[KeyDate]:
    """Keep the first dates of stays that have none."""
    rows = KeyDate.objects.bulk_create([new_row(stay, new, at=at) for stay, new in dates], batch_size=BATCH)
    journal.note_many((event(row, before=None) for row in rows), by=by, at=at)
    return rows


def check(stay: Stay, new: NewDate, *, at: datetime) -> None:
    """Refuse a date that cannot be one of a stay's.

    Raises:
        Refused: the stay has ended, the source knew it in the future, or the day cannot be.
    """
    if stay.ended_on is not None:
        raise Refused("They have left prison, so there is no date to change.")
    if new.known_at > at:
        raise Refused("The day the source knew this is in the future. Give the day they told you.", field="known_on")
    if new.on is not None:
        check_key_date(new.on, admitted_on=stay.admitted_on, today=localdate(at))


def _refresh(held: KeyDate, *, known_at: datetime) -> None:
    """Keep that the source said the same again, so that a notice from in between counts as older."""
    if known_at > held.known_at:
        held.known_at = known_at
        held.save(update_fields=["known_at"])


def _kept_before(stay: Stay, new: NewDate) -> bool:
    return KeyDate.objects.filter(stay=stay, type=new.type, on=new.on, known_at=new.known_at).exists()


def new_row(stay: Stay, new: NewDate, *, at: datetime, holds: bool = True) -> KeyDate:
    """Return a date as it is kept."""
    return KeyDate(
        person_id=stay.person_id,
        stay=stay,
        type=new.type,
        on=new.on,
        known_at=new.known_at,
        recorded_at=at,
        source=new.source,
        reason=new.reason,
        holds=holds,
    )


def event(row: KeyDate, *, before: date | None) -> journal.Event:
    """Return what the journal says of a date that was kept."""
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
