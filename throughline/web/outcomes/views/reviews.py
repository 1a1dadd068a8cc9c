"""How far someone has come, each review, and striking one out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.journeys.record_review import strike_review
from throughline.outcomes import queries
from throughline.outcomes.models import Review, Score
from throughline.outcomes.rules import SELF_RATED
from throughline.outcomes.shipped import counted
from throughline.web.outcomes.distance import distance
from throughline.web.outcomes.forms.reviews import StrikeForm
from throughline.web.outcomes.opening import Scored, first_name, own_cases, scored
from throughline.web.outcomes.standings import Owed, owed
from throughline.web.people.frame import Opened, open_person, open_to_change
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

PAGE = 25
NOT_OURS = "This review belongs to another service. Ask its key worker to put it right."


@dataclass(frozen=True)
class Stands:
    """One of the viewer's cases, and how it stands with its reviews."""

    case: Case
    owed: Owed


@require_safe
def reviews(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show how far someone has come, by both views, and every review."""
    opened = open_person(request, person_id, to=Do.SEE_OUTCOMES, where="outcomes:reviews")
    if not opened.reach.sees(Review):
        return render(request, "outcomes/reviews.html", {"opened": opened, "shared": False})
    asked = scored(request.actor, request.GET.get("framework", ""), to=Do.SEE_OUTCOMES)
    cases = own_cases(opened.person, request.actor, to=Do.SEE_OUTCOMES)
    going_on = [case for case in cases if case.closed_on is None]
    context = {
        "opened": opened,
        "shared": True,
        "asked": asked,
        "name": first_name(opened.person),
        "stands": [Stands(case, owed(case, opened.today)) for case in going_on],
        "may_record": bool(cases) and access.may(request.actor, Do.RECORD_OUTCOMES),
        **(_shown(request, opened, asked) if asked else {}),
    }
    return render(request, "outcomes/reviews.html", context)


@require_safe
def review(request: StaffRequest, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Show one review as it was held: both views in words, and who was there."""
    opened = open_person(request, person_id, to=Do.SEE_OUTCOMES, where="outcomes:review")
    found = _one(request, opened, review_id, to=Do.SEE_OUTCOMES)
    rows = access.visible(Score, by=request.actor, to=Do.SEE_OUTCOMES).filter(person=opened.person)
    asked = scored(request.actor, found.framework.slug, to=Do.SEE_OUTCOMES)
    context = {
        "opened": opened,
        "review": found,
        "name": first_name(opened.person),
        "scores": [_said(score) for score in queries.scores_at(rows, [found])],
        "closed": asked.closed_to(opened) if asked else [],
        "self_rated": found.framework.slug in SELF_RATED,
        "may_strike": found.struck_on is None and _is_ours(request, found) and _may_record(request),
    }
    return render(request, "outcomes/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: StaffRequest, person_id: UUID, review_id: UUID) -> HttpResponse:
    """Strike out a review that was entered by mistake.

    Raises:
        NotAllowed: the review is another service's.
    """
    opened = open_to_change(request, person_id, kind=Review, where="outcomes:strike", to=Do.RECORD_OUTCOMES)
    found = _one(request, opened, review_id, to=Do.RECORD_OUTCOMES)
    if not _is_ours(request, found):
        raise NotAllowed(NOT_OURS)
    form = StrikeForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            why = form.cleaned_data["why"]
            strike_review(found, version=version_of(request), why=why, by=request.actor, at=clock.now())
        if form.is_valid():
            messages.success(request, "Saved. The review is struck out. It is kept and counts nowhere.")
            return redirect("outcomes:reviews", opened.person.pk)
    return render(request, "outcomes/strike.html", {"form": form, "opened": opened, "review": found})


@dataclass(frozen=True)
class Said:
    """What was scored for one part of life, in the words of the steps."""

    score: Score
    theirs: str
    ours: str
    reworded: bool


def _said(score: Score) -> Said:
    reworded = score.wording != score.domain.wording
    return Said(
        score,
        "" if reworded else _step(score, score.theirs),
        "" if reworded else _step(score, score.ours),
        reworded,
    )


def _step(score: Score, given: int | None) -> str:
    """Return what a step means; nothing when it was skipped."""
    return score.domain.steps[given - 1] if given and given <= len(score.domain.steps) else ""


def _shown(request: StaffRequest, opened: Opened, asked: Scored) -> dict[str, object]:
    """Return what the page draws and lists for one framework."""
    rows = access.visible(Review, by=request.actor, to=Do.SEE_OUTCOMES).filter(person=opened.person)
    held = list(queries.in_time(rows, slug=asked.framework.slug))
    scores = access.visible(Score, by=request.actor, to=Do.SEE_OUTCOMES).filter(person=opened.person)
    said = queries.scores_at(scores, held) if held else []
    page, more = _page(request, list(queries.newest(rows.filter(framework__slug=asked.framework.slug))))
    return {
        "distance": distance(
            asked.domains,
            held,
            said,
            closed=asked.closed_to(opened),
            name=first_name(opened.person),
            today=opened.today,
        ),
        "self_rated": asked.framework.slug in SELF_RATED,
        "counted": counted(asked.framework.slug),
        "page": page,
        "next": more,
    }


def _page(request: StaffRequest, every: Sequence[Review]) -> tuple[Sequence[Review], str | None]:
    """Return 25 reviews after the one a link names, and the link to the next."""
    mark = request.GET.get("after", "")
    place = next((number for number, row in enumerate(every, 1) if str(row.pk) == mark), 0)
    shown = every[place : place + PAGE]
    kept = {"framework": request.GET.get("framework", ""), "after": str(shown[-1].pk)} if shown else {}
    return shown, f"?{urlencode(kept)}#reviews" if len(every) > place + PAGE else None


def _one(request: StaffRequest, opened: Opened, review_id: UUID, *, to: Do) -> Review:
    rows = access.visible(Review, by=request.actor, to=to).filter(person=opened.person, pk=review_id)
    return access.one(queries.newest(rows))


def _is_ours(request: StaffRequest, found: Review) -> bool:
    actor, case = request.actor, found.case
    return case.team_id in actor.team_ids or case.service.organisation_id == actor.organisation_id


def _may_record(request: StaffRequest) -> bool:
    return access.may(request.actor, Do.RECORD_OUTCOMES)


def held_before(request: StaffRequest, opened: Opened, slug: str) -> list[date]:
    """Return the days on which someone was reviewed before, by one framework."""
    rows = access.visible(Review, by=request.actor, to=Do.RECORD_OUTCOMES).filter(person=opened.person)
    return list(queries.in_time(rows, slug=slug).values_list("held_on", flat=True))
