"""Rounds of dates: prepared, narrowed, applied row by row, and taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughline.agencies.models import Organisation
from throughline.custody import rounds_queries as queries
from throughline.custody.models import KeyDate, Round, RoundRow, Stay
from throughline.custody.round_rules import BY_HAND, NEVER_MOVED, check_many, check_round_move
from throughline.custody.statuses import DateType, RoundRowState, RoundState
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, save_change, write_many
from throughline.foundations.writing import writes

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class NewRow:
    """One person's date before it is in a round."""

    number: int
    stay: Stay
    type: str
    on: date | None
    known_at: datetime


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a round is called, why it is, and who said that the dates change."""

    name: str
    source: str
    why: str = ""


@writes
def prepare(organisation: Organisation, *, said: Said, rows: Sequence[NewRow], by: Actor, at: datetime) -> Round:
    """Keep dates that are to change together, so that they can be looked at first. Nothing moves.

    Raises:
        Refused: it has no name, nobody said so, or it is of nobody or too many.
    """
    _check_said(said)
    check_many(len(rows))
    made = Round.objects.create(
        organisation=organisation,
        name=said.name.strip(),
        why=said.why,
        source=said.source,
        made_at=at,
        made_by_id=by.id,
        made_by_words=by.words,
        changed_at=at,
    )
    RoundRow.objects.bulk_create([_row(made, new) for new in rows], batch_size=BATCH)
    _note("custody.round_prepared", made, by=by, at=at, dates=len(rows), source=made.source)
    return made


@writes
def keep_in(round_: Round, rows: Collection[UUID], *, of: Collection[UUID], by: Actor, at: datetime) -> int:
    """Keep some of the rows that were shown in a round and take the others out; return how many changed.

    ``of`` are the rows that were shown. What is taken out can be put back until the round is applied.

    Raises:
        Refused: it is not waiting to be applied.
    """
    locked = lock(Round, round_.pk)
    if locked.state != RoundState.PREPARED:
        raise Refused("Only those who wait can be taken out. This was applied, or put aside.")
    shown = queries.in_hand(RoundRow.objects.select_for_update().filter(round=locked, pk__in=list(of)))
    changed = [row for row in shown if (row.state == RoundRowState.WAITING) != (row.pk in rows)]
    for row in changed:
        stays_in = row.pk in rows
        row.state = RoundRowState.WAITING if stays_in else RoundRowState.REFUSED
        row.message = "" if stays_in else BY_HAND
        row.version += 1
    write_many(changed, "state", "message", "version")
    if changed:
        waits = queries.waiting(RoundRow.objects.filter(round=locked)).count()
        _note("custody.round_narrowed", locked, by=by, at=at, dates=waits)
    return len(changed)


@writes
def begin(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Keep that a round is to be applied, or gone on with.

    Raises:
        Refused: it stands where it cannot be, or nobody is left in it.
    """
    locked = _moved(round_, RoundState.APPLYING, at=at)
    if not queries.waiting(RoundRow.objects.filter(round=locked)).exists():
        raise Refused("Everybody was taken out of this, so there is nothing to apply.")
    _note("custody.round_begun", locked, by=by, at=at)
    return locked


