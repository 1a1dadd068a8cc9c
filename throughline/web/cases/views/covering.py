"""Who stands in while a colleague is away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Team, User
from throughline.cases import queries
from throughline.cases.actions import workers
from throughline.cases.models import Cover
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.foundations.wording import full_day
from throughline.web.cases.asking import QUESTION
from throughline.web.cases.forms.case import CoverForm
from throughline.web.cases.opening import colleagues, own_teams
from throughline.web.shell.drafts import keepable
from throughline.web.shell.refusals import beside

NOT_TOGETHER = "They are in no team of yours together. Choose two people of one team."


@require_safe
def cover(request: StaffRequest) -> HttpResponse:
    """List the cover of the viewer's teams: what holds today and what comes."""
    rows = access.visible(Cover, by=request.actor, to=Do.SEE_CASES)
    context = {
        "covers": list(queries.covers_to_come(rows, clock.today())),
        "may_manage": access.may(request.actor, Do.MANAGE_CASES),
    }
    return render(request, "cases/cover.html", context)


@require_http_methods(QUESTION)
def add_cover(request: StaffRequest) -> HttpResponse:
    """Arrange who stands in for a colleague, and until when."""
    access.need(request.actor, Do.MANAGE_CASES)
    teams, today = own_teams(request.actor, to=Do.MANAGE_CASES), clock.today()
    users = colleagues(teams, by=request.actor, on=today, to=Do.MANAGE_CASES)
    form = CoverForm(request.POST or None, users=users, today=today)
    if form.is_valid():
        with beside(form):
            said = form.cleaned_data
            team = _together(request, teams, said["away"], said["stand_in"])
            row = workers.arrange_cover(team, **said, by=request.actor, at=clock.now())
            until = full_day(row.until_on)
            messages.success(request, f"{row.stand_in.name} stands in for {row.away.name} until {until}.")
        if form.is_valid():
            return redirect("cases:cover")
    keep = keepable(request, to=Do.MANAGE_CASES)
    keep.fill(form)
    return render(request, "cases/add_cover.html", {"form": form, "keep": keep})


@require_http_methods(QUESTION)
def end_cover(request: StaffRequest, cover_id: UUID) -> HttpResponse:
    """End a time of cover now: the colleague is back."""
    row = access.get(Cover, cover_id, by=request.actor, to=Do.MANAGE_CASES)
    if request.method == "POST":
        workers.end_cover(row, by=request.actor, at=clock.now())
        messages.success(request, "The cover has ended.")
        return redirect("cases:cover")
    return render(request, "cases/end_cover.html", {"cover": row})


def _together(request: StaffRequest, teams: list[Team], away: User, stand_in: User) -> Team:
    """Return a team of the viewer's that both people are in: the one that takes people on, if any.

    Raises:
        Refused: there is none.
    """
    both = {away.pk, stand_in.pk}
    for team in teams:
        if both <= {user.pk for user in colleagues([team], by=request.actor, on=clock.today(), to=Do.MANAGE_CASES)}:
            return team
    raise Refused(NOT_TOGETHER, field="stand_in")
