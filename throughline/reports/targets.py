"""What a service promised against what was done."""

from dataclasses import dataclass
from datetime import date

from throughline.agencies.models import Service
from throughline.agencies.statuses import Promise
from throughline.reports.asking import rows, span
from throughline.reports.measures import Measure
from throughline.reports.periods import Period
from throughline.reports.sheets import Grid, Row
from throughline.reports.tables import Number, shown

TARGETS = Measure(
    name="targets",
    question="What was promised, and what was done?",
    counts=("promise", "promises"),
    heading="Promise",
    definition=(
        "Each promise of the service whose period touches this one, counted over the promise's own period, both ends "
        "included, as far as it has come. Referrals count on the day they were received, support on the day it was "
        "accepted, contacts when they took place, reviews when they were held."
    ),
    source="Targets kept with the service; referrals, contacts and reviews.",
)


@dataclass(frozen=True)
class Kept:
    """A promise and what came of it, as the page draws it. ``reached`` is in whole percent, None when hidden."""

    words: str
    period: Period
    promised: int
    done: Number
    source: str

    @property
    def reached(self) -> int | None:
        """How much of the promise was kept, in percent."""
        if self.done.value is None or not self.promised:
            return None
        return round(100 * self.done.value / self.promised)


def targets(service: Service, *, period: Period, today: date) -> list[Kept]:
    """Return a service's promises for periods that touch another, the latest first, each with what was done."""
    asked = {**span(period), "service": service.pk, "today": today}
    found = []
    for promise, from_on, to_on, number, source, done in rows("targets", asked):
        assert isinstance(from_on, date)  # noqa: S101  columns of days
        assert isinstance(to_on, date)  # noqa: S101
        own = Period(from_on, to_on)
        found.append(Kept(Promise(str(promise)).label, own, int(str(number)), shown(int(str(done))), str(source)))
    return found


def target_grid(kept: list[Kept]) -> Grid:
    """Return promises and what was done as a grid."""
    rows = tuple(Row(f"{one.words}, {one.period.words}", (Number(one.promised), one.done)) for one in kept)
    return Grid(measure=TARGETS, columns=("Promised", "Done"), rows=rows, out_of=Number(len(rows)))
