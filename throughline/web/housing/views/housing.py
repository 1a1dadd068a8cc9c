"""Somewhere to live: the first night, every home, and all that was asked and tried."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.housing.models import Home, UnsafePlace
from throughline.housing.rules import STEADY_SOURCE
from throughline.web.housing.opening import BACK
from throughline.web.housing.page import EFFORTS, HousingPage
from throughline.web.people.frame import open_person


@require_safe
def housing(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show where someone lived, keeps a home, is to sleep on the first night and lives now, and all that was tried."""
    opened = open_person(request, person_id, to=Do.SEE_HOUSING, where=BACK)
    shared = opened.reach.sees(Home)
    context = {
        "opened": opened,
        "shared": shared,
        "page": HousingPage(opened) if shared else None,
        "may_change": shared and access.may(request.actor, Do.RECORD_HOUSING),
        "safety_shared": opened.reach.sees(UnsafePlace),
        "shown_efforts": EFFORTS,
        "steady_source": STEADY_SOURCE,
    }
    return render(request, "housing/housing.html", context)
