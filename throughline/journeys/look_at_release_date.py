"""See what a date would do before it is kept: everything is done, then taken back whole."""

from datetime import datetime

from throughline.custody.actions import dates
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.ripple import Ripple


def look_at_release_date(stay: Stay, *, new: dates.NewDate, by: Actor, at: datetime) -> Ripple:
    """Return what a date would do. Nothing is kept: the same code runs as when it is, so that the two agree.

    Raises:
        Refused: they have left prison, or the date cannot be.
    """
    try:
        _do_and_take_back(stay, new=new, by=by, at=at)
    except _Seen as seen:
        return seen.ripple
    raise AssertionError("What was looked at was kept.")


class _Seen(Exception):
    def __init__(self, ripple: Ripple) -> None:
        super().__init__()
        self.ripple = ripple


@writes
def _do_and_take_back(stay: Stay, *, new: dates.NewDate, by: Actor, at: datetime) -> None:
    raise _Seen(change_release_date(stay, new=new, by=by, at=at, quietly=True))
