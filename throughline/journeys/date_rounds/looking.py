"""What dates would do before any is kept: who moves, what is late at once, and what breaks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from throughline.cases.models import Case
from throughline.custody import queries as custody
from throughline.custody.actions.dates import DateChange, foresee
from throughline.custody.models import KeyDate
from throughline.custody.release_days import release_day_warning
from throughline.custody.round_rules import outcome, outcome_words
from throughline.custody.rules import Moved
from throughline.custody.statuses import DateType, RoundRowState
from throughline.foundations.actors import Actor
from throughline.foundations.working_days import Calendar, Jurisdiction
from throughline.foundations.writing import writes
from throughline.journeys.date_rounds.steps import NO_STEPS, Steps, steps_that_move
from throughline.journeys.date_rounds.wanted import Wanted
from throughline.journeys.ripple.fitting import fits

TOGETHER = 200
"""People looked at in one go: the questions asked are the same however many."""

QUIET = timedelta(days=28)
"""No contact for longer than this is said before someone's release moves. Our own time."""

NO_ADDRESS = "no address is planned"
NO_SERVICE = "no service works with them"
NO_WORKER = "no key worker"
NO_CONTACT = "no contact in the last 28 days"
BREAKS = (NO_ADDRESS, NO_SERVICE, NO_WORKER, NO_CONTACT)


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What one date would do.

    ``before`` and ``after`` are the days taken as the day of release, ``leads`` the kind of date that leads then.
    ``breaks`` are from ``BREAKS``; they and ``steps`` are worked out only where the day moves.
    """

    wanted: Wanted
    state: RoundRowState
    words: str
    before: date | None
    after: date | None
    leads: str
    steps: Steps = NO_STEPS
    breaks: tuple[str, ...] = ()
    warning: str = ""

    @property
    def moves(self) -> bool:
        return self.state == RoundRowState.MOVED


@dataclass(frozen=True)
class Sum:
    """What many dates would do together. ``weeks`` counts people by the Monday of the week they would leave."""

    moved: int
    unchanged: int
    older: int
    steps: int
    now_late: int
    breaks: Mapping[str, int]
    warned: int
    weeks: tuple[tuple[date, int], ...]

    @property
    def no_address(self) -> int:
        return self.breaks.get(NO_ADDRESS, 0)


@writes
def look(wanted: Sequence[Wanted], *, by: Actor, at: datetime) -> list[Foreseen]:
    """Say what dates would do, and keep nothing. Steps are counted as far as the asker may see them."""
    parts = (wanted[start : start + TOGETHER] for start in range(0, len(wanted), TOGETHER))
    return [foreseen for part in parts for foreseen in _look(part, by=by, at=at)]


def sum_up(foreseen: Iterable[Foreseen]) -> Sum:
    """Return the numbers of many dates."""
    rows = list(foreseen)
    states = Counter(row.state for row in rows)
    weeks = Counter(row.after - timedelta(days=row.after.weekday()) for row in rows if row.moves and row.after)
    return Sum(
        moved=states[RoundRowState.MOVED],
        unchanged=states[RoundRowState.UNCHANGED],
        older=states[RoundRowState.OLDER],
        steps=sum(row.steps.moved for row in rows),
        now_late=sum(row.steps.now_late for row in rows),
        breaks=Counter(said for row in rows for said in row.breaks),
        warned=sum(bool(row.warning) for row in rows),
        weeks=tuple(sorted(weeks.items())),
    )


def _look(wanted: Sequence[Wanted], *, by: Actor, at: datetime) -> Iterator[Foreseen]:
    leads = {row.stay_id: row for row in custody.days_of_release(_dates(wanted))}
    changes = foresee([(each.stay, each.new_date()) for each in wanted], by=by, at=at)
    moving = {
        each.stay.person_id: change.lead
        for each, change in zip(wanted, changes, strict=True)
        if change.lead is not None and change.lead.is_another_day
    }
    steps = steps_that_move(moving, by=by, at=at)
    breaks = _breaks(moving, today=localdate(at))
    for each, change in zip(wanted, changes, strict=True):
        row = _foreseen(each, change, leads.get(each.stay.pk))
        person = each.stay.person_id
        yield _with_what_follows(row, steps.get(person, NO_STEPS), breaks.get(person, ()), today=localdate(at))


def _dates(wanted: Sequence[Wanted]) -> QuerySet[KeyDate]:
    return KeyDate.objects.filter(stay__in=[each.stay.pk for each in wanted])


def _foreseen(each: Wanted, change: DateChange, lead: KeyDate | None) -> Foreseen:
    is_new = change.row is not None
    before = lead.on if lead else None
    now = change.lead
    type_ = now.type if now is not None else lead.type if lead is not None else ""
    return Foreseen(
        wanted=each,
        state=outcome(is_new=is_new, holds=change.holds, lead=now),
        words=outcome_words(each.type, is_new=is_new, holds=change.holds, lead=now),
        before=before,
        after=now.after if now is not None else before,
        leads=DateType(type_).label if type_ else "",
    )


def _with_what_follows(row: Foreseen, steps: Steps, breaks: tuple[str, ...], *, today: date) -> Foreseen:
    if not row.moves:
        return row
    return replace(row, steps=steps, breaks=breaks, warning=_warning(row, today=today))


def _warning(row: Foreseen, *, today: date) -> str:
    """Say that a day of release is one that releases avoid where the prison is; empty when it is not."""
    if row.after is None:
        return ""
    calendar = Calendar(Jurisdiction(row.wanted.stay.prison.organisation.jurisdiction))
    warning = release_day_warning(row.after, calendar=calendar, today=today)
    return warning.sentence if warning else ""


def _breaks(moving: Mapping[UUID, Moved], *, today: date) -> dict[UUID, tuple[str, ...]]:
    """Return what is not ready for each person whose day moves, asked once for all of them."""
    fitting = fits({person: lead.after for person, lead in moving.items()}, today=today)
    cases: dict[UUID, list[Case]] = {person: [] for person in moving}
    for case in Case.objects.filter(person__in=list(moving), closed_on=None).order_by("opened_on", "id"):
        cases[case.person_id].append(case)
    checked = {person: _checks(cases[person], no_address=fitting[person].no_address, today=today) for person in moving}
    return {person: tuple(said for said, broken in checks if broken) for person, checks in checked.items()}


def _checks(cases: Sequence[Case], *, no_address: bool, today: date) -> Iterator[tuple[str, bool]]:
    newest = max((case.last_contact_on for case in cases if case.last_contact_on), default=None)
    yield NO_ADDRESS, no_address
    yield NO_SERVICE, not cases
    yield NO_WORKER, bool(cases) and all(case.key_worker_id is None for case in cases)
    yield NO_CONTACT, bool(cases) and (newest is None or newest < today - QUIET)
