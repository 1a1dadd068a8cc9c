"""From rows that someone may see to what the two rules make of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from throughline.assessments.models import History, PartOfLife
from throughline.assessments.rules import (
    Earlier,
    Fact,
    Finding,
    Known,
    Shut,
    Spoken,
    TimeInside,
    multiple_needs,
    revolving_door,
)
from throughline.assessments.thresholds import thresholds
from throughline.custody.models import Stay
from throughline.custody.statuses import LegalStatus
from throughline.people.models import Need
from throughline.people.statuses import NeedKind

CONVICTED = frozenset(
    {LegalStatus.CONVICTED_UNSENTENCED, LegalStatus.SENTENCED, LegalStatus.RECALLED, LegalStatus.INDETERMINATE}
)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows about one person that someone may see, and what they may not."""

    parts: Iterable[PartOfLife] = ()
    needs: Iterable[Need] = ()
    history: History | None = None
    stays: Iterable[Stay] = ()
    shut: frozenset[Shut] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What the rules say of one person, as far as someone may know."""

    multiple_needs: Finding
    revolving_door: Finding

    @property
    def findings(self) -> tuple[Finding, Finding]:
        """Both, in the order of the page."""
        return self.multiple_needs, self.revolving_door


def weigh(rows: Rows) -> Weighed:
    """Weigh both rules on what someone may see."""
    known, numbers = _known(rows), thresholds()
    return Weighed(
        multiple_needs=multiple_needs(known, weighing=numbers.multiple_needs),
        revolving_door=revolving_door(known, weighing=numbers.revolving_door),
    )


def _known(rows: Rows) -> Known:
    return Known(
        parts={part.pathway: _spoken(part) for part in rows.parts if part.holds},
        mental_health=next((_noted(need) for need in rows.needs if need.kind == NeedKind.MENTAL_HEALTH), None),
        earlier=_earlier(rows.history) if rows.history else None,
        inside=tuple(_inside(stay) for stay in rows.stays),
        shut=rows.shut,
    )


def _spoken(part: PartOfLife) -> Spoken:
    name = f"{part.by_user.name}, " if part.by_user else ""
    return Spoken(level=part.level, on=part.said_on, by=f"{name}{part.organisation.name}")


def _noted(need: Need) -> Fact:
    return Fact(words="A mental health need is on the record", on=need.noted_on, by=need.source)


def _earlier(history: History) -> Earlier:
    return Earlier(
        times=history.times_in_prison, slept_rough=history.slept_rough, on=history.said_on, by=history.source
    )


def _inside(stay: Stay) -> TimeInside:
    status = LegalStatus(stay.legal_status)
    return TimeInside(
        admitted_on=stay.admitted_on,
        ended_on=stay.ended_on,
        sentence_days=stay.sentence_days,
        convicted=None if status == LegalStatus.UNKNOWN else status in CONVICTED,
        by=stay.source,
    )
