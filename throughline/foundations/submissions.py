"""One press of a button makes one change, however often it arrives."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from throughline.foundations.errors import Refused
from throughline.foundations.models import Submission
from throughline.foundations.writing import writes

KEPT_FOR = timedelta(days=30)


class DifferentAnswer(Refused):
    """Raised when a submission that was already answered arrives again saying something else."""


@dataclass(frozen=True)
class Answered:
    """How a submission was answered the first time."""

    status: int
    location: str
    body: str


def digest(content: bytes) -> str:
    """Return a short stand-in for what was sent."""
    return hashlib.sha256(content).hexdigest()


@writes
def begin(key: UUID, *, by_id: UUID, path: str, content: str, at: datetime) -> Answered | None:
    """Claim a submission; return how it was answered if it has been before.

    A second press at the same instant waits here until the first has its answer.

    Raises:
        DifferentAnswer: the same key came before with something else in it.
    """
    _, fresh = Submission.objects.get_or_create(
        key=key, by_id=by_id, defaults={"path": path[:300], "digest": content, "created_at": at}
    )
    if fresh:
        return None
    row = Submission.objects.select_for_update().get(key=key, by_id=by_id)
    if row.digest != content or row.path != path[:300]:
        raise DifferentAnswer("This form was already sent, with something else in it. What was sent first is kept.")
    return Answered(status=row.status or 0, location=row.location, body=row.body)


@writes
def answered(key: UUID, *, by_id: UUID, status: int, location: str = "", body: str = "") -> None:
    """Keep how a submission was answered, so that a repeat is answered the same."""
    Submission.objects.filter(key=key, by_id=by_id).update(status=status, location=location[:500], body=body)


@writes
def forget(key: UUID, *, by_id: UUID) -> None:
    """Let go of a submission that was refused, so that it can be put right and sent again."""
    Submission.objects.filter(key=key, by_id=by_id).delete()


@writes
def clear_old(*, at: datetime) -> int:
    """Remove answers older than a retry could be; return how many."""
    gone, _ = Submission.objects.filter(created_at__lt=at - KEPT_FOR).delete()
    return gone
