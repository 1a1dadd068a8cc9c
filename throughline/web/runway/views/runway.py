"""The runway of one person: what must be true by when, who owes it, and what holds it up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.wording import counted
from throughline.journeys.lay_runway import lay_runway, look
from throughline.plans.models import Plan
from throughline.web.line.blocker import chain
from throughline.web.line.ghosts import ghosts
from throughline.web.people.frame import Opened, open_person, open_to_change
from throughline.web.plans.opening import plan_now
from throughline.web.runway.answers import questions
from throughline.web.runway.following import followed
from throughline.web.runway.reading import shown

HERE = "runway:runway"


@require_safe
def runway(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what must be true by when, whose it is, what it waits for and what it holds up."""
    opened = open_person(request, person_id, to=Do.SEE_PLANS, where=HERE)
    shared = opened.reach.sees(Plan)
    plan = plan_now(opened) if shared else None
    context = {
        "opened": opened,
        "shared": shared,
        "plan": plan,
        "may_change": shared and access.may(request.actor, Do.CHANGE_PLANS),
        "ghosts": ghosts(opened.dates_ever, now=opened.release_on),
    }
    return render(request, "runway/runway.html", context | (_whole(opened, plan) if plan else {}))


def _whole(opened: Opened, plan: Plan) -> dict[str, object]:
    found, person = shown(opened, plan), opened.person
    return {
        "runway": found,
        "chain": chain(found.steps, person_id=person.pk, name=person.shown_name, actor=opened.actor),
        "followed": followed(opened, plan),
    }


@require_safe
def asks(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what is not known of someone and what waits for the answer."""
    opened = open_to_change(request, person_id, kind=Plan, where="runway:asks", to=Do.SEE_PLANS)
    asked = look(opened.person, clock.now()).asked
    found = questions(asked, person_id=person_id, reach=opened.reach)
    return render(request, "runway/asks.html", {"opened": opened, "questions": found})


@require_POST
def lay(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Lay the runway from the protocols that are for this person, and say what came of it."""
    opened = open_to_change(request, person_id, kind=Plan, where="runway:lay", to=Do.CHANGE_PLANS)
    shifts = lay_runway(opened.person, by=request.actor, at=clock.now())
    if shifts:
        messages.success(request, f"The runway is laid: {counted(len(shifts), 'step', 'steps')} changed.")
    else:
        messages.info(request, "Nothing changed: every step stands where it should, or no protocol is for them.")
    return redirect(HERE, person_id=person_id)
