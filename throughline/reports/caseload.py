"""Who a service worked with on a day, by setting, as it was then."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughline.agencies.models import Service
from throughline.cases.statuses import Setting
from throughline.foundations.wording import counted, full_day
from throughline.reports.asking import rows
from throughline.reports.disclosure import is_small, to_hide
from throughline.reports.measures import Measure
from throughline.reports.sheets import Grid, Report, Row, divided
from throughline.reports.tables import HIDDEN_NUMBER, Number, shown

PEOPLE = ("person", "people")
CASES = "Where each case stood, as workers recorded it."
SETTINGS = (
    (Setting.COMMUNITY, "In the community"),
    (Setting.PRISON, "In prison"),
    (Setting.ASSESSMENT, "In assessment"),
)
"""Where an open case may stand, in the order it is shown."""

ON_A_DAY = Measure(
    name="caseload",
    question="How many people does the service work with?",
    counts=PEOPLE,
    heading="Where",
    definition=(
        "Cases open at the end of the day, by the setting support was given in that day. A case counts from the day it "
        "was opened up to, and not including, the day it was closed; a change of setting counts from its own day. What "
        "is dated after the day never changes this. Something dated on or before it and recorded late does."
    ),
    source=CASES,
)
OVER_TIME = Measure(
    name="caseload_by_month",
    question="How has that changed?",
    counts=PEOPLE,
    heading="At the end of",
    definition="The same count at the end of the last day of each month, or of the last day that has come.",
    source=CASES,
)


@dataclass(frozen=True, kw_only=True)
class Caseload(Report):
    """How many people a service worked with on a day, and on the last days of the months before it."""

    on: date
    by_setting: Grid
    over_time: Grid

    @property
    def lead(self) -> str:
        if self.by_setting.out_of.hidden:
            return f"The service worked with {self.by_setting.note[0].lower()}{self.by_setting.note[1:]}"
        people = counted(self.by_setting.out_of.value or 0, *PEOPLE)
        parts = ", ".join(f"{row.numbers[0].words.lower()} {row.group.lower()}" for row in self.by_setting.rows)
        return f"{people} on {full_day(self.on)}: {parts}."

    @property
    def grids(self) -> Sequence[Grid]:
        return (self.by_setting, self.over_time)


def caseload(service: Service, *, on: date, before: Sequence[date], counted_on: date) -> Caseload:
    """Count a service's cases by setting at the end of a day, and of other days to set it beside."""
    counts = by_setting(service, [on, *before])
    return Caseload(
        service=service.name,
        slug=service.slug,
        about=full_day(on),
        counted_on=counted_on,
        on=on,
        by_setting=divided(ON_A_DAY, [(setting, words, counts[on, setting]) for setting, words in SETTINGS]),
        over_time=_over_time(counts, before),
    )


def by_setting(service: Service, days: Sequence[date]) -> Counter[tuple[date, str]]:
    """Return how many cases stood in each setting on some days. True counts: not to be shown as they are."""
    found: Counter[tuple[date, str]] = Counter()
    for on, setting, count in rows("caseload", {"service": service.pk, "days": sorted(set(days))}):
        assert isinstance(on, date)  # noqa: S101  a column of days
        found[on, str(setting)] = int(str(count))
    return found


def _over_time(counts: Counter[tuple[date, str]], days: Sequence[date]) -> Grid:
    settings = [setting for setting, _ in SETTINGS]
    rows = tuple(_day_row(on, [counts[on, setting] for setting in settings]) for on in days)
    last = rows[-1].numbers[-1] if rows else Number(0)
    return Grid(measure=OVER_TIME, columns=(*(words for _, words in SETTINGS), "All"), rows=rows, out_of=last)


def _day_row(on: date, counts: list[int]) -> Row:
    hidden = to_hide(counts)
    numbers = [shown(count, hide=place in hidden) for place, count in enumerate(counts)]
    whole = HIDDEN_NUMBER if is_small(sum(counts)) else Number(sum(counts))
    return Row(full_day(on), (*numbers, whole), on.isoformat())
