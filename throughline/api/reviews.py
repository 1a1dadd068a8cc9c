"""Reviews, as JSON: list those of one person, record one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.reach import reach
from throughline.access.requests import StaffRequest
from throughline.api.fields import PRINTABLE, Day, Id, Taken, Words
from throughline.api.once import IdempotencyKey, once
from throughline.api.people import open_person
from throughline.api.problems import ANSWERS, FieldProblem, Problem
from throughline.cases.models import Case
from throughline.foundations.errors import Refused
from throughline.journeys.record_review import record_review
from throughline.outcomes import queries
from throughline.outcomes.actions.reviewing import NewReview, NewScore
from throughline.outcomes.models import Domain, Framework, Review, Score
from throughline.outcomes.rules import JOINT
from throughline.outcomes.statuses import HeldIn, HowScored, Point
from throughline.people.models import Person

router = Router(tags=["Reviews"])

MOST_SCORES = 40

Slug = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_-]+$")]
Said = Annotated[str, StringConstraints(max_length=500, pattern=PRINTABLE)]
Talked = Annotated[str, StringConstraints(max_length=2000, pattern=PRINTABLE)]


class ScoreOut(Schema):
    """Both views of one part of life. Null is a question skipped, never a zero."""

    domain: str
    name: str
    theirs: int | None
    ours: int | None
    their_words: str
    our_words: str
    steps: int = Field(description="The best score there is; the lowest is 1.")
    wording: int = Field(description="The number of the wording it was given under.")


class ReviewOut(Schema):
    """One review, with the scores that are shared with your organisation."""

    id: UUID
    case_id: UUID
    framework: str
    held_on: date
    point: Point
    held_in: HeldIn
    how: HowScored
    person_present: bool
    worker_present: bool
    others_present: str
    person_agrees: bool | None = Field(description="Null when they were not asked.")
    words: str
    recorded_at: datetime
    struck_on: date | None = Field(description="When it was struck out as a mistake; null while it counts.")
    scores: list[ScoreOut]


class ReviewsOut(Schema):
    """Reviews of one person, the latest first."""

    person_id: UUID
    reviews: list[ReviewOut]
    next: UUID | None = Field(description="Send as `after` for the next page; null on the last.")


class ScoreIn(Taken):
    """Both views of one part of life."""

    domain: Slug
    theirs: int | None = Field(None, ge=1, le=10)
    ours: int | None = Field(None, ge=1, le=10)
    their_words: Said = ""
    our_words: Said = ""


class ReviewIn(Taken):
    """A review as it was held."""

    case_id: Id = Field(description="A case of your organisation or teams.")
    framework: Slug = JOINT
    held_on: Day
    point: Point
    how: HowScored
    person_present: bool
    worker_present: bool
    others_present: Words = ""
    person_agrees: bool | None = None
    words: Talked = ""
    scores: list[ScoreIn] = Field(min_length=1, max_length=MOST_SCORES)


class Which(Taken):
    """Which reviews, and how many."""

    limit: int = Field(25, ge=1, le=100)
    after: Id | None = Field(None, description="The `next` of the page before.")


@router.get("/{uuid:person_id}/reviews", response={200: ReviewsOut, **ANSWERS}, summary="List their reviews")
def list_reviews(request: StaffRequest, person_id: UUID, which: Query[Which]) -> ReviewsOut:
    """Return reviews with both views, the latest first; struck ones among them. Written in the read log."""
    person = _open(request, person_id, to=Do.SEE_OUTCOMES, where="api:list_reviews")
    rows = access.visible(Review, by=request.actor, to=Do.SEE_OUTCOMES).filter(person=person)
    found = list(_beyond(rows, which.after)[: which.limit + 1])
    page = found[: which.limit]
    return ReviewsOut(
        person_id=person.pk,
        reviews=_out(request, page, to=Do.SEE_OUTCOMES),
        next=page[-1].pk if len(found) > which.limit else None,
    )


@router.post("/{uuid:person_id}/reviews", response={201: ReviewOut, **ANSWERS}, summary="Record a review")
def record(request: StaffRequest, person_id: UUID, given: ReviewIn, key: IdempotencyKey) -> HttpResponse:
    """Keep a review of one of your cases, with the parts of life that are shared with your organisation."""
    person = _open(request, person_id, to=Do.RECORD_OUTCOMES, where="api:record_review")
    return once(request, key, lambda: _recorded(request, person, given))


def _open(request: StaffRequest, person_id: UUID, *, to: Do, where: str) -> Person:
    person = open_person(request, person_id, to=to, where=where)
    access.need_shared(person.pk, Review, by=request.actor)
    return person


def _recorded(request: StaffRequest, person: Person, given: ReviewIn) -> ReviewOut:
    framework = _framework(request, given.framework)
    new = NewReview(
        case=_case(request, person, given.case_id),
        framework=framework,
        **given.dict(exclude={"case_id", "framework", "scores"}),
    )
    scores = _scores(_domains(request, person, framework), given.scores)
    review = record_review(new, scores, by=request.actor, at=request.actor.asked_at)
    return _out(request, [review], to=Do.RECORD_OUTCOMES)[0]


def _framework(request: StaffRequest, slug: str) -> Framework:
    rows = access.visible(Framework, by=request.actor, to=Do.RECORD_OUTCOMES)
    found = queries.in_use(rows.filter(slug=slug), organisation_id=request.actor.organisation_id).first()
    if found is None:
        raise Refused("There is no framework of that name.", field="framework")
    return found


def _case(request: StaffRequest, person: Person, pk: UUID) -> Case:
    actor = request.actor
    rows = access.visible(Case, by=actor, to=Do.RECORD_OUTCOMES).filter(person=person, pk=pk)
    found = queries.held_by(rows, team_ids=actor.team_ids, organisation_id=actor.organisation_id).first()
    if found is None:
        raise Refused("Your organisation has no such case with this person.", field="case_id")
    return found


def _domains(request: StaffRequest, person: Person, framework: Framework) -> dict[str, Domain]:
    """Return what may be scored: the parts of life that are shared with the key's organisation."""
    rows = queries.domains_of(access.visible(Domain, by=request.actor, to=Do.RECORD_OUTCOMES), [framework])
    shared = reach(request.actor, person.pk)
    return {domain.key: domain for domain in rows if shared.opens(domain.compartment)}


