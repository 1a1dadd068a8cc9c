"""A round is taken back in batches: every date it kept that still holds goes, and what was known before holds again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from throughline.custody import rounds_queries as queries
from throughline.custody.actions import rounds
from throughline.custody.actions.holding import lock_open
from throughline.custody.models import KeyDate, Round, RoundRow
from throughline.custody.round_rules import CHANGED_SINCE, LEFT_SINCE
from throughline.custody.statuses import RoundRowState, RoundState
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.date_rounds.applying import BATCH, NOTHING, Batch, ask_worker
from throughline.journeys.date_rounds.telling import tell_agencies_taken_back
from throughline.journeys.undo_release_date import undo_release_dates


@writes
def start_undoing(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Let the worker take back what a round changed.

    Raises:
        Refused: nothing of it was applied, or it is being applied now.
    """
    begun = rounds.begin_undoing(round_, by=by, at=at)
    ask_worker(begun.pk, by=by)
    return begun


@writes
def undo_batch(round_id: UUID, *, by: Actor, at: datetime, size: int = BATCH) -> Batch:
    """Take back the next dates of a round, the last first; finish it and tell each agency once when none are left.

    Dates that were changed again since, and those of people who have left, stay as they are.
    """
    found = rounds.free(round_id)
    if found is None or found.state != RoundState.UNDOING:
        return NOTHING
    rows = list(queries.to_take_back(RoundRow.objects.filter(round=found)).select_related("key_date")[: size + 1])
    _undo(found, rows[:size], by=by, at=at)
    if len(rows) > size:
        return Batch(size)
    tell_agencies_taken_back(rounds.finish(found, by=by, at=at), at=at)
    return Batch(len(rows), more=False)


def _undo(found: Round, rows: Sequence[RoundRow], *, by: Actor, at: datetime) -> None:
    words = f"{found.name} was taken back"
    older = [row for row in rows if row.state == RoundRowState.OLDER]
    held = [row for row in rows if row.state != RoundRowState.OLDER]
    stays = lock_open(row.stay_id for row in held)
    gone = [row for row in held if row.stay_id not in stays]
    inside = [row for row in held if row.stay_id in stays]
    ripples = undo_release_dates([_date(row) for row in inside], words=words, by=by, at=at, quietly=True)
    taken = [row for row, ripple in zip(inside, ripples, strict=True) if ripple is not None]
    changed = [row for row, ripple in zip(inside, ripples, strict=True) if ripple is None]
    rounds.take_back_older(older, words=words, by=by, at=at)
    left = [*((row, LEFT_SINCE) for row in gone), *((row, CHANGED_SINCE) for row in changed)]
    rounds.keep_taken_back([*taken, *older], left=left)


def _date(row: RoundRow) -> KeyDate:
    assert row.key_date is not None  # noqa: S101  only rows that kept a date are asked for
    return row.key_date
