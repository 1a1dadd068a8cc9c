"""A day's population is counted, and only counts that name nobody come back."""

from datetime import date

from throughline.agencies.models import Partnership
from throughline.foundations.errors import Refused
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.reports.population import population
from throughline.reports.tables import Population


@writes
def count_population(partnership: Partnership, *, on: date, today: date) -> Population:
    """Count who was in custody at the end of a day in a partnership's prisons.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.

    Raises:
        Refused: the day has not come yet.
    """
    if on > today:
        raise Refused(f"{day(on, today=today)} has not come yet. Choose today or a day before it.", field="on")
    return population(partnership, on=on, today=today)
