"""A review is held, and the case's clock starts again; or it was a mistake, and the clock goes back."""

from collections.abc import Sequence
from datetime import datetime

from throughline.cases.actions import clocks
from throughline.cases.actions.striking import review_struck
from throughline.cases.models import Case
from throughline.cases.statuses import Setting
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.outcomes import queries
from throughline.outcomes.actions import reviewing
from throughline.outcomes.actions.reviewing import NewReview, NewScore, Told
from throughline.outcomes.models import Review
from throughline.outcomes.rules import JOINT


@writes
def record_review(new: NewReview, scores: Sequence[NewScore], *, by: Actor, at: datetime) -> Review:
    """Keep a review. The joint one restarts the clock of a case that goes on.

    Raises:
        Refused: see ``outcomes.actions.reviewing.record``.
    """
    review = reviewing.record(new, scores, by=by, at=at)
    if new.framework.slug == JOINT and review.case.setting != Setting.CLOSED:
        clocks.reviewed(review.case, on=review.held_on, by=by, at=at)
    return review


@writes
def record_reviews(told: Sequence[Told], *, by: Actor, at: datetime) -> list[Review]:
    """Keep many reviews as history, and when each case was last reviewed.

    Raises:
        Refused: see ``outcomes.actions.reviewing.record_many``.
    """
    reviews = reviewing.record_many(told, by=by, at=at)
    joint = [(new.case, new.held_on) for new, _ in told if new.framework.slug == JOINT]
    clocks.reviewed_many(joint, by=by, at=at)
    return reviews


@writes
def strike_review(review: Review, *, version: int, why: str, by: Actor, at: datetime) -> Review:
    """Strike out a review entered by mistake, and set the case's clock back to the one before.

    Raises:
        Stale: someone changed it first.
        Refused: see ``outcomes.actions.reviewing.strike``.
    """
    struck = reviewing.strike(review, version=version, why=why, by=by, at=at)
    if struck.framework.slug == JOINT:
        _set_back(struck.case)
    return struck


def _set_back(case: Case) -> None:
    before = queries.in_time(Review.objects.filter(case=case), slug=JOINT).last()
    review_struck(case, last_on=before.held_on if before else None)
