"""One round: what it would do before it is applied, how far it is, and what came of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody.models import Round
from throughline.foundations import clock
from throughline.web.rounds.page import gather

LARGEST = 10_000_000


@require_safe
def one(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Show a round of one's organisation, with those people in it whom the viewer works with."""
    found = access.get(Round, round_id, by=request.actor, to=Do.CHANGE_MANY_DATES)
    after = _number(request.GET.get("after", ""))
    page = gather(
        found, by=request.actor, after=after, everyone="all" in request.GET, at=clock.now(), today=clock.today()
    )
    here = reverse("rounds:round", args=[found.pk])
    context = {
        "round": found,
        "page": page,
        "here": here,
        "previous": here if after else None,
        "next": f"{here}?after={page.lines[-1].row.number}" if page.more else None,
    }
    return render(request, "rounds/round.html", context)


def _number(text: str) -> int:
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() and len(text) < len(str(LARGEST)) else 0
