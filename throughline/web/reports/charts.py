"""Where each line and box of a chart stands. The server draws; a table under each chart says the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.cases.statuses import Setting
from throughline.reports.intervals import Share
from throughline.reports.outcomes import Change
from throughline.reports.sheets import Grid
from throughline.reports.tables import Number

WIDTH = 1040
"""Units across a chart; it is scaled to the page."""

LABELS, PLOT = 190, 560
"""Units for the words on the left, and for what is drawn beside them."""

STEP_HEIGHT, MONTH_HEIGHT, DOMAIN_HEIGHT = 36, 30, 40
HEAD = 28
INSIDE = 44
"""The narrowest box that its number fits in."""


@dataclass(frozen=True)
class Box:
    """A filled box with the number it stands for."""

    kind: str
    x: int
    width: int
    words: str

    @property
    def fits(self) -> bool:
        """Whether its number has room in it."""
        return self.width >= INSIDE

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Step:
    """One step of how far people came: a box, and a dashed one where the rest of the step before are."""

    label: str
    y: int
    box: Box
    rest_width: int
    rest: str

    @property
    def beside(self) -> int:
        """Where the words beside the boxes begin."""
        return self.box.x + self.box.width + self.rest_width + 12


@dataclass(frozen=True)
class Stack:
    """One day's boxes side by side, and their sum."""

    label: str
    y: int
    boxes: tuple[Box, ...]
    end: int
    whole: str


@dataclass(frozen=True)
class Range:
    """A share with the range the true share could lie in."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Lane:
    """One domain: how many, the two shares, and the counts in words. ``up`` is None when there are too few."""

    label: str
    y: int
    scored: str
    missing: str
    up: Range | None
    down: Range | None
    counts: str


@dataclass(frozen=True)
class Chart:
    """Everything a chart draws, and its height."""

    lines: Sequence[Step] | Sequence[Stack] | Sequence[Lane]
    height: int
    width: int = WIDTH
    labels: int = LABELS
    plot: int = PLOT


def steps_chart(grid: Grid) -> Chart:
    """Draw how far people came; a step whose number is hidden has no box."""
    most = max((row.numbers[0].value or 0 for row in grid.rows), default=0) or 1
    lines, before = [], None
    for place, row in enumerate(grid.rows):
        width = _scaled(row.numbers[0].value, most)
        rest = max(0, (before or width) - width) if not row.numbers[0].hidden else 0
        lost = grid.rows[place - 1].numbers[1] if place else Number(0)
        box = Box("step", LABELS, width, row.numbers[0].words)
        lines.append(Step(row.group, place * STEP_HEIGHT, box, rest, _lost(lost)))
        before = width
    return Chart(lines, len(lines) * STEP_HEIGHT)


def stack_chart(grid: Grid) -> Chart:
    """Draw the people a service worked with, day by day: prison, community and assessment side by side."""
    order = (Setting.PRISON, Setting.COMMUNITY, Setting.ASSESSMENT)
    places = {Setting.COMMUNITY: 0, Setting.PRISON: 1, Setting.ASSESSMENT: 2}
    most = max((max(_known(row.numbers[:3]), row.numbers[3].value or 0) for row in grid.rows), default=0) or 1
    lines = []
    for place, row in enumerate(grid.rows):
        boxes, x = [], LABELS
        for setting in order:
            number = row.numbers[places[setting]]
            box = Box(setting.value, x, _scaled(number.value, most), number.words)
            boxes.append(box)
            x += box.width
        if any(number.hidden for number in row.numbers[:3]):
            rest = Box("rest", x, _scaled(row.numbers[3].value, most) - (x - LABELS), "hidden")
            boxes.append(rest)
            x += max(0, rest.width)
        lines.append(Stack(row.group, HEAD + place * MONTH_HEIGHT, tuple(boxes), x + 12, row.numbers[3].words))
    return Chart(lines, HEAD + len(lines) * MONTH_HEIGHT)


def change_chart(changes: Sequence[Change]) -> Chart:
    """Draw the shares that improved and got worse, each with its range."""
    lines = [_lane(change, HEAD + place * DOMAIN_HEIGHT) for place, change in enumerate(changes)]
    return Chart(lines, HEAD + len(lines) * DOMAIN_HEIGHT + HEAD, labels=360, plot=460)


def _lane(change: Change, y: int) -> Lane:
    return Lane(
        label=change.plain_name,
        y=y,
        scored=change.scored.words,
        missing=change.missing.words,
        up=_range(change.up),
        down=_range(change.down),
        counts=f"{change.improved.words} up, {change.worse.words} down".replace("Hidden", "hidden"),
    )


def _range(share: Share | None) -> Range | None:
    if share is None:
        return None
    return Range(*(360 + round(460 * part / 100) for part in (share.low, share.percent, share.high)))


def _scaled(value: int | None, most: int) -> int:
    return round(PLOT * (value or 0) / most)


def _known(numbers: Sequence[Number]) -> int:
    return sum(number.value or 0 for number in numbers)


def _lost(lost: Number) -> str:
    return f"{lost.words.lower()} came no further" if lost.hidden or lost.value else ""
