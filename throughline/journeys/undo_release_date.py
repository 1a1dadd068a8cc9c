"""A date that was recorded by mistake is taken back: what was said before holds again, and so does the plan."""

from collections.abc import Sequence
from datetime import datetime

from throughline.custody import queries as custody
from throughline.custody.actions import dates
from throughline.custody.models import KeyDate, Stay
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.ripple import KIND, Cause, Ripple, spread
from throughline.journeys.ripple.wording import label
from throughline.notices import actions as notices

NOTHING = "No date of release is held, so there is nothing to take back."


@writes
def undo_release_date(stay: Stay, *, words: str, row: KeyDate | None = None, by: Actor, at: datetime) -> Ripple:
    """Take back the date of release that was recorded last, or the one given, and tell each agency once.

    Raises:
        Refused: they have left prison, no such date is held, or no reason is given.
    """
    last = row or custody.last_recorded(KeyDate.objects.filter(stay=stay)).first()
    if last is None:
        raise Refused(NOTHING)
    change = dates.take_back(last, words=words, by=by, at=at)
    (ripple,) = _taken_back([_cause(stay, change, words=words, by=by)], by=by, at=at, quietly=False)
    return ripple


@writes
def undo_release_dates(
    rows: Sequence[KeyDate], *, words: str, by: Actor, at: datetime, quietly: bool = False
) -> list[Ripple | None]:
    """Do the same for many dates at once; None for each that is left alone, since it does not hold any more.

    Raises:
        Refused: no reason is given.
    """
    done = dates.take_back_many(rows, words=words, by=by, at=at)
    causes = [
        _cause(row.stay, change, words=words, by=by)
        for row, change in zip(rows, done, strict=True)
        if change is not None
    ]
    follow = iter(_taken_back(causes, by=by, at=at, quietly=quietly))
    return [next(follow) if change is not None else None for change in done]


def _taken_back(causes: Sequence[Cause], *, by: Actor, at: datetime, quietly: bool) -> list[Ripple]:
    """Let what was told before count as overtaken, then spread what holds again."""
    people = [cause.stay.person_id for cause in causes if cause.change.lead is not None]
    notices.overtake(people, kind=KIND)
    return spread(causes, by=by, at=at, quietly=quietly)


def _cause(stay: Stay, change: dates.DateChange, *, words: str, by: Actor) -> Cause:
    type_ = change.row.type if change.row else ""
    subject = f"A date was taken back: {label(type_)}"
    return Cause(stay=stay, change=change, subject=subject, why=f"{by.words} took it back: {words}")
