"""A round is applied in batches, each a transaction of its own, so that stopping anywhere loses and repeats nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from throughline.custody import queries as custody
from throughline.custody import rounds_queries as queries
from throughline.custody.actions import dates, rounds
from throughline.custody.actions.holding import lock_open
from throughline.custody.models import KeyDate, Round, RoundRow, Stay
from throughline.custody.round_rules import outcome, outcome_words
from throughline.custody.statuses import RoundRowState, RoundState
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.change_release_date import change_release_dates
from throughline.journeys.date_rounds.telling import tell_agencies
from throughline.journeys.date_rounds.wanted import Wanted, as_wanted
from throughline.journeys.ripple import Ripple

BATCH = 100
TASK = "go_on_with_round"
"""The worker's name for going on with a round, as ``jobs.tasks`` has it."""

Row = tuple[RoundRow, Wanted]


@dataclass(frozen=True)
class Batch:
    """What one batch did. ``more`` says that the round has more to do."""

    done: int
    now_late: int = 0
    no_address: int = 0
    more: bool = True


NOTHING = Batch(0, more=False)


@writes
def start(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Let the worker apply a round, or go on with one that was stopped.

    Raises:
        Refused: it stands where it cannot be, or nobody is left in it.
    """
    begun = rounds.begin(round_, by=by, at=at)
    ask_worker(begun.pk, by=by)
    return begun


@writes
def stop(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Let a round wait after the batch at work, and tell the agencies of what moved so far.

    Raises:
        Refused: it is not being applied.
    """
    since = rounds.locked(round_).changed_at
    stopped = rounds.stop(round_, by=by, at=at)
    tell_agencies(stopped, since=since, at=at)
    return stopped


@writes
def apply_batch(round_id: UUID, *, by: Actor, at: datetime, size: int = BATCH) -> Batch:
    """Apply the next dates of a round; finish it and tell each agency once when none are left.

    Nothing is done while another worker holds the round, or once it was stopped.
    """
    found = rounds.free(round_id)
    if found is None or found.state != RoundState.APPLYING:
        return NOTHING
    rows = list(queries.waiting(RoundRow.objects.filter(round=found)).select_related("person")[: size + 1])
    done = _apply(found, rows[:size], by=by, at=at)
    if len(rows) > size:
        return done
    since = found.changed_at
    tell_agencies(rounds.finish(found, by=by, at=at), since=since, at=at)
    return Batch(done.done, done.now_late, done.no_address, more=False)


def ask_worker(round_id: UUID, *, by: Actor) -> None:
    """Leave word for the worker, in the transaction that needs it."""
    job = app.configure_task(TASK, lock=f"round:{round_id}")
    job.defer(round_id=str(round_id), by_id=str(by.id) if by.id else "", by_words=by.words)


def _apply(found: Round, rows: Sequence[RoundRow], *, by: Actor, at: datetime) -> Batch:
    """Keep the dates of some rows, each stay locked, and what came of each."""
    stays = lock_open(row.stay_id for row in rows)
    before = {row.stay_id: row.on for row in custody.days_of_release(KeyDate.objects.filter(stay__in=list(stays)))}
    able: list[Row] = []
    came: list[rounds.Came] = []
    for row in rows:
        refused = _fault(row, stays.get(row.stay_id), source=found.source, at=at)
        if refused:
            came.append(rounds.Came(row=row, state=RoundRowState.REFUSED, message=refused))
        else:
            row.stay = stays[row.stay_id]
            able.append((row, as_wanted(row, source=found.source)))
    changes = [(each.stay, each.new_date(reason=found.why[:300])) for _, each in able]
    ripples = change_release_dates(changes, by=by, at=at, quietly=True)
    came += [_came(row, ripple, before.get(row.stay_id)) for (row, _), ripple in zip(able, ripples, strict=True)]
    rounds.keep_results(came)
    return Batch(
        len(rows),
        now_late=sum(len(ripple.now_late) for ripple in ripples),
        no_address=sum(ripple.no_address for ripple in ripples),
    )


def _fault(row: RoundRow, stay: Stay | None, *, source: str, at: datetime) -> str:
    """Say why a date cannot be kept any more; empty when it can."""
    try:
        dates.check(stay, as_wanted(row, source=source).new_date(), at=at)
    except Refused as refusal:
        return str(refusal)
    return ""


def _came(row: RoundRow, ripple: Ripple, before: date | None) -> rounds.Came:
    change = ripple.change
    is_new = change.row is not None
    return rounds.Came(
        row=row,
        state=outcome(is_new=is_new, holds=change.holds, lead=ripple.moved),
        message=outcome_words(row.type, is_new=is_new, holds=change.holds, lead=ripple.moved),
        before_on=before,
        key_date=change.row,
    )
