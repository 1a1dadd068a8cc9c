"""A service's referrals in a period are counted, and only counts that name nobody come back."""

from datetime import date

from throughline.agencies.models import Service
from throughline.foundations.writing import writes
from throughline.reports.periods import Period, check_period
from throughline.reports.referrals import Referrals, referrals
from throughline.reports.targets import Kept, targets


@writes
def count_referrals(service: Service, *, period: Period, followed_to: date | None = None, today: date) -> Referrals:
    """Count the referrals a service received in a period, with the answers given up to a day: today unless told.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.

    Raises:
        Refused: the period ends before it begins or has not begun.
    """
    check_period(period, today=today)
    return referrals(service, period=period, followed_to=min(followed_to or today, today), counted_on=today)


@writes
def count_targets(service: Service, *, period: Period, today: date) -> list[Kept]:
    """Count what came of a service's promises for periods that touch another. It writes nothing.

    Raises:
        Refused: the period ends before it begins or has not begun.
    """
    check_period(period, today=today)
    return targets(service, period=period, today=today)
