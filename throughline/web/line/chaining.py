"""The chain of the first blocker: which way each of its links runs, from mark to mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from throughline.web.line.marks import Chain, Mark
from throughline.web.line.scale import Window

CLEAR = 8.0
"""How far from a mark's middle its links leave and end, in pixels."""
ROUND = 6.0
"""How round an elbow is."""
HEAD = 4.0
"""How far an arrowhead's point stands before the mark."""


@dataclass(frozen=True)
class Place:
    """Where a mark stands: in which lane, counted from the top, and how far right."""

    lane: int
    x: float


@dataclass(frozen=True)
class Link:
    """From a mark to one that waits for it."""

    start: Place
    end: Place

    @property
    def is_along(self) -> bool:
        """Whether it runs along one rail."""
        return self.start.lane == self.end.lane

    def runs_through(self, lane: int) -> bool:
        """Return whether its upright part is in a lane."""
        lanes = sorted((self.start.lane, self.end.lane))
        return not self.is_along and lanes[0] <= lane <= lanes[1]


def links(chain: Chain | None, lanes: Sequence[Sequence[Mark]], window: Window) -> list[Link]:
    """Return the links of a chain whose two ends are drawn, each once."""
    if chain is None:
        return []
    places = {
        key: Place(number, window.x(mark.on))
        for number, marks in enumerate(lanes)
        for mark in marks
        for key in mark.keys
    }
    drawn = (Link(places[first], places[then]) for first, then in chain.links if first in places and then in places)
    return [link for link in dict.fromkeys(drawn) if link.start != link.end]


def uprights(every: Sequence[Link], lane: int) -> list[float]:
    """Return where links run upright through a lane."""
    return [link.start.x for link in every if link.runs_through(lane)]


def draw_links(every: Sequence[Link], rails: Sequence[float]) -> Iterator[SafeString]:
    """Draw each link: along its rail, or up or down to another and then along that, an arrowhead at its end."""
    for link in every:
        path, tip = _path(link, rails[link.start.lane], rails[link.end.lane])
        yield format_html('<path class="ch" d="{}"/><path class="cha" d="{}"/>', path, tip)


def _path(link: Link, start_y: float, end_y: float) -> tuple[str, str]:
    x, to, right = link.start.x, link.end.x, 1 if link.end.x >= link.start.x else -1
    if link.is_along:
        stop = to - right * (CLEAR + HEAD)
        return f"M{_n(x + right * CLEAR)} {_n(start_y)}H{_n(stop)}", _sideways(to, end_y, right)
    down = 1 if end_y > start_y else -1
    if abs(to - x) < 2 * CLEAR + ROUND:
        stop_y = end_y - down * (CLEAR + HEAD)
        return f"M{_n(x)} {_n(start_y + down * CLEAR)}V{_n(stop_y)}", _upright(x, end_y, down)
    corner = f"V{_n(end_y - down * ROUND)}q0 {_n(down * ROUND)} {_n(right * ROUND)} {_n(down * ROUND)}"
    return (
        f"M{_n(x)} {_n(start_y + down * CLEAR)}{corner}H{_n(to - right * (CLEAR + HEAD))}",
        _sideways(to, end_y, right),
    )


def _sideways(x: float, y: float, right: int) -> str:
    return f"M{_n(x - right * CLEAR)} {_n(y)}l{-7 * right}-4v8z"


def _upright(x: float, y: float, down: int) -> str:
    return f"M{_n(x)} {_n(y - down * CLEAR)}l-4 {-7 * down}h8z"


def _n(number: float) -> str:
    return f"{round(number, 1):g}"
