"""Working days: weekdays that are not a public holiday where the work is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import holidays
import yaml
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as validated

SATURDAY = 5
"""The first day of the weekend, counted from Monday as 0."""

ONE_DAY = timedelta(days=1)


class Jurisdiction(StrEnum):
    """Whose bank holidays and release rules apply."""

    SCOTLAND = "scotland"
    ENGLAND_AND_WALES = "england_and_wales"

    @property
    def label(self) -> str:
        return "Scotland" if self is Jurisdiction.SCOTLAND else "England and Wales"


_SUBDIVISIONS = {Jurisdiction.SCOTLAND: "SCT", Jurisdiction.ENGLAND_AND_WALES: "ENG"}


@validated(frozen=True, config=ConfigDict(extra="forbid"))
class LocalHoliday:
    """A public holiday kept in one area only, with where we read of it."""

    jurisdiction: Jurisdiction
    area: str
    kept_on: date
    name: str
    source: str


@dataclass(frozen=True)
class Calendar:
    """The working days of a jurisdiction; with an ``area``, its local holidays count too.

    >>> Calendar(Jurisdiction.SCOTLAND).next_working_day(date(2026, 12, 24))
    datetime.date(2026, 12, 29)
    """

    jurisdiction: Jurisdiction
    area: str = ""

    def holiday(self, on: date) -> str:
        """Name the public holiday that falls on a day; empty when none does."""
        return self._in_year(on.year).get(on, "")

    def is_working_day(self, on: date) -> bool:
        return on.weekday() < SATURDAY and on not in self._in_year(on.year)

    def next_working_day(self, after: date) -> date:
        """Return the first working day after a day."""
        return next(self._working_days(after, ONE_DAY))

    def previous_working_day(self, before: date) -> date:
        """Return the last working day before a day."""
        return next(self._working_days(before, -ONE_DAY))

    def add_working_days(self, start: date, count: int) -> date:
        """Return the working day so many working days after a day, or before it when the count is negative.

        The day itself is never counted. A count of 0 gives the day, or the next working day if it is not one.

        >>> Calendar(Jurisdiction.ENGLAND_AND_WALES).add_working_days(date(2026, 12, 24), 2)
        datetime.date(2026, 12, 30)
        """
        if count == 0:
            return start if self.is_working_day(start) else self.next_working_day(start)
        following = self._working_days(start, ONE_DAY if count > 0 else -ONE_DAY)
        for _ in range(abs(count) - 1):
            next(following)
        return next(following)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days from a day up to, and without, another; negative when they are the wrong way round.

        >>> Calendar(Jurisdiction.SCOTLAND).working_days_between(date(2026, 11, 27), date(2026, 12, 2))
        2
        """
        if end < start:
            return -self.working_days_between(end, start)
        return _weekdays_between(start, end) - self._weekday_holidays_between(start, end)

    def _weekday_holidays_between(self, start: date, end: date) -> int:
        every = (on for year in range(start.year, end.year + 1) for on in self._in_year(year))
        return sum(start <= on < end and on.weekday() < SATURDAY for on in every)

    def _working_days(self, start: date, step: timedelta) -> Iterator[date]:
        while True:
            start += step
            if self.is_working_day(start):
                yield start

    def _in_year(self, year: int) -> Mapping[date, str]:
        return _holidays(self.jurisdiction, self.area, year)


SCOTLAND = Calendar(Jurisdiction.SCOTLAND)
ENGLAND_AND_WALES = Calendar(Jurisdiction.ENGLAND_AND_WALES)


def read_local_holidays(text: str) -> tuple[LocalHoliday, ...]:
    """Read local holidays from YAML.

    Raises:
        pydantic.ValidationError: a row lacks something, has something unknown, or is not a date.
    """
    return TypeAdapter(tuple[LocalHoliday, ...]).validate_python(yaml.safe_load(text) or ())


@lru_cache(maxsize=1)
def local_holidays() -> tuple[LocalHoliday, ...]:
    """Return the local holidays that came with this version."""
    return read_local_holidays(Path(__file__).with_name("local_holidays.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=2048)
def _holidays(jurisdiction: Jurisdiction, area: str, year: int) -> Mapping[date, str]:
    national = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[jurisdiction], years=year)
    local = {
        row.kept_on: row.name
        for row in local_holidays()
        if (row.jurisdiction, row.area, row.kept_on.year) == (jurisdiction, area, year)
    }
    return local | dict(national.items())


def _weekdays_between(start: date, end: date) -> int:
    weeks, rest = divmod((end - start).days, 7)
    return weeks * SATURDAY + sum((start.weekday() + extra) % 7 < SATURDAY for extra in range(rest))
