"""A service's contacts in a period are counted, and only counts that name nobody come back."""

from datetime import date

from throughline.agencies.models import Service
from throughline.foundations.writing import writes
from throughline.reports.contacts import Contacts, contacts
from throughline.reports.periods import Period, check_period


@writes
def count_contacts(service: Service, *, period: Period, today: date) -> Contacts:
    """Count the contacts of a service's cases in a period, and whether people were in touch at its end.

    It steps into the writer's role because nobody may open everyone it counts. It writes nothing, and no row about a
    person leaves it.

    Raises:
        Refused: the period ends before it begins or has not begun.
    """
    check_period(period, today=today)
    return contacts(service, period=period, counted_on=today)
