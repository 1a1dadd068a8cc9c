"""What holds about time in custody: which date leads, how it moved, what can follow what, and who helps afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from throughline.custody.release_order import Confidence, release_date_order
from throughline.custody.statuses import DateType, LegalStatus, MovementKind, Supervision
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted, day
from throughline.foundations.working_days import Jurisdiction

RELEASE_DATE_ORDER: tuple[DateType, ...] = tuple(place.type for place in release_date_order())
"""Which date is taken as the day of release when several are known: the first in this order. Types not listed are never
a day of release."""

SURE: Mapping[DateType, Confidence] = {place.type: place.sure for place in release_date_order()}
"""How sure each kind of date in that order is."""

SHORT_TERM_DAYS = 4 * 365 + 1
"""Four years: a sentence of fewer days is short-term (Prisoners and Criminal Proceedings (Scotland) Act 1993, s 27)."""

LONGEST_AHEAD = timedelta(days=366 * 100)
"""No date of a stay lies further ahead of admission than this; a later one is a slip in the year."""

UNSENTENCED = frozenset({LegalStatus.REMAND, LegalStatus.CONVICTED_UNSENTENCED})
"""Statuses from which a court may release someone on any day."""

UNPLANNED = frozenset(
    {MovementKind.RELEASE_COURT, MovementKind.RELEASE_BAIL, MovementKind.ACQUITTED, MovementKind.TIME_SERVED}
)
"""Ways out on a day that nobody could plan for."""

ENDINGS = frozenset({MovementKind.RELEASE_PLANNED, *UNPLANNED, MovementKind.DEATH, MovementKind.OTHER_END})
"""Movements that end a stay."""

SHORT_NAME = 2
"""A hall named with this many letters or fewer is called by its letter."""

MEANINGS: Mapping[LegalStatus, str] = {
    LegalStatus.REMAND: "Held before trial. The court may release them on any day, so there is no release date.",
    LegalStatus.CONVICTED_UNSENTENCED: "Found guilty and held until sentence. The court may release them on any day.",
    LegalStatus.SENTENCED: "Serving a sentence with an end. Release dates come from the prison.",
    LegalStatus.RECALLED: "Back in prison because of their licence. They are supervised again when released.",
    LegalStatus.INDETERMINATE: "Serving a sentence with no fixed end. The Parole Board decides about release.",
    LegalStatus.IMMIGRATION: "Held under immigration powers, with no sentence to serve.",
    LegalStatus.CIVIL: "Held for a civil matter, such as contempt of court or a debt.",
    LegalStatus.UNKNOWN: "The prison has not said. Ask before planning around a date.",
}
"""What each legal status means for someone planning release."""


def confidence(type_: DateType) -> Confidence:
    """Say how sure a date of a type is.

    >>> confidence(DateType.CONFIRMED).value
    'firm'
    """
    return SURE.get(type_, Confidence.COULD_CHANGE)


@dataclass(frozen=True)
class TypedDate:
    """A date and what kind of date it is."""

    type: DateType
    on: date


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A date that changed, with the type it now has.

    ``before`` is None the first time a date is known, ``after`` is None when there is now no date.
    """

    type: DateType
    before: date | None
    after: date | None

    @property
    def days(self) -> int:
        """How far the date moved, in days; negative when brought forward, 0 when either end is not known."""
        return 0 if self.before is None or self.after is None else (self.after - self.before).days

    @property
    def is_another_day(self) -> bool:
        return self.before != self.after


def leading(dates: Iterable[TypedDate]) -> TypedDate | None:
    """Return the date to take as the day of release; None when none of them is one."""
    releases = [each for each in dates if each.type in RELEASE_DATE_ORDER]
    return min(releases, key=lambda each: (RELEASE_DATE_ORDER.index(each.type), each.on), default=None)


