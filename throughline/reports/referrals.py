"""Who asked a service for help in a period, what it answered, and how far people came."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from throughline.agencies.models import Service
from throughline.agencies.pathways import OPEN_TO_ALL, RELEASE_PLAN_AREAS
from throughline.cases.statuses import Place
from throughline.foundations.wording import counted
from throughline.referrals.statuses import DeclineReason, Helped, Source, Support
from throughline.reports import asked_measures as measures
from throughline.reports.asking import Given, rows, span, ways
from throughline.reports.disclosure import to_hide, wholes_to_hide
from throughline.reports.held import end_of
from throughline.reports.intervals import Share, share
from throughline.reports.measures import Measure
from throughline.reports.periods import Period
from throughline.reports.sheets import Grid, Report, Row, divided
from throughline.reports.tables import HIDDEN_NUMBER, Number, shown

APART = [Place.PHONE, Place.VIDEO, Place.MESSAGE]
"""Places where people do not meet face to face."""

ANSWERS = (
    (Support.FULL, Support.FULL.label),
    (Support.BRIEF, Support.BRIEF.label),
    (Support.DUTY, Support.DUTY.label),
    ("declined", "Declined"),
    ("withdrawn", "Withdrawn before an answer"),
    ("waiting", "Waiting for an answer"),
)
TIMELY = (("in_time", "On or before the promised day"), ("late", "After it"))
STEPS = ("Received", "Decided", "Accepted", "Met in person", "Plan agreed")
BRIEF_OR_DUTY, DECIDED, ACCEPTED = range(3)
WHOLES = (frozenset({1, 2}), frozenset({0, 1, 2, 3}), frozenset({0, 1, 2}))
"""Sums over the answers that are shown beside them, by their places in ``ANSWERS``; the first is shown first."""

Counts = Mapping[str, Counter[str]]


@dataclass(frozen=True, kw_only=True)
class Referrals(Report):
    """The referrals of a period, followed to a day."""

    period: Period
    followed_to: date
    steps: Grid
    by_source: Grid
    by_answer: Grid
    brief_or_duty: Number
    timely: Grid
    declined: Grid
    by_pathway: Grid
    by_area: Grid
    helped: Grid

    @property
    def total(self) -> Number:
        """How many were received."""
        return self.by_source.out_of

    @property
    def self_share(self) -> Share | None:
        """The share that people asked for themselves."""
        return share(self.by_source.number(Source.SELF).value, self.total.value)

    @property
    def timely_share(self) -> Share | None:
        """The share of decisions made by the promised day."""
        return share(self.timely.number("in_time").value, self.timely.out_of.value)

    @property
    def lead(self) -> str:
        if self.total.value is None:
            return f"The service received {self.by_source.note[0].lower()}{self.by_source.note[1:]}"
        said = f"{counted(self.total.value, 'referral was', 'referrals were')} received in {self.period.words}."
        return f"{said}{self._taken_on}"

    @property
    def _taken_on(self) -> str:
        full = self.by_answer.number(Support.FULL)
        if full.value is None or self.brief_or_duty.value is None:
            return ""
        return (
            f" {full.words} led to full support and {self.brief_or_duty.words} to a brief intervention or duty support."
        )

    @property
    def grids(self) -> Sequence[Grid]:
        work = (self.steps, self.by_source, self.by_answer, self.timely, self.declined)
        return (*work, self.by_pathway, self.by_area, self.helped)


def referrals(service: Service, *, period: Period, followed_to: date, counted_on: date) -> Referrals:
    """Count the referrals a service received in a period, with the answers given up to a day."""
    asked: dict[str, Given] = {**span(period), "service": service.pk, "followed_to": followed_to}
    found = ways("referrals", asked)
    answers = [found["answer"][key] for key, _ in ANSWERS]
    refused = wholes_to_hide(answers, WHOLES)
    no_decided, no_accepted = DECIDED in refused, ACCEPTED in refused
    return Referrals(
        service=service.name,
        slug=service.slug,
        about=period.words,
        counted_on=counted_on,
        period=period,
        followed_to=followed_to,
        steps=_steps(asked, followed_to, no_decided=no_decided, no_accepted=no_accepted),
        by_source=divided(measures.BY_SOURCE, _groups(Source.choices, found["source"])),
        by_answer=divided(measures.BY_ANSWER, _groups(ANSWERS, found["answer"])),
        brief_or_duty=shown(answers[1] + answers[2], hide=BRIEF_OR_DUTY in refused),
        timely=divided(measures.TIMELY, _groups(TIMELY, found["timely"]), withhold=no_decided),
        declined=divided(measures.DECLINED, _groups(DeclineReason.choices, found["declined"])),
        by_pathway=_by_part(measures.BY_PATHWAY, _own_pathways(), found),
        by_area=_by_part(measures.BY_AREA_OF_PLAN, _areas(), found),
        helped=divided(measures.HELPED, _groups(Helped.choices, found["helped"]), withhold=no_accepted),
    )


def _groups(choices: Sequence[tuple[str, str]], counts: Counter[str]) -> list[tuple[str, str, int]]:
    return [(key, words, counts[key]) for key, words in choices]


def _steps(asked: dict[str, Given], followed_to: date, *, no_decided: bool, no_accepted: bool) -> Grid:
    """Return the steps people made, and how many went no further; a step that gives a small number away is hidden."""
    (reached,) = rows("funnel", {**asked, "after": end_of(followed_to), "apart": [str(place) for place in APART]})
    counts = [int(str(count)) for count in reached]
    later = to_hide([*_lost(counts[2:]), counts[-1]])
    hide = [False, no_decided, no_accepted, no_accepted or 0 in later, no_accepted or 2 in later]
    numbers = [shown(count, hide=hidden) for count, hidden in zip(counts, hide, strict=True)]
    gone = [
        HIDDEN_NUMBER if before.hidden or after.hidden else shown(lost)
        for (before, after), lost in zip(pairwise(numbers), _lost(counts), strict=True)
    ]
    table = zip(STEPS, numbers, [*gone, Number(0)], strict=True)
    return Grid(
        measure=measures.STEPS,
        columns=("People", "No further"),
        rows=tuple(Row(step, (number, left), step.lower().replace(" ", "_")) for step, number, left in table),
        out_of=numbers[0],
    )


def _lost(counts: list[int]) -> list[int]:
    return [before - after for before, after in pairwise(counts)]


def _own_pathways() -> list[tuple[str, str, list[str]]]:
    return [(pathway, pathway.label, [pathway]) for pathway in OPEN_TO_ALL]


def _areas() -> list[tuple[str, str, list[str]]]:
    return [(key, words, [pathway]) for key, (words, pathway) in RELEASE_PLAN_AREAS.items()]


def _by_part(measure: Measure, parts: list[tuple[str, str, list[str]]], found: Counts) -> Grid:
    """Return who asked, and who was taken on, by part of life. Parts overlap: small numbers are hidden one by one."""
    rows = tuple(Row(words, _asked_and_taken(pathways, found), key) for key, words, pathways in parts)
    return Grid(
        measure=measure,
        columns=("Asked for help with it", "Taken on"),
        rows=rows,
        out_of=shown(found["source"].total()),
        missing=shown(found["no_pathway"].total()),
    )


def _asked_and_taken(pathways: list[str], found: Counts) -> tuple[Number, Number]:
    asked = sum(found["asked_for"][pathway] for pathway in pathways)
    taken = sum(found["taken_on"][pathway] for pathway in pathways)
    hidden = to_hide([taken, asked - taken])
    return shown(asked), HIDDEN_NUMBER if 0 in hidden else shown(taken)
