"""The time a report is about: some days, both ends included, and how they are said."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from throughline.foundations.errors import Refused
from throughline.foundations.wording import LONDON, MONTHS, day, full_day

MONTHS_SHOWN = 6
"""How many months stand side by side in a service's month."""


@dataclass(frozen=True)
class Period:
    """Some days, both ends included."""

    from_on: date
    to_on: date

    @property
    def starts_at(self) -> datetime:
        """The instant it begins, by the clock of the United Kingdom."""
        return datetime.combine(self.from_on, time.min, LONDON)

    @property
    def ends_at(self) -> datetime:
        """The first instant that is not in it."""
        return datetime.combine(self.to_on + timedelta(days=1), time.min, LONDON)

    @property
    def words(self) -> str:
        """How it is said: a whole month by its name.

        >>> Period(date(2025, 12, 1), date(2025, 12, 31)).words
        'December 2025'
        >>> Period(date(2014, 4, 1), date(2015, 2, 28)).words
        '1 April 2014 to 28 February 2015'
        """
        if self == month_of(self.from_on):
            return f"{MONTHS[self.from_on.month - 1]} {self.from_on.year}"
        return f"{full_day(self.from_on)} to {full_day(self.to_on)}"

    def until(self, today: date) -> date:
        """Return its last day that has come."""
        return min(self.to_on, today)


def month_of(on: date) -> Period:
    """Return the month a day is in.

    >>> month_of(date(2024, 2, 10)).to_on
    datetime.date(2024, 2, 29)
    """
    return Period(on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1]))


def month_before(on: date) -> Period:
    """Return the month before the one a day is in: the last that is over.

    >>> month_before(date(2026, 1, 15)).from_on
    datetime.date(2025, 12, 1)
    """
    return month_of(on.replace(day=1) - timedelta(days=1))


def month_ends(month: Period, *, today: date) -> list[date]:
    """Return the last days of a month and of the five before it; of a month that runs, the last day that has come."""
    return [one.until(today) for one in reversed(list(_back_from(month)))]


def check_period(period: Period, *, today: date) -> None:
    """Refuse a period that nothing can be counted in.

    Raises:
        Refused: it ends before it begins, or has not begun yet.
    """
    if period.to_on < period.from_on:
        raise Refused("The last day is before the first. Swap them, or choose a later last day.", field="to_on")
    if period.from_on > today:
        words = day(period.from_on, today=today)
        raise Refused(f"{words} has not come yet. Choose today or a day before it.", field="from_on")


def check_day(on: date, *, today: date) -> None:
    """Refuse a day that nothing can be counted on.

    Raises:
        Refused: it has not come yet.
    """
    if on > today:
        raise Refused(f"{day(on, today=today)} has not come yet. Choose today or a day before it.", field="on")


def _back_from(month: Period) -> Iterator[Period]:
    for _ in range(MONTHS_SHOWN):
        yield month
        month = month_before(month.from_on)
