"""What one may do from the lists without leaving them: lay someone's runway, and say how a step stands."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.journeys.finish_step import finish_step
from throughline.journeys.lay_runway import lay_runway
from throughline.plans.actions import tasks
from throughline.plans.models import Plan
from throughline.web.people.frame import open_to_change
from throughline.web.plans.opening import open_step_to_tick

NOTHING_LAID = "No protocol that is in use here asks for anything. Add the first step to their plan by hand."
UNDER_WAY = "under_way"
LONGEST = 60
LONGEST_QUERY = 500
SAY_WHAT = "Say in a word or two what is under way, such as Ordered or Booked."
TOO_LONG = f"Keep what is under way to {LONGEST} letters."


@require_POST
def lay(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Lay what the protocols ask for, for someone whose release nobody has begun to plan; then back to the board."""
    opened = open_to_change(request, person_id, kind=Plan, where="releases:lay", to=Do.CHANGE_PLANS)
    try:
        shifts = lay_runway(opened.person, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back("releases:board", request.POST.get("query", ""))
    if not shifts:
        messages.info(request, NOTHING_LAID)
        return redirect("plans:plan", person_id=person_id)
    steps = counted(len(shifts), "step", "steps")
    messages.success(request, f"The runway of {opened.person.shown_name} is laid: {steps}.")
    return _back("releases:board", request.POST.get("query", ""))


@require_POST
def tick(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Keep that a step was done today, or what is under way; then back to the same place in the list."""
    opened, row = open_step_to_tick(request, person_id, task_id, where="releases:tick")
    words, under_way = request.POST.get("progress", "").strip(), request.POST.get("act") == UNDER_WAY
    try:
        if under_way:
            _check(words)
            tasks.progress(row, words=words, by=request.actor, at=clock.now())
        else:
            finish_step(row, on=clock.today(), words=words, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.error(request, f"{opened.person.shown_name}: {refusal}")
    else:
        kept = f"Under way: {words}" if under_way else "Done"
        messages.success(request, f"{opened.person.shown_name}. {kept}.")
    return _back("releases:whole_prison", request.GET.urlencode(), anchor=f"s-{task_id}" if under_way else "steps")


def _check(words: str) -> None:
    if not words:
        raise Refused(SAY_WHAT)
    if len(words) > LONGEST:
        raise Refused(TOO_LONG)


def _back(where: str, query: str, *, anchor: str = "") -> HttpResponse:
    """Return to a list as it was asked for. Only what a link can say is taken from the query."""
    asked = QueryDict(query[:LONGEST_QUERY]).urlencode()
    return redirect(f"{reverse(where)}{f'?{asked}' if asked else ''}{f'#{anchor}' if anchor else ''}")