def leading_move(before: Iterable[TypedDate], after: Iterable[TypedDate]) -> Moved | None:
    """Say how the day of release moved when the known dates changed; None when day and type stayed as they were."""
    was, now = leading(before), leading(after)
    latest = now or was
    if was == now or latest is None:
        return None
    return Moved(type=latest.type, before=was.on if was else None, after=now.on if now else None)


def in_words(moved: Moved, *, today: date) -> str:
    """Say in a sentence how a date moved.

    >>> moved = Moved(type=DateType.CONFIRMED, before=date(2026, 2, 17), after=date(2026, 2, 3))
    >>> in_words(moved, today=date(2026, 1, 5))
    'Brought forward 14 days to Tue 3 Feb. It was Tue 17 Feb.'
    """
    if moved.after is None:
        return (
            f"There is now no date. It was {day(moved.before, today=today)}." if moved.before else "No date is known."
        )
    after = day(moved.after, today=today)
    if moved.before is None:
        return f"The date is now known: {after}."
    if moved.days == 0:
        return f"The date stays {after}, now as: {DateType(moved.type).label}."
    way = "Put back" if moved.days > 0 else "Brought forward"
    return f"{way} {counted(abs(moved.days), 'day', 'days')} to {after}. It was {day(moved.before, today=today)}."


def holds_over(known_at: datetime, *, latest: datetime | None) -> bool:
    """Say whether a notice replaces the latest one; an older notice that arrives late is kept and moves nothing."""
    return latest is None or known_at >= latest


def place_in_words(*, hall: str, cell: str) -> str:
    """Say where in a prison someone is; empty when neither hall nor cell is known.

    A short name of a hall is a letter and wants the word; a longer one says what it is.

    >>> place_in_words(hall="B", cell="2-14"), place_in_words(hall="Letham Wing", cell="")
    ('B Hall 2-14', 'Letham Wing')
    """
    named = f"{hall} Hall" if 0 < len(hall) <= SHORT_NAME else hall
    return " ".join(filter(None, (named, cell)))


def weeks_before(release_on: date, weeks: int) -> date:
    """Return the day a number of whole weeks before release.

    >>> weeks_before(date(2026, 3, 20), 12)
    datetime.date(2025, 12, 26)
    """
    return release_on - timedelta(weeks=weeks)


def check_admitted(
    on: date,
    *,
    today: date,
    born_on: date | None = None,
    open_since: date | None = None,
    last_out_on: date | None = None,
) -> None:
    """Refuse a day of coming in that cannot be.

    Raises:
        Refused: it is in the future, before birth, during another stay, or someone is still recorded as in custody.
    """
    _not_later_than_today(on, today=today, field="admitted_on")
    if born_on is not None and on < born_on:
        _refuse(f"They were born on {day(born_on, today=today)}, after this day. Check both dates.", "admitted_on")
    if open_since is not None:
        since = day(open_since, today=today)
        _refuse(f"They are recorded as in custody since {since}. Record how that stay ended first.", "admitted_on")
    if last_out_on is not None and on < last_out_on:
        _refuse(f"They were still in custody until {day(last_out_on, today=today)}. Check both stays.", "admitted_on")


def check_moved(
    kind: MovementKind, on: date, *, admitted_on: date, ended_on: date | None, out_on_licence: bool, today: date
) -> None:
    """Refuse a movement that cannot have happened then.

    Raises:
        Refused: it is in the future, before the stay began, after it ended, or does not follow from where they are.
    """
    _not_later_than_today(on, today=today, field="on")
    if on < admitted_on:
        began = day(admitted_on, today=today)
        _refuse(f"This stay began on {began}, and nothing in it can be before that day.", "on")
    if ended_on is not None and (kind in ENDINGS or on > ended_on):
        _refuse(f"This stay ended on {day(ended_on, today=today)}. Record a new stay if they came back.", "on")
    if kind == MovementKind.TEMPORARY_LICENCE and out_on_licence:
        _refuse("They are already out on temporary licence. Record that they came back first.", "kind")
    if kind == MovementKind.BACK_FROM_LICENCE and not out_on_licence:
        _refuse("They are not recorded as out on temporary licence, so they cannot come back from it.", "kind")


