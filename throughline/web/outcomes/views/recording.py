"""Recording a review that person and worker held together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases.models import Case
from throughline.custody.rules import leading
from throughline.foundations import clock
from throughline.journeys.record_review import record_review
from throughline.outcomes.actions.reviewing import NewReview, NewScore
from throughline.outcomes.models import Domain, Review
from throughline.outcomes.rules import SELF_RATED, suggest_point
from throughline.outcomes.statuses import Point
from throughline.web.custody.dates import typed
from throughline.web.outcomes.forms.reviews import Asked, ReviewForm
from throughline.web.outcomes.opening import Scored, first_name, own_cases, scored
from throughline.web.outcomes.views.reviews import held_before
from throughline.web.people.frame import Opened, open_to_change
from throughline.web.shell.refusals import beside


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Ask both views of each part of life, and keep them."""
    opened = open_to_change(request, person_id, kind=Review, where="outcomes:record", to=Do.RECORD_OUTCOMES)
    cases = own_cases(opened.person, request.actor, to=Do.RECORD_OUTCOMES)
    asked = scored(request.actor, request.GET.get("framework", ""), to=Do.RECORD_OUTCOMES)
    if asked is None or not cases:
        return render(request, "outcomes/nothing_to_record.html", {"opened": opened, "asked": asked})
    form = ReviewForm(request.POST or None, asked=_asked(request, opened, asked, cases))
    if form.is_valid():
        with beside(form):
            record_review(
                _review(form, asked, request), _scores(form, asked.open_to(opened)), by=request.actor, at=clock.now()
            )
        if form.is_valid():
            messages.success(request, f"Saved. The review of {opened.person.shown_name} is recorded.")
            return redirect(f"{reverse('outcomes:reviews', args=[opened.person.pk])}?framework={asked.framework.slug}")
    context = {"form": form, "opened": opened, "asked": asked, "closed": asked.closed_to(opened)}
    return render(request, "outcomes/record.html", {**context, "name": first_name(opened.person)})


def _asked(request: StaffRequest, opened: Opened, asked: Scored, cases: list[Case]) -> Asked:
    return Asked(
        name=first_name(opened.person),
        cases=cases,
        domains=asked.open_to(opened),
        self_rated=asked.framework.slug in SELF_RATED,
        today=opened.today,
        point=_point(request, opened, asked, cases[0]),
    )


def _point(request: StaffRequest, opened: Opened, asked: Scored, case: Case) -> Point:
    stay = opened.stay
    first = leading(typed(opened.dates))
    return suggest_point(
        held_before=len(held_before(request, opened, asked.framework.slug)),
        on=opened.today,
        release_on=stay.ended_on if stay and stay.ended_on else first.on if first else None,
        closed_on=case.closed_on,
    )


def _review(form: ReviewForm, asked: Scored, request: StaffRequest) -> NewReview:
    said = form.cleaned_data
    return NewReview(
        case=form.case_chosen(),
        framework=asked.framework,
        held_on=said["held_on"],
        point=said["point"],
        how=said["how"],
        person_present=said["person_present"],
        worker_present=said["worker_present"],
        others_present=said["others_present"],
        person_agrees=form.agrees(),
        words=said["words"],
        user=request.user,
    )


def _scores(form: ReviewForm, domains: list[Domain]) -> list[NewScore]:
    said = form.cleaned_data
    return [
        NewScore(
            domain=domain,
            theirs=said[f"theirs-{domain.key}"],
            ours=said.get(f"ours-{domain.key}"),
            their_words=said[f"their_words-{domain.key}"],
            our_words=said.get(f"our_words-{domain.key}", ""),
        )
        for domain in domains
    ]
