"""The rounds of the viewer's organisation."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody import rounds_queries as queries
from throughline.custody.models import Round

PAGE = 25


@require_safe
def rounds(request: StaffRequest) -> HttpResponse:
    """List the rounds one's organisation prepared, the last first."""
    found = queries.newest_first(access.visible(Round, by=request.actor, to=Do.CHANGE_MANY_DATES))
    after = request.GET.get("after", "")
    page = list(_from(found, after)[: PAGE + 1])
    shown = page[:PAGE]
    home = reverse("rounds:rounds")
    context = {
        "rounds": shown,
        "previous": home if after else None,
        "next": f"{home}?after={shown[-1].pk}" if len(page) > PAGE else None,
    }
    return render(request, "rounds/rounds.html", context)


def _from(found: QuerySet[Round], after: str) -> QuerySet[Round]:
    """Return the rounds after the last of the page before; all of them when none that is visible is named."""
    try:
        last = found.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        last = None
    return queries.before(found, last) if last else found
