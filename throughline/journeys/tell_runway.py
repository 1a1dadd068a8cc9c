"""The runway of one person, for whoever keeps the installation."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.people.identifiers import IdentifierKind
from throughline.people.models import Identifier, Person
from throughline.plans import queries
from throughline.plans.models import Task
from throughline.plans.told import Told, told

PRISON_NUMBERS = (IdentifierKind.PRISON_NUMBER, IdentifierKind.SPIN)
"""The numbers prisons know people by: the English and Welsh one, and the Scottish."""


@writes
def tell_runway(named: str, *, at: datetime) -> Told:
    """Return every step of the plan of someone named by id, reference or prison number. Writes nothing.

    Raises:
        Refused: nobody is.
    """
    tasks = queries.with_owners(Task.objects.filter(person=_person(named.strip()), plan__ended_on=None))
    return told(queries.by_day(tasks), today=localdate(at))


def _person(named: str) -> Person:
    numbers = Identifier.objects.filter(kind__in=PRISON_NUMBERS, value=named.upper(), ended_on=None)
    called = Q(reference=named.upper()) | Q(pk__in=numbers.values("person"))
    with suppress(ValueError):
        called |= Q(pk=UUID(named))
    found = Person.objects.filter(called).order_by("id").first()
    if found is None:
        raise Refused(f"There is nobody with the id, reference or prison number {named!r}.")
    return found
