"""The only way from a request to a row."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from throughline.access.permissions import Do
from throughline.access.rows import ROWS, sees
from throughline.access.sight import SIGHTS
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotAllowed, NotFound
from throughline.people.models import Person

M = TypeVar("M", bound=Model)


def may(actor: Staff, do: Do) -> bool:
    """Return whether an actor's job includes something."""
    return do in actor.permissions


def need(actor: Staff, do: Do) -> None:
    """Refuse an actor whose job does not include something.

    Raises:
        NotAllowed: it does not.
    """
    if not may(actor, do):
        raise NotAllowed


def visible(model: type[M], *, by: Staff, to: Do) -> QuerySet[M]:
    """Return the rows an actor may do something to.

    Raises:
        NotAllowed: the actor's job does not include this at all.
    """
    need(by, to)
    return model._default_manager.filter(ROWS[model](by))


def get(model: type[M], pk: UUID, *, by: Staff, to: Do) -> M:
    """Return one row an actor may do something to.

    Raises:
        NotAllowed: the actor's job does not include this at all.
        NotFound: there is no such row, or none the actor may know of.
    """
    return one(visible(model, by=by, to=to).filter(pk=pk))


def one(rows: QuerySet[M]) -> M:
    """Return the only row of some that are visible.

    Raises:
        NotFound: there is none.
    """
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def shared(person_id: UUID, kind: type[Model], *, by: Staff) -> bool:
    """Return whether an actor's grants on a person reach as far as a kind of record, whether or not there are any."""
    return Person._default_manager.filter(sees(by, "pk", SIGHTS[kind]), pk=person_id).exists()


def need_shared(person_id: UUID, kind: type[Model], *, by: Staff) -> None:
    """Refuse an actor whom a kind of record about a person is not shared with.

    Raises:
        NotAllowed: it is not.
    """
    if not shared(person_id, kind, by=by):
        raise NotAllowed("This part of the record is not shared with your organisation.")
