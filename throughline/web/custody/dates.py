"""The dates of a stay as they are shown: what holds, what was said before, and what arrived too late to matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from throughline.agencies.models import Prison
from throughline.custody.models import KeyDate, Stay
from throughline.custody.release_days import ReleaseDayWarning, ReleaseKind, release_day_warning
from throughline.custody.release_order import Confidence
from throughline.custody.rules import TypedDate, confidence, leading
from throughline.custody.statuses import DateType, LegalStatus
from throughline.foundations.working_days import Calendar, Jurisdiction

_KINDS = {DateType.ACTUAL_PAROLE: ReleaseKind.PAROLE, DateType.HDC_ACTUAL: ReleaseKind.HOME_DETENTION_CURFEW}
_KINDS_OF_STATUS = {
    LegalStatus.INDETERMINATE: ReleaseKind.INDETERMINATE,
    LegalStatus.SENTENCED: ReleaseKind.FIXED_SENTENCE,
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One date as one source gave it. ``late`` means a newer one was held already when it arrived.

    ``undone`` means that it was taken back by the instant that is shown.
    """

    row: KeyDate
    late: bool
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One type of date: what holds, what it was before, and whether it is taken as the day of release."""

    held: KeyDate
    before: KeyDate | None
    leads: bool
    sure: Confidence


def said(history: Sequence[KeyDate], *, at: datetime) -> list[Said]:
    """Return every date there was, with whether it arrived after a newer one of its type or was taken back by then."""
    standing = [row for row in history if not _undone(row, at)]
    return [
        Said(row=row, late=any(_overtook(other, row) for other in standing), undone=_undone(row, at)) for row in history
    ]


def lines(history: Sequence[KeyDate], *, at: datetime) -> list[Line]:
    """Return what held for each type at an instant, the day of release first. ``history`` is the latest known first."""
    told = [one for one in said(history, at=at) if not one.undone]
    held = _newest_of_each_type([one.row for one in told])
    first = leading(typed(held))
    found = [
        Line(
            held=row,
            before=_before(row, told),
            leads=first is not None and row.type == first.type,
            sure=confidence(DateType(row.type)),
        )
        for row in held
    ]
    return sorted(found, key=lambda line: (not line.leads, line.held.on or date.max, line.held.type))


def typed(rows: Iterable[KeyDate]) -> list[TypedDate]:
    """Return the days among some dates, with their types."""
    return [TypedDate(DateType(row.type), row.on) for row in rows if row.on is not None]


def caution(stay: Stay, prison: Prison, first: TypedDate | None, *, today: date) -> ReleaseDayWarning | None:
    """Warn about a day of release that is avoided where the prison is. It changes no date."""
    if first is None:
        return None
    kind = _KINDS.get(first.type) or _KINDS_OF_STATUS.get(LegalStatus(stay.legal_status))
    calendar = Calendar(Jurisdiction(prison.organisation.jurisdiction))
    return release_day_warning(first.on, calendar=calendar, today=today, kind=kind)


def _undone(row: KeyDate, at: datetime) -> bool:
    return row.undone_at is not None and row.undone_at <= at


def _overtook(other: KeyDate, row: KeyDate) -> bool:
    return other.type == row.type and other.known_at > row.known_at and other.recorded_at < row.recorded_at


def _newest_of_each_type(history: Sequence[KeyDate]) -> list[KeyDate]:
    newest: dict[str, KeyDate] = {}
    for row in history:
        newest.setdefault(row.type, row)
    return list(newest.values())


def _before(held: KeyDate, told: Sequence[Said]) -> KeyDate | None:
    """Return what was held before, leaving out what never was."""
    older = (one.row for one in told if one.row.type == held.type and not one.late and one.row.pk != held.pk)
    return next(older, None)
