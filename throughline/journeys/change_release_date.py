"""A date that a stay may end on becomes known, moves or goes away."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.custody.actions import dates, together
from throughline.custody.models import Stay
from throughline.custody.rules import RELEASE_DATE_ORDER, Moved, confidence, in_words
from throughline.custody.statuses import DateType
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.retime_by_release import retime_by_release
from throughline.journeys.telling import teams_concerned, teams_concerned_with
from throughline.notices import actions as notices

KIND = "custody.release_date_moved"


@writes
def change_release_date(stay: Stay, *, new: dates.NewDate, by: Actor, at: datetime) -> dates.DateChange:
    """Keep a date a source gave; when someone's day of release moved by it, move their plan and ask each team to look.

    The same date twice tells nobody; an older notice is kept, moves nothing and tells nobody.

    Raises:
        Refused: they have left prison, or the date cannot be.
    """
    change = dates.record_date(stay, new=new, by=by, at=at)
    if _concerns_others(new, change):
        retime_by_release([stay], by=by, at=at)
        teams = tuple(teams_concerned(stay.person_id, at=at))
        notices.tell([_telling(stay, new, change, teams, at=at)], at=at)
    return change


@writes
def change_release_dates(
    changes: Sequence[tuple[Stay, dates.NewDate]], *, by: Actor, at: datetime
) -> list[dates.DateChange]:
    """Do the same for many people at once, with dates known as of now.

    Raises:
        Refused: someone has left prison, or a date cannot be.
    """
    done = together.record_dates(changes, by=by, at=at)
    moved = [(*pair, change) for pair, change in zip(changes, done, strict=True) if _concerns_others(pair[1], change)]
    retime_by_release([stay for stay, _, _ in moved], by=by, at=at)
    concerned = teams_concerned_with({stay.person_id for stay, _, _ in moved}, at=at)
    notices.tell(
        (_telling(stay, new, change, concerned.get(stay.person_id, ()), at=at) for stay, new, change in moved), at=at
    )
    return done


def _concerns_others(new: dates.NewDate, change: dates.DateChange) -> bool:
    return change.moved and new.type in RELEASE_DATE_ORDER


def _telling(
    stay: Stay, new: dates.NewDate, change: dates.DateChange, teams: tuple[UUID, ...], *, at: datetime
) -> notices.Telling:
    return notices.Telling(
        teams=teams,
        kind=KIND,
        subject=f"A date moved: {DateType(new.type).label}",
        body=_words(new, change, today=localdate(at)),
        person_id=stay.person_id,
        needs_acknowledging=True,
    )


def _words(new: dates.NewDate, change: dates.DateChange, *, today: date) -> str:
    type_ = DateType(new.type)
    moved = in_words(Moved(type=type_, before=change.before, after=change.after), today=today)
    why = f" {new.reason}" if new.reason else ""
    sure = f" {confidence(type_).capitalize()}." if change.after else ""
    return f"{moved}\n{new.source} said so.{sure}{why}"
