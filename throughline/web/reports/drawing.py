"""A report as the page draws it: bars beside the numbers, and what stands side by side."""

from dataclasses import dataclass

from throughline.reports.sheets import Grid
from throughline.reports.tables import Number, Population, Table

WIDTH = 240
"""Pixels of the longest bar."""


@dataclass(frozen=True)
class Bar:
    """A line with the length of its bar in pixels; 0 where there is no number to draw."""

    group: str
    number: Number
    width: int


@dataclass(frozen=True)
class Place:
    """A prison: who is in it, how many places it has, and the share of them taken, empty when either is unknown."""

    group: str
    people: Number
    places: Number
    taken: str


@dataclass(frozen=True)
class Help:
    """A team: its posts and its members."""

    group: str
    posts: Number
    members: Number


def bars(table: Table) -> list[Bar]:
    """Return a table's lines, each with its bar on one scale."""
    most = max((line.number.value or 0 for line in table.lines), default=0) or 1
    return [Bar(line.group, line.number, round(WIDTH * (line.number.value or 0) / most)) for line in table.lines]


def grid_bars(grid: Grid) -> list[Bar]:
    """Return a grid's lines by its first column, each with its bar on one scale."""
    most = max((row.numbers[0].value or 0 for row in grid.rows), default=0) or 1
    return [Bar(row.group, row.numbers[0], round(WIDTH * (row.numbers[0].value or 0) / most)) for row in grid.rows]


def places(report: Population) -> list[Place]:
    """Return each prison with its people and its places."""
    pairs = zip(report.by_prison.lines, report.capacity.lines, strict=True)
    return [Place(held.group, held.number, room.number, _taken(held.number, room.number)) for held, room in pairs]


def help_there(report: Population) -> list[Help]:
    """Return each team with its posts and its members."""
    pairs = zip(report.posts.lines, report.members.lines, strict=True)
    return [Help(posts.group, posts.number, members.number) for posts, members in pairs]


def _taken(people: Number, room: Number) -> str:
    return f"{people.value / room.value:.0%}" if people.value is not None and room.value else ""
