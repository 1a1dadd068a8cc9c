"""The meetings of one's organisation: those to come, and those that were held."""

from collections import Counter

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.meetings import queries
from throughline.meetings.models import Invitation, Meeting, TalkedAbout
from throughline.web.agencies.asking import last_seen, page_of

TO = Do.SEE_MEETINGS
HELD = "held"


@require_safe
def meetings(request: StaffRequest) -> HttpResponse:
    """List the meetings one's organisation calls or is asked to: the next first, or with ``?show=held`` the last."""
    held = request.GET.get("show") == HELD
    rows = access.visible(Meeting, by=request.actor, to=TO)
    page = page_of(_from(rows, request, held=held), request)
    asked = access.visible(Invitation, by=request.actor, to=TO)
    mine = {row.meeting_id: row for row in queries.of_organisation(asked, request.actor.organisation_id, page.rows)}
    known = Counter(queries.on_lists(access.visible(TalkedAbout, by=request.actor, to=TO), page.rows))
    context = {
        "held": held,
        "page": page,
        "rows": [(row, mine.get(row.pk), known[row.pk]) for row in page.rows],
        "may_run": access.may(request.actor, Do.RUN_MEETINGS),
    }
    return render(request, "meetings/meetings.html", context)


def _from(rows: QuerySet[Meeting], request: StaffRequest, *, held: bool) -> QuerySet[Meeting]:
    found = queries.settled(rows) if held else queries.coming(rows)
    last = rows.filter(pk=last_seen(request)).first() if "after" in request.GET else None
    if last is None:
        return found
    return queries.after_settled(found, last) if held else queries.after_coming(found, last)
