"""Asking to be let in to a record, and answering those who ask."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.pacing import Guess, pace
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.journeys.answer_access_request import Reach, answer_access_request
from throughline.journeys.ask_for_access import ask_for_access
from throughline.sharing import queries
from throughline.sharing.models import AccessRequest
from throughline.web.sharing.forms import AnswerForm, AskForm
from throughline.web.sharing.opening import need_to_lead, own_teams
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

A_PAGE = 25
ASKED = (
    "If there is a record with this reference or number, the team that leads it has been asked. They will ring you or "
    "let you in. This is said whether or not there is such a record."
)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Ask to be let in. The answer never says whether there is such a person."""
    teams = own_teams(request, to=Do.ASK_FOR_ACCESS)
    reference = request.POST.get("reference") or request.GET.get("reference", "")
    # Another page may send the reference alone: then this is the first sight of the questions.
    form = AskForm(request.POST if "reason" in request.POST else None, teams=teams, reference=reference[:40])
    if form.is_valid():
        asked = form.cleaned_data
        with beside(form):
            pace(request.actor, Guess.ASK)
            ask_for_access(
                asked["reference"],
                team=asked["team"],
                user=request.user,
                reason=asked["reason"],
                by=request.actor,
                at=clock.now(),
            )
        if form.is_valid():
            messages.success(request, ASKED)
            return redirect("sharing:ask")
    return render(request, "sharing/ask.html", {"form": form})


@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """List the teams that ask to see people whom the viewer's team leads."""
    rows = access.visible(AccessRequest, by=request.actor, to=Do.CHANGE_SHARING)
    waiting = list(queries.waiting(rows)[:A_PAGE])
    reads.log({asked.person_id for asked in waiting}, by=request.actor, where="sharing:requests", why="Leads")
    return render(request, "sharing/requests.html", {"waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Let a team in, and how far; or not."""
    rows = access.visible(AccessRequest, by=request.actor, to=Do.CHANGE_SHARING)
    asked = access.one(rows.filter(pk=request_id).select_related("person", "team__organisation", "asked_by"))
    need_to_lead(request, asked.person)
    reads.log([asked.person_id], by=request.actor, where="sharing:answer", why="Leads")
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            answer_access_request(
                asked,
                reach=_reach(form),
                words=form.cleaned_data["reason"],
                user=request.user,
                version=version_of(request),
                by=request.actor,
                at=clock.now(),
            )
        if form.is_valid():
            return redirect("sharing:requests")
    return render(request, "sharing/answer.html", {"form": form, "asked": asked})


def _reach(form: AnswerForm) -> Reach | None:
    said = form.cleaned_data
    if said["agreed"] == "no":
        return None
    return Reach(
        tier=said["tier"],
        compartments=said["compartments"],
        reason=said["grant_reason"],
        basis=said["basis"],
        ends_at=form.ends_at(),
    )