@writes
def stop(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Keep that a round waits part of the way. The batch at work is finished first.

    Raises:
        Refused: it is not being applied.
    """
    locked = _moved(round_, RoundState.STOPPED, at=at)
    left = queries.waiting(RoundRow.objects.filter(round=locked)).count()
    _note("custody.round_stopped", locked, by=by, at=at, waiting=left)
    return locked


@writes
def finish(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Keep that every date of a round was applied, or taken back.

    Raises:
        Refused: it is neither being applied nor being taken back.
    """
    undoing = round_.state == RoundState.UNDOING
    locked = _moved(round_, RoundState.UNDONE if undoing else RoundState.APPLIED, at=at)
    counts = queries.counted_by_state(RoundRow.objects.filter(round=locked))
    done = counts.get(RoundRowState.UNDONE if undoing else RoundRowState.MOVED, 0)
    what = "custody.round_taken_back" if undoing else "custody.round_applied"
    _note(what, locked, by=by, at=at, dates=done)
    return locked


@writes
def begin_undoing(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Keep that the dates of a round are to be taken back.

    Raises:
        Refused: nothing of it was applied, or it is being applied now.
    """
    locked = _moved(round_, RoundState.UNDOING, at=at)
    _note("custody.round_undoing", locked, by=by, at=at)
    return locked


@writes
def drop(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Put a prepared round aside.

    Raises:
        Refused: it was begun.
    """
    locked = _moved(round_, RoundState.DROPPED, at=at)
    _note("custody.round_dropped", locked, by=by, at=at)
    return locked


@dataclass(frozen=True, kw_only=True)
class Came:
    """What came of one row. ``before_on`` is the day of release until then; ``key_date`` what was kept."""

    row: RoundRow
    state: RoundRowState
    message: str = ""
    before_on: date | None = None
    key_date: KeyDate | None = None


@writes
def keep_results(results: Sequence[Came]) -> list[RoundRow]:
    """Keep what came of the rows of a batch, which the caller has locked."""
    rows = [_result(came) for came in results]
    write_many(rows, "state", "message", "before_on", "key_date", "version")
    return rows


@writes
def keep_taken_back(rows: Sequence[RoundRow], *, left: Sequence[tuple[RoundRow, str]]) -> None:
    """Keep that the dates of some rows were taken back, and why those of others were ``left`` as they are."""
    for row in rows:
        row.message = "" if row.state == RoundRowState.MOVED else NEVER_MOVED
        row.state, row.version = RoundRowState.UNDONE, row.version + 1
    for row, why in left:
        row.message, row.version = why, row.version + 1
    write_many([*rows, *(row for row, _ in left)], "state", "message", "version")


@writes
def take_back_older(rows: Sequence[RoundRow], *, words: str, by: Actor, at: datetime) -> None:
    """Take back the older notices that some rows kept. They held nothing, so nothing moves."""
    kept = [row.key_date for row in rows if row.key_date is not None]
    for key_date in kept:
        key_date.undone_at, key_date.undone_words = at, words[:300]
    write_many(kept, "undone_at", "undone_words")
    journal.note_many((_older_event(key_date) for key_date in kept), by=by, at=at)


def locked(round_: Round) -> Round:
    """Return a round locked until the transaction ends, once whoever holds it lets it go."""
    return lock(Round, round_.pk)


def free(round_id: UUID) -> Round | None:
    """Return a round locked until the transaction ends; None while another holds it, or when there is none."""
    return Round.objects.select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk=round_id).first()


def _older_event(key_date: KeyDate) -> journal.Event:
    facts: dict[str, journal.Fact] = {
        "type": DateType(key_date.type).label,
        "before": key_date.on.isoformat() if key_date.on else None,
        "why": key_date.undone_words,
    }
    return journal.Event(
        what="custody.older_date_taken_back", about=key_date, person_id=key_date.person_id, facts=facts
    )


def _result(came: Came) -> RoundRow:
    row = came.row
    row.state, row.message, row.before_on, row.key_date = came.state, came.message[:300], came.before_on, came.key_date
    row.version += 1
    return row


def _check_said(said: Said) -> None:
    if not said.name.strip():
        raise Refused("Give it a name, so that colleagues know what it is.", field="name")
    if not said.source.strip():
        raise Refused("Say who said so. Dates are never worked out here.", field="source")


def _row(made: Round, new: NewRow) -> RoundRow:
    return RoundRow(
        person_id=new.stay.person_id,
        round=made,
        stay=new.stay,
        number=new.number,
        type=new.type,
        on=new.on,
        known_at=new.known_at,
    )


def _moved(round_: Round, state: RoundState, *, at: datetime) -> Round:
    locked = lock(Round, round_.pk)
    check_round_move(locked.state, state)
    locked.state, locked.changed_at = state, at
    save_change(locked, "state", "changed_at")
    return locked


def _note(what: str, about: Round, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    event = journal.Event(what=what, about=about, person_id=None, facts={"round": about.name, **facts})
    journal.note_many([event], by=by, at=at)
