"""Notices as they are shown: each with the person it is about, when the viewer may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.foundations.actors import Staff
from throughline.notices import queries as notices
from throughline.notices.models import Notice
from throughline.notices.queries import Mark
from throughline.people.models import Person

SEPARATOR = "~"


@dataclass(frozen=True)
class Told:
    """One notice and the person it is about; None when it is about nobody the viewer may know of."""

    notice: Notice
    person: Person | None


def addressed_to(actor: Staff) -> QuerySet[Notice]:
    """Return the notices of a member of staff and their teams.

    Raises:
        NotAllowed: their job does not include notices.
    """
    rows = access.visible(Notice, by=actor, to=Do.SEE_NOTICES)
    return notices.addressed_to(rows, user_id=actor.id, team_ids=actor.team_ids)


def people_named(ids: Iterable[UUID | None], *, by: Staff) -> dict[UUID, Person]:
    """Return the people among some ids whom the viewer may know of."""
    wanted = {each for each in ids if each is not None}
    if not wanted or not access.may(by, Do.SEE_PEOPLE):
        return {}
    return {person.pk: person for person in access.visible(Person, by=by, to=Do.SEE_PEOPLE).filter(pk__in=wanted)}


def told(rows: list[Notice], people: dict[UUID, Person]) -> list[Told]:
    """Put notices beside the people they are about."""
    return [Told(row, people.get(row.person_id) if row.person_id else None) for row in rows]


def mark_of(notice: Notice) -> str:
    """Write a notice's place in the inbox for a link."""
    waits = notice.needs_acknowledging and notice.acknowledged_at is None
    return SEPARATOR.join(("1" if waits else "0", notice.queued_at.isoformat(), str(notice.pk)))


def read_mark(words: str) -> Mark | None:
    """Read a place in the inbox from a link; None when it is not one."""
    try:
        waits, queued_at, pk = words.split(SEPARATOR)
        mark = Mark(waiting=waits == "1", queued_at=datetime.fromisoformat(queued_at), id=UUID(pk))
    except ValueError:
        return None
    return mark if mark.queued_at.tzinfo else None