def _scores(domains: Mapping[str, Domain], given: Iterable[ScoreIn]) -> list[NewScore]:
    scores: dict[str, NewScore] = {}
    for one in given:
        if one.domain not in domains or one.domain in scores:
            raise Refused(
                f"“{one.domain}” is named twice, is not among what this review scores, or is not shared with you.",
                field="scores",
            )
        scores[one.domain] = NewScore(domain=domains[one.domain], **one.dict(exclude={"domain"}))
    return list(scores.values())


def _beyond(rows: QuerySet[Review], after: UUID | None) -> QuerySet[Review]:
    """Return the reviews after the last of the page before.

    Raises:
        Problem: that review can no longer be seen.
    """
    if after is None:
        return queries.newest(rows)
    last = rows.filter(pk=after).first()
    if last is None:
        message = "That page cannot be found again. Start from the first page."
        raise Problem(409, code="page_gone", fields=[FieldProblem(field="after", message=message)])
    return queries.newest(queries.older(rows, held_on=last.held_on, pk=last.pk))


def _out(request: StaffRequest, page: list[Review], *, to: Do) -> list[ReviewOut]:
    rows = access.visible(Score, by=request.actor, to=to)
    said: dict[UUID, list[ScoreOut]] = {}
    for score in queries.scores_at(rows, page):
        said.setdefault(score.review_id, []).append(_score_out(score))
    return [_review_out(review, said.get(review.pk, [])) for review in page]


def _score_out(score: Score) -> ScoreOut:
    return ScoreOut(
        domain=score.domain.key,
        name=score.domain.name,
        theirs=score.theirs,
        ours=score.ours,
        their_words=score.their_words,
        our_words=score.our_words,
        steps=len(score.domain.steps),
        wording=score.wording,
    )


def _review_out(review: Review, scores: list[ScoreOut]) -> ReviewOut:
    return ReviewOut(
        id=review.pk,
        case_id=review.case_id,
        framework=review.framework.slug,
        held_on=review.held_on,
        point=Point(review.point),
        held_in=HeldIn(review.held_in),
        how=HowScored(review.how),
        person_present=review.person_present,
        worker_present=review.worker_present,
        others_present=review.others_present,
        person_agrees=review.person_agrees,
        words=review.words,
        recorded_at=review.recorded_at,
        struck_on=review.struck_on,
        scores=scores,
    )
