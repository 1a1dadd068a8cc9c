"""Keeping what a feed last said of each person, so that the same file again changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from throughline.foundations.writing import writes
from throughline.people.models import KnownBy

BATCH = 1000


@writes
def heard(digests: Mapping[UUID, str], *, source: str, at: datetime) -> None:
    """Keep what a feed now says of some people, in place of what it said before."""
    KnownBy.objects.bulk_create(
        [KnownBy(person_id=pk, source=source, digest=said, seen_at=at) for pk, said in digests.items()],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person", "source"],
        update_fields=["digest", "seen_at"],
    )
