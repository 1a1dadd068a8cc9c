"""The viewer's caseload: whom they work with, where each stands, and who has been quiet."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases import queries
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.web.cases import listing
from throughline.web.cases.forms.caseload import OVERDUE, QUIET, CaseloadForm

PAGE = 25


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    """List open cases: the viewer's own and those they cover, the whole team's, or those nobody holds."""
    actor, today = request.actor, clock.today()
    show = request.GET.get("show", "")
    show = show if show in listing.SHOWS else listing.MINE
    scope = _scope(listing.of_viewer(actor, today), show, actor)
    numbers = listing.numbers(scope, today)
    form = CaseloadForm(request.GET, workers=numbers.workers, services=numbers.services)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    page = list(_from(_narrowed(scope, asked, today), request.GET.get("after", ""))[: PAGE + 1])
    shown = page[:PAGE]
    reads.log({case.person_id for case in shown}, by=actor, where="cases:caseload")
    kept = {"show": show, **asked}
    context = {
        "form": form,
        "show": show,
        "tabs": [(words, _page({"show": key}), key == show) for key, words in listing.SHOWS.items()],
        "rows": listing.rows(shown, by=actor, today=today) if shown else [],
        "numbers": numbers,
        "narrowed": bool(asked),
        "clear": _page({"show": show}),
        "team_url": _page({"show": listing.TEAM}),
        "may_record": access.may(actor, Do.RECORD_CONTACTS),
        "may_manage": access.may(actor, Do.MANAGE_CASES),
        "previous": _page(kept) if request.GET.get("after") else None,
        "next": _page({**kept, "after": str(shown[-1].pk)}) if len(page) > PAGE else None,
    }
    return render(request, "cases/caseload.html", context)


def _scope(cases: QuerySet[Case], show: str, actor: Staff) -> QuerySet[Case]:
    if show == listing.NOBODY:
        return queries.without_worker(cases)
    return listing.mine(cases, actor) if show == listing.MINE else cases


def _narrowed(cases: QuerySet[Case], asked: dict[str, str], today: date) -> QuerySet[Case]:
    cases = queries.standing_in(cases, asked.get("setting", ""))
    if asked.get("worker"):
        cases = cases.filter(key_worker_id=UUID(asked["worker"]))
    if asked.get("service"):
        cases = cases.filter(service_id=UUID(asked["service"]))
    if asked.get("which") == QUIET:
        cases = cases.filter(quiet_from__lte=today)
    if asked.get("which") == OVERDUE:
        cases = cases.filter(review_due_on__lt=today)
    return cases


def _from(cases: QuerySet[Case], after: str) -> QuerySet[Case]:
    """Return the cases after the last of the page before; all of them when none that is visible is named."""
    try:
        return listing.after(cases, UUID(after)) if after else cases
    except ValueError:
        return cases


def _page(query: dict[str, str]) -> str:
    return f"{reverse('cases:caseload')}?{urlencode(query)}"
