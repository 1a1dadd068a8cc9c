"""What holds up what: the first blocker, and how many days are left. Pure.

A step waits for those it needs that are still open. What is done holds up nothing, and neither does a need that nobody
laid. Needs that run in a circle lose the link that closes it, so that there is always something to begin with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from throughline.protocols.links import in_order, without_circles


@dataclass(frozen=True)
class Node:
    """A step of one person. ``needs`` are keys; ``takes`` is in calendar days."""

    key: str
    due_on: date | None
    is_open: bool
    needs: tuple[str, ...] = ()
    takes: int = 0


@dataclass(frozen=True)
class Blocker:
    """The step to do first. ``holds_up`` are the keys behind it, the nearest first.

    ``slack_days`` is how many days it can still wait; below 0 it is too late already, None when nothing has a day.
    """

    key: str
    holds_up: tuple[str, ...]
    slack_days: int | None


@dataclass(frozen=True)
class _Chart:
    """The open steps, with the links between them both ways."""

    nodes: Mapping[str, Node]
    needs: Mapping[str, tuple[str, ...]]
    behind: dict[str, list[str]] = field(default_factory=dict)


def first_blocker(nodes: Iterable[Node], *, today: date) -> Blocker | None:
    """Return the open step that waits for nothing and holds up the most; None when nothing holds anything up.

    Of several, the one with the least slack, then the earliest due, then the first by key.
    """
    chart = _chart(nodes)
    slacks = _slack(chart, today)
    roots = [Blocker(key, _reached(key, chart.behind), slacks[key]) for key in chart.nodes if not chart.needs[key]]
    blocking = [root for root in roots if root.holds_up]
    return min(blocking, key=lambda root: _urgency(root, chart.nodes[root.key]), default=None)


def slack(nodes: Iterable[Node], *, today: date) -> Mapping[str, int | None]:
    """Return how many days each open step can wait before it, or one behind it, is late; None when none has a day."""
    return _slack(_chart(nodes), today)


def holding_up(nodes: Iterable[Node], key: str) -> tuple[str, ...]:
    """Return the open steps that wait for this one, straight or through others, the nearest first."""
    return _reached(key, _chart(nodes).behind)


def waiting_for(nodes: Iterable[Node], key: str) -> tuple[str, ...]:
    """Return the open steps that this one waits for, straight or through others, the nearest first."""
    return _reached(key, _chart(nodes).needs)


def _chart(nodes: Iterable[Node]) -> _Chart:
    still_open = {node.key: node for node in sorted(nodes, key=lambda node: node.key) if node.is_open}
    needs = without_circles({key: node.needs for key, node in still_open.items()})
    behind: dict[str, list[str]] = {key: [] for key in still_open}
    for key, wanted in needs.items():
        for need in wanted:
            behind[need].append(key)
    return _Chart(still_open, needs, behind)


def _reached(key: str, links: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    reached: dict[str, None] = {}
    ring = sorted(links.get(key, ()))
    while ring:
        reached.update(dict.fromkeys(ring))
        ring = sorted({after for each in ring for after in links[each]} - reached.keys())
    return tuple(reached)


def _slack(chart: _Chart, today: date) -> dict[str, int | None]:
    latest: dict[str, int | None] = {}
    for key in reversed(in_order(chart.needs)):
        node = chart.nodes[key]
        own = [] if node.due_on is None else [node.due_on.toordinal()]
        behind = [end - chart.nodes[after].takes for after in chart.behind[key] if (end := latest[after]) is not None]
        latest[key] = min(own + behind, default=None)
    return {key: _left(latest[key], chart.nodes[key], today) for key in chart.nodes}


def _left(latest: int | None, node: Node, today: date) -> int | None:
    return None if latest is None else latest - node.takes - today.toordinal()


def _urgency(root: Blocker, node: Node) -> tuple[int, bool, int, date, str]:
    nothing_due = root.slack_days is None
    return -len(root.holds_up), nothing_due, root.slack_days or 0, node.due_on or date.max, root.key
