"""A date that a stay may end on becomes known, moves or goes away."""

from collections.abc import Sequence
from datetime import datetime

from throughline.custody.actions import dates
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.ripple import Cause, Ripple, spread
from throughline.journeys.ripple.wording import label, said_by


@writes
def change_release_date(stay: Stay, *, new: dates.NewDate, by: Actor, at: datetime, quietly: bool = False) -> Ripple:
    """Keep a date a source gave; when someone's day of release moved by it, move their plan and tell each agency.

    The same date twice tells nobody; an older notice, and a date of a worse type than the one that leads, are kept,
    move nothing and tell nobody. ``quietly`` leaves the telling to whoever changes many together.

    Raises:
        Refused: they have left prison, or the date cannot be.
    """
    (ripple,) = change_release_dates([(stay, new)], by=by, at=at, quietly=quietly)
    return ripple


@writes
def change_release_dates(
    changes: Sequence[tuple[Stay, dates.NewDate]], *, by: Actor, at: datetime, quietly: bool = False
) -> list[Ripple]:
    """Do the same for many people at once; return what each date did, in the order given.

    What followed from several dates of one person stands on one of them.

    Raises:
        Refused: someone has left prison, or a date cannot be.
    """
    done = dates.record_dates(changes, by=by, at=at)
    causes = [
        Cause(stay=stay, change=change, subject=_subject(new, change), why=said_by(new, change))
        for (stay, new), change in zip(changes, done, strict=True)
    ]
    return spread(causes, by=by, at=at, quietly=quietly)


def _subject(new: dates.NewDate, change: dates.DateChange) -> str:
    type_ = label(change.lead.type if change.lead else new.type)
    if change.lead is not None and not change.lead.is_another_day:
        return f"The release date stays, now as: {type_}"
    return f"A date moved: {type_}"
