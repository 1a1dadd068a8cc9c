"""A round as its page shows it: what it would do or did, and one page of its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.custody import rounds_queries as queries
from throughline.custody.models import Round, RoundRow
from throughline.custody.round_rules import BY_HAND, TOUCHED, WORKING
from throughline.custody.statuses import RoundRowState, RoundState
from throughline.foundations.actors import Staff
from throughline.journeys import date_rounds
from throughline.journeys.date_rounds import BREAKS, Foreseen, Sum
from throughline.web.people import listing

PAGE = 25
LOOKED_AT = 200
"""Dates a page looks ahead for by itself: a second's work. It does so for all of them when asked."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person of a round. ``foreseen`` is what would happen, None once it is applied or when they were taken out."""

    row: RoundRow
    number: str
    foreseen: Foreseen | None

    @property
    def stays_in(self) -> bool:
        return self.row.state == RoundRowState.WAITING

    @property
    def taken_out(self) -> bool:
        return self.row.state == RoundRowState.REFUSED and self.row.message == BY_HAND


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything the page of a round says.

    ``others`` counts dates of people the viewer does not work with. ``looked_at`` is how many were looked ahead for and
    of how many, None where all were.
    """

    round: Round
    lines: Sequence[Line]
    counts: Mapping[str, int]
    others: int
    ahead: Sum | None
    looked_at: tuple[int, int] | None
    more: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return sum(self.counts.get(state, 0) for state in TOUCHED)

    @property
    def waiting(self) -> int:
        return self.counts.get(RoundRowState.WAITING, 0)

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many stand where, in words, those there are."""
        return [(state.label, number) for state in RoundRowState if (number := self.counts.get(state, 0))]

    @property
    def at_work(self) -> bool:
        return self.round.state in WORKING

    @property
    def is_prepared(self) -> bool:
        return self.round.state == RoundState.PREPARED

    @property
    def may_take_back(self) -> bool:
        return self.round.state in {RoundState.APPLIED, RoundState.STOPPED}

    @property
    def breaks(self) -> list[tuple[str, int]]:
        """What would not be ready, in words, and for how many people."""
        if self.ahead is None:
            return []
        return [(words, number) for words in BREAKS if (number := self.ahead.breaks.get(words, 0))]


def gather(found: Round, *, by: Staff, after: int, everyone: bool, at: datetime, today: date) -> Page:
    """Return the page of a round from a number on, and write down whom it showed.

    ``everyone`` looks ahead for all, however long it takes.
    """
    rows = queries.of_round(access.visible(RoundRow, by=by, to=Do.CHANGE_MANY_DATES), found.pk)
    shown = list(queries.after(rows, after)[: PAGE + 1])
    waiting = list(queries.waiting(rows)) if found.state == RoundState.PREPARED else []
    first = waiting if everyone else waiting[:LOOKED_AT]
    ahead = _ahead(found, [*first, *_beyond(shown[:PAGE], first)], by=by, at=at)
    counts = date_rounds.counts(found.pk)
    lines = _lines(shown[:PAGE], {each.wanted.number: each for each in ahead}, by=by, today=today)
    reads.log({line.row.person_id for line in lines}, by=by, where="rounds:round")
    return Page(
        round=found,
        lines=lines,
        counts=counts,
        others=sum(counts.values()) - rows.count(),
        ahead=date_rounds.sum_up(ahead[: len(first)]) if ahead else None,
        looked_at=(len(first), len(waiting)) if len(waiting) > len(first) else None,
        more=len(shown) > PAGE,
    )


def _beyond(shown: Sequence[RoundRow], first: Sequence[RoundRow]) -> list[RoundRow]:
    """Return the rows on the page that wait and are not among the first."""
    known = {row.pk for row in first}
    return [row for row in shown if row.state == RoundRowState.WAITING and row.pk not in known] if first else []


def _ahead(found: Round, waiting: Sequence[RoundRow], *, by: Staff, at: datetime) -> list[Foreseen]:
    return date_rounds.look([date_rounds.as_wanted(row, source=found.source) for row in waiting], by=by, at=at)


def _lines(rows: Sequence[RoundRow], ahead: Mapping[int, Foreseen], *, by: Staff, today: date) -> list[Line]:
    people = {row.person.pk: row for row in listing.rows(list({row.person for row in rows}), by=by, today=today)}
    return [Line(row=row, number=people[row.person_id].number, foreseen=ahead.get(row.number)) for row in rows]
