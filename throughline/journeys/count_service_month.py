"""A service's month is counted, and only counts that name nobody come back."""

from datetime import date

from throughline.agencies.models import Service
from throughline.foundations.writing import writes
from throughline.reports.periods import check_period, month_of
from throughline.reports.service_month import ServiceMonth, service_month


@writes
def count_service_month(
    service: Service, *, within: date, followed_to: date | None = None, today: date
) -> ServiceMonth:
    """Count everything about the month a day is in, with referrals and releases followed to a day: today unless told.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.

    Raises:
        Refused: the month has not begun.
    """
    month = month_of(within)
    check_period(month, today=today)
    return service_month(service, month=month, followed_to=min(followed_to or today, today), counted_on=today)
