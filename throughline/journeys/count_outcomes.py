"""How life changed for a service's people in a period is counted, and only counts that name nobody come back."""

from datetime import date

from throughline.agencies.models import Service
from throughline.foundations.writing import writes
from throughline.reports.outcomes import SEVEN, Outcomes, outcomes
from throughline.reports.periods import Period, check_period


@writes
def count_outcomes(
    service: Service, *, period: Period, framework: str = SEVEN, followed_to: date | None = None, today: date
) -> Outcomes:
    """Count changes from first to last score by domain, and returns to prison followed to a day: today unless told.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.

    Raises:
        Refused: the period ends before it begins or has not begun.
    """
    check_period(period, today=today)
    until = min(followed_to or today, today)
    return outcomes(service, period=period, framework=framework, followed_to=until, counted_on=today)
