"""What someone who has not signed in may be shown: which services they may ask for help, and the names of prisons.

Nothing here is about a person.
"""

from datetime import date

from django.db.models import QuerySet

from throughline.access.lookups import one
from throughline.agencies import queries as agencies
from throughline.agencies.models import Prison, Service


def services_to_ask(on: date) -> QuerySet[Service]:
    """Return the services that people may ask themselves on a day, by name."""
    return agencies.services_people_may_ask(Service._default_manager.all(), on)


def service_to_ask(slug: str, *, on: date) -> Service:
    """Return one service that people may ask themselves on a day.

    Raises:
        NotFound: there is no such service, or people may not ask it.
    """
    return one(services_to_ask(on).filter(slug=slug))


def prisons() -> QuerySet[Prison]:
    """Return every prison that has not closed, by name."""
    return agencies.prisons_by_name(Prison._default_manager.filter(organisation__closed_on=None))
