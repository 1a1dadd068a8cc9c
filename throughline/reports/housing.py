"""Somewhere to live, counted: what providers say, who leaves with no fixed address, and where women find no place."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.agencies.models import Partner, Partnership
from throughline.agencies.pathways import Pathway
from throughline.agencies.queries import partners_on
from throughline.custody.rules import UNPLANNED
from throughline.custody.statuses import MovementKind
from throughline.foundations.wording import counted
from throughline.housing.statuses import AskState, DeclineReason, NoAddressReason, Yes
from throughline.reports import housing_measures as measures
from throughline.reports.asking import Given, rows, span, ways
from throughline.reports.disclosure import to_hide, wholes_to_hide
from throughline.reports.periods import Period
from throughline.reports.sheets import Grid, Report, Row, divided
from throughline.reports.tables import HIDDEN_NUMBER, Number, shown

RELEASED = [str(kind) for kind in (MovementKind.RELEASE_PLANNED, *sorted(UNPLANNED))]
SAID_YES = frozenset({AskState.OFFERED, AskState.ACCEPTED, AskState.TURNED_DOWN})
TOO_HIGH = frozenset({DeclineReason.NEEDS_TOO_HIGH, DeclineReason.RISK_TOO_HIGH})
YES, HIGH, OTHER_NO, REST = range(4)
PARTS = 4
COLUMNS = ("Asked", "Said yes", "Said no", "Of those, needs or risk too high", "Waiting or taken back")
LEFT = (("no_address", "No fixed address"), ("other", "All others"))
NO_NAME = "Providers not in the directory"
NO_HOME_AREA = "No home area recorded"

Answers = dict[str, list[int]]


@dataclass(frozen=True, kw_only=True)
class Housing(Report):
    """Somewhere to live in one partnership, over a period. ``service`` is the partnership's name."""

    period: Period
    by_provider: Grid
    by_reason: Grid
    leaving: Grid
    why_none: Grid
    rough: Grid
    women: Grid

    @property
    def lead(self) -> str:
        asked = self.by_provider.out_of.value
        if asked is None:
            return f"Housing providers were asked too few times in {self.period.words} to say more."
        said = f"Housing providers were asked {counted(asked, 'time', 'times')} in {self.period.words}"
        yes = [row.numbers[1].value for row in self.by_provider.rows]
        known = [number for number in yes if number is not None]
        return f"{said} and said yes to {sum(known):,}." if len(known) == len(yes) else f"{said}."

    @property
    def grids(self) -> Sequence[Grid]:
        return (self.by_provider, self.by_reason, self.leaving, self.why_none, self.rough, self.women)


def housing(partnership: Partnership, *, period: Period, counted_on: date) -> Housing:
    """Count somewhere to live for those a partnership's prisons held, and what was asked by and of its partners."""
    asked = {**span(period), "organisations": _partners(partnership, counted_on), "released": RELEASED}
    by_provider, by_reason = _providers(asked)
    leaving, why_none, rough = _leaving(asked)
    return Housing(
        service=partnership.name,
        slug="housing",
        about=period.words,
        counted_on=counted_on,
        period=period,
        by_provider=by_provider,
        by_reason=by_reason,
        leaving=leaving,
        why_none=why_none,
        rough=rough,
        women=_women(asked),
    )


def _partners(partnership: Partnership, on: date) -> list[str]:
    found = partners_on(Partner.objects.filter(partnership=partnership), on)
    return [str(pk) for pk in found.values_list("organisation_id", flat=True)]


def _providers(asked: dict[str, Given]) -> tuple[Grid, Grid]:
    """Return what each provider said, and why they said no, hidden together so that neither undoes the other."""
    answers: Answers = {}
    reasons: Counter[str] = Counter()
    for name, state, reason, count in rows("housing_asks", asked):
        answers.setdefault(str(name), [0] * PARTS)[_part(str(state), str(reason))] += int(str(count))
        reasons[str(reason)] += int(str(count)) if reason else 0
    names = sorted(answers, key=lambda name: (-sum(answers[name]), name))
    counts = [count for name in names for count in answers[name]]
    no = frozenset(place for place in range(len(counts)) if place % PARTS in {HIGH, OTHER_NO})
    wholes = [no, *(_of_row(row, range(PARTS)) for row in range(len(names)))]
    wholes += [_of_row(row, (HIGH, OTHER_NO)) for row in range(len(names))]
    refused = wholes_to_hide(counts, wholes)
    groups = [(str(reason), str(reason.label), reasons[reason]) for reason in DeclineReason]
    by_reason = divided(measures.BY_REASON, groups, withhold=bool(counts) and 0 in refused)
    no_high = any(by_reason.number(reason).hidden for reason in TOO_HIGH)
    return _by_provider(names, counts, refused, no_high=no_high), by_reason


