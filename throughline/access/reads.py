"""Write down who looked at whom. Written before the page leaves; if it cannot be written, nothing is shown."""

from collections.abc import Iterable
from uuid import UUID

from throughline.foundations.actors import Staff
from throughline.foundations.models import ReadEntry


def log(people: Iterable[UUID], *, by: Staff, where: str, why: str = "") -> None:
    """Record that an actor was shown some people on a page or endpoint.

    ``where`` is the name of the page; ``why`` is what let them, such as the grant's reason or the words searched for.
    """
    ReadEntry.objects.bulk_create(
        ReadEntry(
            at=by.asked_at,
            person_id=person,
            by_kind=by.kind,
            by_id=by.id,
            by_organisation_id=by.organisation_id,
            by_words=by.words[:200],
            where=where[:80],
            why=why[:80],
        )
        for person in people
    )
