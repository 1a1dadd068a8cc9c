"""Somewhere to live is counted for a partnership, and only counts that name nobody come back."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from throughline.agencies.models import Organisation, Partnership
from throughline.foundations.writing import writes
from throughline.reports.housing import Experience, Housing, experience, housing
from throughline.reports.periods import Period, check_period

YEAR = timedelta(days=365)


@writes
def count_housing(partnership: Partnership, *, period: Period, today: date) -> Housing:
    """Count what providers said, who left with no fixed address, and where women found no place, in a period.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.

    Raises:
        Refused: the period ends before it begins or has not begun.
    """
    check_period(period, today=today)
    return housing(partnership, period=period, counted_on=today)


@writes
def provider_experience(
    providers: Collection[Organisation], *, organisations: Collection[UUID], today: date
) -> dict[UUID, Experience]:
    """Count how often providers said yes to some organisations in the last year. It writes nothing."""
    names = {provider.pk: provider.name for provider in providers}
    return experience(names, organisations=organisations, period=Period(today - YEAR, today))
