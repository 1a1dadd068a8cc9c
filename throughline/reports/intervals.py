"""Shares, and how far off a share of so few may be."""

from dataclasses import dataclass
from math import sqrt

FEWEST_FOR_A_SHARE = 10
"""Out of fewer people than this no share is shown (our rule, after the guidance on outcome tools)."""

Z = 1.959963984540054
"""The standard normal deviate of a 95 % range."""


@dataclass(frozen=True)
class Share:
    """How many of how many, with the range in which the true share lies 95 times in 100 (Wilson 1927)."""

    count: int
    out_of: int

    @property
    def percent(self) -> int:
        """The share in whole percent.

        >>> Share(114, 200).percent, Share(1, 8).percent
        (57, 12)
        """
        return _percent(self.count / self.out_of)

    @property
    def low(self) -> int:
        """The lower end of the range, in whole percent."""
        return _percent(wilson(self.count, self.out_of)[0])

    @property
    def high(self) -> int:
        """The upper end of the range, in whole percent."""
        return _percent(wilson(self.count, self.out_of)[1])

    @property
    def words(self) -> str:
        """How it is said.

        >>> Share(52, 57).words
        '91% (81 to 96)'
        """
        return f"{self.percent}% ({self.low} to {self.high})"


def share(count: int | None, out_of: int | None) -> Share | None:
    """Return a share that may be shown; None when either number is hidden or there are too few.

    >>> share(5, 9), share(None, 20), share(5, 10)
    (None, None, Share(count=5, out_of=10))
    """
    if count is None or out_of is None or out_of < FEWEST_FOR_A_SHARE:
        return None
    return Share(count, out_of)


def wilson(count: int, out_of: int) -> tuple[float, float]:
    """Return the ends of the Wilson score range, each between 0 and 1. ``out_of`` is at least 1.

    >>> low, high = wilson(27, 52)
    >>> f"{low:.2f} {high:.2f}"
    '0.39 0.65'
    """
    part = count / out_of
    spread = 1 + Z * Z / out_of
    middle = (part + Z * Z / (2 * out_of)) / spread
    reach = Z * sqrt(part * (1 - part) / out_of + Z * Z / (4 * out_of * out_of)) / spread
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _percent(part: float) -> int:
    return round(100 * part)