def check_key_date(on: date, *, admitted_on: date, today: date) -> None:
    """Refuse a date that a stay cannot have.

    Raises:
        Refused: it is before the stay began, or so far ahead that the year must be wrong.
    """
    if on < admitted_on:
        began = day(admitted_on, today=today)
        _refuse(f"This stay began on {began}, and none of its dates can be before that day.", "on")
    if on - admitted_on > LONGEST_AHEAD:
        _refuse(f"{day(on, today=today)} is more than 100 years after this stay began. Check the year.", "on")


def _not_later_than_today(on: date, *, today: date, field: str) -> None:
    if on > today:
        _refuse(f"{day(on, today=today)} has not come yet. Record this once it has happened.", field)


def _refuse(sentence: str, field: str) -> None:
    raise Refused(sentence, field=field)


class RouteKind(StrEnum):
    """Who someone's throughcare goes to."""

    VOLUNTARY = "voluntary"
    VOLUNTARY_ANY_DAY = "voluntary_any_day"
    JUSTICE_SOCIAL_WORK = "justice_social_work"
    PROBATION = "probation"
    ASK = "ask"


@dataclass(frozen=True)
class Route:
    """Who someone's throughcare goes to, and why, in a sentence for the person who asked."""

    kind: RouteKind
    sentence: str

    @property
    def is_statutory(self) -> bool:
        return self.kind in {RouteKind.JUSTICE_SOCIAL_WORK, RouteKind.PROBATION}


_ROUTES = {
    kind: Route(kind, sentence)
    for kind, sentence in {
        RouteKind.VOLUNTARY: "Voluntary support can be offered: no one has to supervise them after release.",
        RouteKind.VOLUNTARY_ANY_DAY: "Voluntary support can be offered now: a court may release them on any day.",
        RouteKind.JUSTICE_SOCIAL_WORK: (
            "They will be supervised after release. Send this to justice social work, who lead; "
            "voluntary support can be agreed with them."
        ),
        RouteKind.PROBATION: (
            "They will be supervised after release. Send this to probation, who lead; "
            "voluntary support can be agreed with them."
        ),
        RouteKind.ASK: (
            "It is not recorded whether someone must supervise them after release, or how long the sentence is. "
            "Ask the prison before you offer voluntary support."
        ),
    }.items()
}


def throughcare_route(
    *, jurisdiction: Jurisdiction, legal_status: LegalStatus, supervision: Supervision, sentence_days: int | None
) -> Route:
    """Say who someone's throughcare goes to; statutory cases are sent on, never turned away.

    ``sentence_days`` counts the whole sentence, both ends included; None when not known or not sentenced.
    """
    in_scotland = jurisdiction == Jurisdiction.SCOTLAND
    if legal_status in UNSENTENCED:
        return _ROUTES[RouteKind.VOLUNTARY_ANY_DAY]
    if _must_be_supervised(legal_status, supervision, sentence_days if in_scotland else None):
        return _ROUTES[RouteKind.JUSTICE_SOCIAL_WORK if in_scotland else RouteKind.PROBATION]
    if legal_status in {LegalStatus.IMMIGRATION, LegalStatus.CIVIL}:
        return _ROUTES[RouteKind.VOLUNTARY]
    not_known = supervision == Supervision.UNKNOWN or (in_scotland and sentence_days is None)
    return _ROUTES[RouteKind.ASK if not_known else RouteKind.VOLUNTARY]


def _must_be_supervised(legal_status: LegalStatus, supervision: Supervision, sentence_days: int | None) -> bool:
    return (
        supervision == Supervision.STATUTORY
        or legal_status in {LegalStatus.RECALLED, LegalStatus.INDETERMINATE}
        or (sentence_days is not None and sentence_days >= SHORT_TERM_DAYS)
    )
