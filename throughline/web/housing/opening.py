"""The doors to somewhere to live, and what its questions let one choose from."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Area, Organisation
from throughline.agencies.statuses import AreaKind, OrganisationKind
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.housing.models import Home
from throughline.people.models import PersonRecord
from throughline.web.people.frame import Opened, open_to_change

R = TypeVar("R", bound=PersonRecord)
BACK = "housing:housing"
SAFETY = "housing:safety"
HOUSE_PEOPLE = (OrganisationKind.HOUSING_PROVIDER, OrganisationKind.THIRD_SECTOR, OrganisationKind.COUNCIL_HOUSING)
"""The kinds of organisation that may have a place for someone."""


def open_housing(request: StaffRequest, person_id: UUID, *, where: str, kind: type[Model] = Home) -> Opened:
    """Open a person to change something about where they live. ``where`` is the last word of the page's URL name.

    Raises:
        NotAllowed: the viewer's job does not include this, or records of this kind are not shared with their team.
        NotFound: there is no such person, or none the viewer may know of.
    """
    return open_to_change(request, person_id, kind=kind, where=f"housing:{where}", to=Do.RECORD_HOUSING)


def row_of(model: type[R], pk: UUID, opened: Opened, *related: str) -> R:
    """Return a record about the person who is open, to change it.

    Raises:
        NotFound: there is none, it is about someone else, or it is not shared with the viewer.
    """
    rows = access.visible(model, by=opened.actor, to=Do.RECORD_HOUSING).filter(pk=pk, person=opened.person)
    return access.one(rows.select_related("person", *related))


def councils(actor: Staff, *, to: Do = Do.RECORD_HOUSING) -> list[Area]:
    """Return the council areas that have not closed, by name."""
    rows = access.visible(Area, by=actor, to=to).filter(kind=AreaKind.COUNCIL)
    return list(agencies.open_areas(rows, clock.today()))


def providers(actor: Staff) -> list[Organisation]:
    """Return the organisations that may have a place for someone, by name."""
    rows = access.visible(Organisation, by=actor, to=Do.RECORD_HOUSING).filter(kind__in=HOUSE_PEOPLE)
    return list(agencies.open_on(rows, clock.today()))