def _part(state: str, reason: str) -> int:
    if state == AskState.DECLINED:
        return HIGH if reason in TOO_HIGH else OTHER_NO
    return YES if state in SAID_YES else REST


def _of_row(row: int, parts: Collection[int]) -> frozenset[int]:
    return frozenset(row * PARTS + part for part in parts)


def _by_provider(names: Sequence[str], counts: Sequence[int], refused: frozenset[int], *, no_high: bool) -> Grid:
    hidden = to_hide(counts)

    def number(row: int, part: int) -> Number:
        place = row * PARTS + part
        return shown(counts[place], hide=place in hidden)

    def whole(row: int, parts: Collection[int], place: int) -> Number:
        return shown(sum(counts[one] for one in _of_row(row, parts)), hide=place in refused)

    lines = [
        Row(
            name or NO_NAME,
            (
                whole(row, range(PARTS), 1 + row),
                number(row, YES),
                whole(row, (HIGH, OTHER_NO), 1 + len(names) + row),
                HIDDEN_NUMBER if no_high else number(row, HIGH),
                number(row, REST),
            ),
            str(row + 1),
        )
        for row, name in enumerate(names)
    ]
    return Grid(measure=measures.BY_PROVIDER, columns=COLUMNS, rows=tuple(lines), out_of=shown(sum(counts)))


def _leaving(asked: dict[str, Given]) -> tuple[Grid, Grid, Grid]:
    found = ways("housing_leaving", asked)
    leaving = divided(measures.LEAVING, [(key, words, found["left"][key]) for key, words in LEFT])
    withhold = leaving.number("no_address").hidden
    reasons = [(str(key), str(words), found["reason"][key]) for key, words in NoAddressReason.choices]
    rough = [(str(key), str(words), found["rough"][key]) for key, words in Yes.choices]
    return (
        leaving,
        divided(measures.WHY_NONE, reasons, withhold=withhold),
        divided(measures.ROUGH, rough, withhold=withhold),
    )


def _women(asked: dict[str, Given]) -> Grid:
    """Return women by home area, and those who found no place, hidden so that no area gives another away."""
    said_yes = sorted(str(state) for state in SAID_YES)
    more: dict[str, Given] = {"pathway": str(Pathway.ACCOMMODATION), "said_yes": said_yes}
    found = [
        (str(area), int(str(women)), int(str(unmet))) for area, women, unmet in rows("housing_women", asked | more)
    ]
    found.sort(key=lambda row: (not row[0], row[0]))
    counts = [count for _, women, unmet in found for count in (unmet, women - unmet)]
    hidden = to_hide(counts)
    refused = wholes_to_hide(counts, [frozenset({2 * row, 2 * row + 1}) for row in range(len(found))])
    lines = [
        Row(
            area or NO_HOME_AREA,
            (shown(women, hide=row in refused), shown(unmet, hide=2 * row in hidden)),
            area or "not_recorded",
        )
        for row, (area, women, unmet) in enumerate(found)
    ]
    missing = lines[-1].numbers[0] if found and not found[-1][0] else Number(0)
    return Grid(
        measure=measures.WOMEN,
        columns=("Women", "Unmet"),
        rows=tuple(lines),
        out_of=shown(sum(counts)),
        missing=missing,
    )


@dataclass(frozen=True)
class Experience:
    """How often a provider really said yes in a year, in a sentence, so that nobody is put off asking wrongly."""

    asked: Number
    said_yes: Number

    @property
    def sentence(self) -> str:
        if self.asked.value == 0:
            return "Nobody has asked them in the last year."
        if self.asked.value is None:
            return "They were asked too few times in the last year to say how often they said yes."
        times = counted(self.asked.value, "time", "times")
        if self.said_yes.value is None:
            return f"They were asked {times} in the last year. How often they said yes would point at someone."
        return f"Of {times} they were asked in the last year, they said yes to {self.said_yes.value:,}."


def experience(names: dict[UUID, str], *, organisations: Collection[UUID], period: Period) -> dict[UUID, Experience]:
    """Return, for providers by id and name, how often they were asked by some organisations and said yes."""
    found: dict[str, list[int]] = {}
    for name, state, _, count in rows(
        "housing_asks", {**span(period), "organisations": [str(pk) for pk in organisations]}
    ):
        found.setdefault(str(name), [0, 0])[0 if str(state) in SAID_YES else 1] += int(str(count))
    return {pk: _experience(found.get(name, [0, 0])) for pk, name in names.items()}


def _experience(counts: Sequence[int]) -> Experience:
    hidden = to_hide(counts)
    return Experience(shown(sum(counts)), shown(counts[0], hide=0 in hidden))
