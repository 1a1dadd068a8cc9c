"""A service's caseload on a day is counted, and only counts that name nobody come back."""

from datetime import date

from throughline.agencies.models import Service
from throughline.foundations.writing import writes
from throughline.reports.caseload import Caseload, caseload
from throughline.reports.periods import check_day, month_ends, month_of


@writes
def count_caseload(service: Service, *, on: date, today: date) -> Caseload:
    """Count the people a service worked with at the end of a day, by setting, and at the ends of six months up to it.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.

    Raises:
        Refused: the day has not come yet.
    """
    check_day(on, today=today)
    return caseload(service, on=on, before=month_ends(month_of(on), today=on), counted_on=today)
