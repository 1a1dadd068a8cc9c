"""Keeping the dates a stay may end or change on, as sources give them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.custody.actions.holding import Board, lock_open
from throughline.custody.models import KeyDate, Stay
from throughline.custody.rules import Moved, check_key_date, holds_over
from throughline.custody.statuses import DateType
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import write_many
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
    """What recording a date, or taking one back, did.

    ``row`` is None when nothing was new; ``holds`` says that what holds is another row than before. ``lead`` is how the
    date taken as the day of release changed by it, in day or in type; None when it stayed as it was.
    """

    before: date | None
    after: date | None
    row: KeyDate | None
    holds: bool
    lead: Moved | None = None

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
    (change,) = record_dates([(stay, new)], by=by, at=at)
    return change


@writes
def record_dates(dates: Sequence[tuple[Stay, NewDate]], *, by: Actor, at: datetime) -> list[DateChange]:
    """Keep many dates in the order given; return what each did. The way a stay's day of release went stands on one.

    Raises:
        Refused: as for one, of any of them.
    """
    open_now = lock_open(stay.pk for stay, _ in dates)
    board = Board(open_now)
    for stay, new in dates:
        check(open_now.get(stay.pk), new, at=at)
    recording = _Recording(board, by=by, at=at)
    changes = [recording.record(open_now[stay.pk], new) for stay, new in dates]
    recording.keep()
    return with_leads([(stay.pk, new.type, change) for (stay, new), change in zip(dates, changes, strict=True)], board)


def foresee(dates: Sequence[tuple[Stay, NewDate]], *, by: Actor, at: datetime) -> list[DateChange]:
    """Return what keeping many dates would do, and keep nothing."""
    board = Board({stay.pk: stay for stay, _ in dates})
    recording = _Recording(board, by=by, at=at)
    changes = [recording.record(stay, new) for stay, new in dates]
    return with_leads([(stay.pk, new.type, change) for (stay, new), change in zip(dates, changes, strict=True)], board)


@writes
def record_first_dates(dates: Sequence[tuple[Stay, NewDate]], *, by: Actor, at: datetime) -> list[KeyDate]:
    """Keep the first dates of stays that have none."""
    rows = KeyDate.objects.bulk_create([new_row(stay, new, at=at) for stay, new in dates], batch_size=BATCH)
    journal.note_many((event(row, before=None) for row in rows), by=by, at=at)
    return rows


def check(stay: Stay | None, new: NewDate, *, at: datetime) -> None:
    """Refuse a date that cannot be one of a stay's. ``stay`` is None when it has ended.

    Raises:
        Refused: the stay has ended, the source knew it in the future, or the day cannot be.
    """
    if stay is None or stay.ended_on is not None:
        raise Refused("They have left prison, so there is no date to change.")
    if new.known_at > at:
        raise Refused("The day the source knew this is in the future. Give the day they told you.", field="known_on")
    if new.on is not None:
        check_key_date(new.on, admitted_on=stay.admitted_on, today=localdate(at))


class _Recording:
    """Dates as they are kept one after another, and written together."""

    def __init__(self, board: Board, *, by: Actor, at: datetime) -> None:
        self.board, self.by, self.at = board, by, at
        self.fresh: dict[UUID, KeyDate] = {}
        self.over: list[KeyDate] = []
        self.heard_again: list[KeyDate] = []
        self.events: list[journal.Event] = []

    def record(self, stay: Stay, new: NewDate) -> DateChange:
        held = self.board.held(stay.pk, new.type)
        before = held.on if held else None
        if held is not None and held.on == new.on:
            self._refresh(held, known_at=new.known_at)
            return DateChange(before=before, after=before, row=None, holds=False)
        holds = holds_over(new.known_at, latest=held.known_at if held else None)
        if not holds and self.board.was_said(stay.pk, new.type, new.on, new.known_at):
            return DateChange(before=before, after=before, row=None, holds=False)
        row = new_row(stay, new, at=self.at, holds=holds)
        self.events.append(event(row, before=before))
        self.fresh[row.pk] = row
        self.board.say(row)
        if holds:
            self._replace(held, row)
        return DateChange(before=before, after=new.on if holds else before, row=row, holds=holds)

    def keep(self) -> None:
        """Write what was recorded: what held before first, so that one date of a type holds at every step."""
        KeyDate.objects.filter(pk__in=[row.pk for row in self.over]).update(holds=False)
        write_many(self.heard_again, "known_at")
        KeyDate.objects.bulk_create(self.fresh.values(), batch_size=BATCH)
        journal.note_many(self.events, by=self.by, at=self.at)

    def _replace(self, held: KeyDate | None, row: KeyDate) -> None:
        if held is not None:
            held.holds = False
            self.over += [] if held.pk in self.fresh else [held]
        self.board.hold(row)

    def _refresh(self, held: KeyDate, *, known_at: datetime) -> None:
        """Keep that the source said the same again, so that a notice from in between counts as older."""
        if known_at > held.known_at:
            held.known_at = known_at
            self.heard_again += [] if held.pk in self.fresh else [held]


@writes
def take_back(row: KeyDate, *, words: str, by: Actor, at: datetime) -> DateChange:
    """Take back a date that was recorded by mistake: what was said before it holds again. It stays on the record.

    Raises:
        Refused: they have left prison, or the date does not hold any more.
    """
    (change,) = take_back_many([row], words=words, by=by, at=at)
    if change is None:
        raise Refused("This date does not hold any more, or they have left prison, so there is nothing to take back.")
    return change


@writes
def take_back_many(rows: Sequence[KeyDate], *, words: str, by: Actor, at: datetime) -> list[DateChange | None]:
    """Take back many dates; None for each that is left alone: it does not hold any more, or they have left prison.

    Raises:
        Refused: no reason is given.
    """
    if not words.strip():
        raise Refused("Say why the date is taken back.", field="words")
    board = Board(lock_open(row.stay_id for row in rows))
    taken = [board.held_again(row) for row in rows]
    again = board.said_before([row for row in taken if row is not None])
    changes = [None if row is None else _undone(row, again.get(_typed(row)), words=words, at=at) for row in taken]
    _keep_undone([row for row in taken if row is not None], list(again.values()))
    for row in filter(None, taken):
        board.take_off(row, again.get(_typed(row)))
    journal.note_many((_undone_event(change) for change in changes if change is not None), by=by, at=at)
    told = [(row.stay_id, row.type, change) for row, change in zip(rows, changes, strict=True) if change is not None]
    follow = iter(with_leads(told, board))
    return [next(follow) if change else None for change in changes]


def _typed(row: KeyDate) -> tuple[UUID, str]:
    return row.stay_id, row.type


def _undone(row: KeyDate, again: KeyDate | None, *, words: str, at: datetime) -> DateChange:
    row.holds, row.undone_at, row.undone_words = False, at, words
    if again is not None:
        again.holds = True
    return DateChange(before=row.on, after=again.on if again else None, row=row, holds=True)


def _keep_undone(taken: list[KeyDate], again: list[KeyDate]) -> None:
    write_many(taken, "holds", "undone_at", "undone_words")
    write_many(again, "holds")


def with_leads(changes: Iterable[tuple[UUID, str, DateChange]], board: Board) -> list[DateChange]:
    """Say on one change of each stay how its day of release went: the one of the type that leads now, else the last."""
    listed = list(changes)
    leads = board.leads()
    bears: dict[UUID, int] = {}
    for index, (stay_id, type_, change) in enumerate(listed):
        lead = leads.get(stay_id) if change.holds else None
        if lead is not None and (type_ == lead.type or stay_id not in bears or listed[bears[stay_id]][1] != lead.type):
            bears[stay_id] = index
    return [
        replace(change, lead=leads[stay_id]) if bears.get(stay_id) == index else change
        for index, (stay_id, _, change) in enumerate(listed)
    ]


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
        facts=_facts(row, before, row.on),
    )


def _undone_event(change: DateChange) -> journal.Event:
    assert change.row is not None  # noqa: S101  what was taken back
    facts = _facts(change.row, change.before, change.after) | {"why": change.row.undone_words}
    person_id = change.row.person_id
    return journal.Event(what="custody.date_taken_back", about=change.row, person_id=person_id, facts=facts)


def _facts(row: KeyDate, before: date | None, after: date | None) -> dict[str, journal.Fact]:
    return {
        "type": DateType(row.type).label,
        "before": before.isoformat() if before else None,
        "after": after.isoformat() if after else None,
        "source": row.source,
    }
