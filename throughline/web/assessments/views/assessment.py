"""One person's needs and strengths: their words beside the worker's view, and what the rules make of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.assessments.models import Assessment
from throughline.assessments.thresholds import thresholds
from throughline.web.assessments.lists import LISTS, chosen
from throughline.web.assessments.page import Page
from throughline.web.people.frame import open_person


@require_safe
def assessment(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show every part of life that is shared with the viewer, what there is to build on, and two findings."""
    opened = open_person(request, person_id, to=Do.SEE_ASSESSMENTS, where="assessments:assessment")
    shared = opened.reach.sees(Assessment)
    context = {
        "opened": opened,
        "shared": shared,
        "page": Page(opened, chosen(request.GET.get("as", ""))) if shared else None,
        "lists": list(LISTS.values()),
        "may_assess": shared and access.may(request.actor, Do.ASSESS),
        "numbers": thresholds(),
    }
    return render(request, "assessments/assessment.html", context)
