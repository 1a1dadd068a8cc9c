"""Whom someone chose from the people they were shown."""

from uuid import UUID

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations.errors import NotFound
from throughline.people.models import Person

FIELD = "person"


def read_person(request: StaffRequest, *, to: Do = Do.REFER_PEOPLE) -> Person | None:
    """Return the person a form names; None when it names nobody.

    Raises:
        NotFound: there is no such person, or none the viewer may know of.
    """
    chosen = request.POST.get(FIELD, "")
    if not chosen:
        return None
    try:
        pk = UUID(chosen)
    except ValueError:
        raise NotFound from None
    return access.get(Person, pk, by=request.actor, to=to)
