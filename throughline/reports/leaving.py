"""How far away someone's day of release is, in the steps that planning goes by."""

from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(weeks=4)
NEXT = timedelta(weeks=12)


class Leaving(StrEnum):
    """When someone leaves, counted from a day. The words are those on screen, in the order they are shown."""

    PASSED = "Date passed, still in prison"
    WITHIN_4_WEEKS = "Within 4 weeks"
    WITHIN_12_WEEKS = "In 4 to 12 weeks"
    LATER = "In 12 weeks or more"
    NO_DATE = "No date known"


def leaving(release_on: date | None, *, on: date) -> Leaving:
    """Return when someone leaves, counted from a day. Periods are half-open: 28 days ahead is in 4 to 12 weeks.

    >>> leaving(date(2026, 3, 30), on=date(2026, 3, 2)).value, leaving(None, on=date(2026, 3, 2)).value
    ('In 4 to 12 weeks', 'No date known')
    """
    if release_on is None:
        return Leaving.NO_DATE
    if release_on < on:
        return Leaving.PASSED
    away = release_on - on
    if away < SOON:
        return Leaving.WITHIN_4_WEEKS
    return Leaving.WITHIN_12_WEEKS if away < NEXT else Leaving.LATER
