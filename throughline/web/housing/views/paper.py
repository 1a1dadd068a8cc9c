"""The account of every effort on paper, for a panel."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations.errors import NotAllowed
from throughline.housing.models import Home
from throughline.web.housing.page import HousingPage
from throughline.web.people.frame import open_person

NOT_SHARED = "Where this person lives is not shared with your team."


@require_safe
def print_efforts(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the first night, what was asked and every effort, as it is printed. Nothing sensitive is ever on it."""
    opened = open_person(request, person_id, to=Do.SEE_HOUSING, where="housing:print")
    if not opened.reach.sees(Home):
        raise NotAllowed(NOT_SHARED)
    page = HousingPage(opened)
    context = {"opened": opened, "page": page, "printed_by": request.user}
    return render(request, "housing/print.html", context)
