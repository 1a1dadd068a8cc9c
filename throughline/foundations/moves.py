"""A table of allowed status moves."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from throughline.foundations.errors import Refused

S = TypeVar("S", bound=str)


class MoveNotAllowed(Refused):
    """Raised when a record cannot go from one status to another."""


class Moves(Generic[S]):
    """Which statuses may follow which.

    >>> from enum import StrEnum
    >>> Light = StrEnum("Light", "RED GREEN")
    >>> Moves({Light.RED: {Light.GREEN}, Light.GREEN: set()}).allows(Light.RED, Light.GREEN)
    True
    """

    def __init__(self, table: Mapping[S, set[S]]) -> None:
        self.table = table

    def allows(self, start: S, end: S) -> bool:
        return end in self.table[start]

    def check(self, start: S, end: S) -> None:
        """Refuse a move that the table does not list.

        Raises:
            MoveNotAllowed: ``end`` may not follow ``start``.
        """
        if not self.allows(start, end):
            raise MoveNotAllowed(f"This is {start} and cannot become {end}.")

    def final(self) -> set[S]:
        """Return the statuses nothing follows."""
        return {status for status, following in self.table.items() if not following}
