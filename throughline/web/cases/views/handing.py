"""Cases change hands: a leaver's whole list, or the rows someone chose, in one press."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Team
from throughline.cases import queries
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.wording import counted
from throughline.journeys.hand_over_cases import hand_over_cases
from throughline.web.cases import listing
from throughline.web.cases.asking import QUESTION
from throughline.web.cases.forms.caseload import HandOverForm
from throughline.web.cases.opening import colleagues
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside

MOST = 100
"""Cases handed over in one press; a longer list is done in turns."""
NOBODY = "nobody"


@require_http_methods(QUESTION)
def hand_over(request: StaffRequest) -> HttpResponse:
    """Give cases to other key workers, with the reason; without a list of cases, ask whose."""
    actor, today = request.actor, clock.today()
    access.need(actor, Do.MANAGE_CASES)
    every = listing.of_viewer(actor, today)
    cases = list(_chosen(request, every)[:MOST])
    if not cases:
        return render(request, "cases/hand_over_whose.html", {"whose": _whose(every)})
    reads.log({case.person_id for case in cases}, by=actor, where="cases:hand_over")
    users = colleagues(_teams(cases), by=actor, on=today, to=Do.MANAGE_CASES)
    form = HandOverForm(request.POST or None, cases=cases, users=users, today=today)
    if form.is_valid() and _hand_over(request, form):
        return redirect("cases:caseload")
    keep = keepable(request, to=Do.MANAGE_CASES)
    keep.fill(form)
    context = {"form": form, "keep": keep, "cases": cases, "most": MOST if len(cases) == MOST else 0}
    return render(request, "cases/hand_over.html", context)


def _hand_over(request: StaffRequest, form: HandOverForm) -> bool:
    """Hand each share over, all of them or none; return whether it was done."""
    shares = form.shares()
    with beside(form), transaction.atomic():
        for worker, cases in shares.items():
            said = form.cleaned_data
            hand_over_cases(cases, to=worker, words=said["words"], on=said["on"], by=request.actor, at=clock.now())
    if form.is_valid():
        number = sum(map(len, shares.values()))
        messages.success(request, f"{counted(number, 'case', 'cases')} handed over. The new key workers are told.")
    return form.is_valid()


def _chosen(request: StaffRequest, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that are named one by one, or those of the worker who is named."""
    named = [pk for pk in map(_id, request.GET.getlist("case")[:MOST]) if pk]
    if named:
        return cases.filter(pk__in=named)
    whose = request.GET.get("from", "")
    if whose == NOBODY:
        return queries.without_worker(cases)
    worker = _id(whose)
    return queries.kept_by(cases, [worker]) if worker else cases.none()


def _whose(cases: QuerySet[Case]) -> list[tuple[str, str, int]]:
    """Return each key worker of some cases with how many they hold, and where to hand those over."""
    return [
        (name or "No key worker", f"{reverse('cases:hand_over')}?{urlencode({'from': str(pk or NOBODY)})}", number)
        for pk, name, number in listing.held(cases)
    ]


def _teams(cases: list[Case]) -> list[Team]:
    return list({case.team_id: case.team for case in cases}.values())


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
