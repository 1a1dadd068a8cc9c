"""How life changed for the people a service works with: first score against last, by domain, and who came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.agencies.models import Service
from throughline.custody.rules import UNPLANNED
from throughline.custody.statuses import MovementKind
from throughline.foundations.wording import full_day
from throughline.reports import outcome_measures as measures
from throughline.reports.asking import rows, span
from throughline.reports.disclosure import SMALLEST_SHOWN, to_hide
from throughline.reports.intervals import FEWEST_FOR_A_SHARE, Share, share
from throughline.reports.measures import Measure
from throughline.reports.periods import Period
from throughline.reports.sheets import Grid, Report, Row, divided
from throughline.reports.tables import HIDDEN_NUMBER, Number, shown

SEVEN = "psp-seven"
"""The framework that is counted unless another is asked for."""

MONTH_DAYS = 31
"""Days open after which someone with full support is due a second review."""

RELEASES = [MovementKind.RELEASE_PLANNED, *sorted(UNPLANNED)]
RETURNS = (
    ("back", "Back in prison within a year"),
    ("not_back", "Not back in prison within a year"),
    ("too_early", "Released less than a year before, and not back so far"),
)
DUE, TWICE, MISSING, IMPROVED, SAME, WORSE = range(6)
COLUMNS = ("Due a second review", "Scored twice", "Missing", "Improved", "Same", "Worse")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of one domain's scores, as it may be shown. ``name`` is the domain's official name."""

    key: str
    name: str
    plain_name: str
    due: Number
    scored: Number
    missing: Number
    improved: Number
    same: Number
    worse: Number

    @property
    def up(self) -> Share | None:
        """The share that improved."""
        return share(self.improved.value, self.scored.value)

    @property
    def down(self) -> Share | None:
        """The share that got worse."""
        return share(self.worse.value, self.scored.value)

    @property
    def too_few(self) -> bool:
        """Whether there are too few scores for a share."""
        return self.scored.value is None or self.scored.value < FEWEST_FOR_A_SHARE

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers in the order of ``COLUMNS``."""
        return (self.due, self.scored, self.missing, self.improved, self.same, self.worse)


@dataclass(frozen=True, kw_only=True)
class Outcomes(Report):
    """Changes by domain in a period: the person's own scores first, then the worker's; and returns to prison."""

    period: Period
    followed_to: date
    theirs: tuple[Change, ...]
    ours: tuple[Change, ...]
    returns: Grid

    @property
    def due(self) -> Number:
        """How many were due a second review."""
        return self.theirs[0].due if self.theirs else Number(0)

    @property
    def lead(self) -> str:
        if not self.theirs:
            return "No domain is kept for this framework, so nothing was counted."
        if self.due.value is None:
            return f"Fewer than {SMALLEST_SHOWN} people were due a second review by {full_day(self.period.to_on)}."
        missing = [change.missing.value for change in self.theirs if change.missing.value is not None]
        return f"{self.due.words} people were due a second review by {full_day(self.period.to_on)}.{_told(missing)}"

    @property
    def grids(self) -> Sequence[Grid]:
        parts = ((measures.THEIRS, self.theirs), (measures.OURS, self.ours))
        counts = [_grid(measure, changes) for measure, changes in parts]
        shares = _shares(measures.SHARES, self.theirs)
        return (counts[0], shares, counts[1], self.returns)


def outcomes(
    service: Service, *, period: Period, framework: str = SEVEN, followed_to: date, counted_on: date
) -> Outcomes:
    """Count changes from first to last score among a service's cases in a period, and returns after releases in it."""
    return Outcomes(
        service=service.name,
        slug=service.slug,
        about=period.words,
        counted_on=counted_on,
        period=period,
        followed_to=followed_to,
        theirs=_changes(service, period, framework, view="theirs", counted_on=counted_on),
        ours=_changes(service, period, framework, view="ours", counted_on=counted_on),
        returns=_returns(service, period, followed_to),
    )


def change(key: str, name: str, plain_name: str, *, due: int, improved: int, same: int, worse: int) -> Change:
    """Return a domain's numbers with the small ones hidden, each with a neighbour that would give it away."""
    scored = improved + same + worse
    few = to_hide([scored, due - scored])
    moved = to_hide([improved, same, worse]) if 0 not in few else frozenset({0, 1, 2})
    counts = [shown(count, hide=place in moved) for place, count in enumerate((improved, same, worse))]
    return Change(
        key=key,
        name=name,
        plain_name=plain_name,
        due=shown(due),
        scored=shown(scored, hide=0 in few),
        missing=shown(due - scored, hide=1 in few),
        improved=counts[0],
        same=counts[1],
        worse=counts[2],
    )


def _changes(service: Service, period: Period, framework: str, *, view: str, counted_on: date) -> tuple[Change, ...]:
    asked = {
        **span(Period(period.from_on, period.until(counted_on))),
        "service": service.pk,
        "organisation": service.organisation_id,
        "framework": framework,
        "view": view,
        "month": MONTH_DAYS,
    }
    return tuple(_change([str(cell) for cell in row]) for row in rows("outcomes", asked))


def _change(row: list[str]) -> Change:
    key, name, plain_name, due, _n, improved, same, worse = row
    return change(key, name, plain_name, due=int(due), improved=int(improved), same=int(same), worse=int(worse))


def _returns(service: Service, period: Period, followed_to: date) -> Grid:
    released = [str(kind) for kind in RELEASES]
    asked = {**span(period), "service": service.pk, "released": released, "followed_to": followed_to}
    found = {str(group): int(str(count)) for group, count in rows("returns", asked)}
    return divided(measures.RETURNS, [(key, words, found.get(key, 0)) for key, words in RETURNS])


def _grid(measure: Measure, changes: Sequence[Change]) -> Grid:
    rows = tuple(Row(one.plain_name, one.numbers, one.key) for one in changes)
    due = changes[0].due if changes else Number(0)
    return Grid(measure=measure, columns=COLUMNS, rows=rows, out_of=due)


def _shares(measure: Measure, changes: Sequence[Change]) -> Grid:
    columns = ("Improved %", "Lowest", "Highest", "Worse %", "Lowest worse", "Highest worse")
    rows = tuple(Row(one.plain_name, (*_ends(one.up), *_ends(one.down)), one.key) for one in changes)
    due = changes[0].due if changes else Number(0)
    return Grid(measure=measure, columns=columns, rows=rows, out_of=due)


def _ends(part: Share | None) -> tuple[Number, ...]:
    if part is None:
        return (HIDDEN_NUMBER,) * 3
    return tuple(Number(value) for value in (part.percent, part.low, part.high))


def _told(missing: list[int]) -> str:
    """Say how many are missing from the numbers, before any number is shown."""
    if not missing or not max(missing):
        return ""
    least, most = min(missing), max(missing)
    said = f"{most:,} of them" if least == most else f"From {least:,} to {most:,} of them, by part of life,"
    return f" {said} have no second score. They are not in these numbers, and may be doing better or worse."
