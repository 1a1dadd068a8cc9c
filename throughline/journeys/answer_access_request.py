"""Those who lead a record answer a team that asked to be let in."""

from dataclasses import dataclass, field
from datetime import datetime

from throughline.agencies.models import User
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.share_with import share_with
from throughline.sharing.actions import emergencies
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.models import AccessRequest
from throughline.sharing.statuses import GrantReason, LawfulBasis, Tier


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a yes goes. ``ends_at`` None goes on until it is ended."""

    tier: int = Tier.KNOWS_OF
    compartments: list[str] = field(default_factory=list)
    reason: str = GrantReason.INVOLVED
    basis: str = LawfulBasis.PUBLIC_TASK
    ends_at: datetime | None = None


@writes
def answer_access_request(
    asked: AccessRequest, *, reach: Reach | None, words: str, user: User, version: int, by: Actor, at: datetime
) -> AccessRequest:
    """Let a team in as far as ``reach``, or not at all when it is None.

    A team that is not let in is told nothing: an answer would say that the record exists.

    Raises:
        Stale: someone else answered first.
        Refused: it was answered before, or a yes goes further than the agreement or the person's consent.
    """
    agreed = reach is not None
    row = emergencies.answer_request(asked, agreed=agreed, words=words, user=user, version=version, by=by, at=at)
    if reach is not None:
        share_with(
            NewGrant(
                person=row.person,
                team=row.team,
                tier=reach.tier,
                compartments=reach.compartments,
                reason=reach.reason,
                words=words,
                basis=reach.basis,
                ends_at=reach.ends_at,
            ),
            by=by,
            at=at,
        )
    return row
