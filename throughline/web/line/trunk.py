"""The trunk of the picture: the way so far, the road still to travel, the stages on it, and the person today."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from throughline.foundations.wording import day
from throughline.web.line.labels import EDGE, GAP, width
from throughline.web.line.marks import Line, Step
from throughline.web.line.scale import LEFT, RIGHT, Window

TRUNK = 70.0
LABEL_ROWS = (55.0, 93.0)
"""How far down the words of a step may be: above the trunk, or below it."""


def trunk(line: Line, window: Window) -> Iterator[SafeString]:
    """Draw the trunk: thick to today, two thin lines beyond."""
    now = window.x(line.today)
    yield _text("The throughline", 0, TRUNK + 1, kind="t-ln")
    yield _text("stages and reviews", 0, TRUNK + 16, kind="t-sub")
    yield format_html('<path class="tr-past" d="M{} {}H{}"/>', LEFT - 6, TRUNK, now)
    yield format_html(
        '<path class="tr-next" d="M{now} {over}H{end}M{now} {under}H{end}"/>',
        now=now,
        over=TRUNK - 3,
        under=TRUNK + 3,
        end=RIGHT + 4,
    )
    yield from _steps(line, window)
    yield format_html('<circle class="me" cx="{}" cy="{}" r="8"/>', now, TRUNK)


def _steps(line: Line, window: Window) -> Iterator[SafeString]:
    """Draw every step, and the words of those that fit, the newest first."""
    taken: dict[float, list[tuple[float, float]]] = {row: [] for row in LABEL_ROWS}
    for step in line.steps:
        yield _shape(step, window.x(step.on))
    shown = [step for step in line.steps if window.holds(step.on)]
    for step in sorted(shown, key=lambda step: (abs((step.on - line.today).days), step.what)):
        yield from _label(step, line, window, taken)


def _shape(step: Step, x: float) -> SafeString:
    if step.is_review:
        kind = "rnext" if step.to_come else "rdone"
        return format_html('<path class="{}" d="M{} {}l8 8-8 8-8-8z"/>', kind, x, TRUNK - 8)
    return format_html('<circle class="st" cx="{}" cy="{}" r="5"/>', x, TRUNK)


def _label(
    step: Step, line: Line, window: Window, taken: dict[float, list[tuple[float, float]]]
) -> Iterator[SafeString]:
    words = f"{step.what} {day(step.on, today=line.today).split(' ', 1)[1]}"
    wide, x = width(words), window.x(step.on)
    start = min(max(x - wide / 2, LEFT), EDGE - wide)
    for row in LABEL_ROWS:
        if all(start > end + GAP or start + wide < begin - GAP for begin, end in taken[row]):
            taken[row].append((start, start + wide))
            yield _text(words, start, row, kind="t-lb")
            return


def _text(words: str, x: float, y: float, *, kind: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', kind, round(x, 1), y, words)
