"""The whole list of steps that fall to the viewer."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.plans import queries
from throughline.plans.models import Task
from throughline.web.today.owed import COLLEAGUES, Steps, beside, late_with_colleagues, mine
from throughline.web.today.task_section import step_line

HERE = "today:steps"
PAGE = 25
SEPARATOR = "~"


@require_safe
def steps(request: StaffRequest) -> HttpResponse:
    """Show every step that falls to the viewer and is late, blocked or due in a week.

    ``?whose=colleagues`` shows those late with colleagues instead, to those who answer for their work.
    """
    today, mark, whose = clock.today(), request.GET.get("after", ""), request.GET.get("whose", "")
    theirs = whose == COLLEAGUES and access.may(request.actor, Do.MANAGE_CASES)
    rows = late_with_colleagues(request.actor, today) if theirs else mine(request.actor, today)
    found = list(_after(rows, mark)[: PAGE + 1])
    shown = found[:PAGE]
    reads.log({row.person_id for row in shown}, by=request.actor, where=HERE)
    kept = {"whose": COLLEAGUES} if theirs else {}
    more = f"?{urlencode({**kept, 'after': _mark_of(shown[-1])})}" if len(found) > PAGE else None
    held = Steps(beside=beside(request.actor, shown), today=today)
    context = {
        "title": "Steps late with colleagues" if theirs else "Steps late, blocked or due",
        "lines": [step_line(row, today, held=held.held_by(row), ask=theirs) for row in shown],
        "next": more,
        "first": f"{reverse(HERE)}?{urlencode(kept)}" if mark else None,
        "back": "steps",
    }
    return render(request, "today/list.html", context)


def _mark_of(row: Task) -> str:
    """Write a step's place in the list for a link."""
    return f"{row.due_on or queries.LAST}{SEPARATOR}{row.pk}"


def _after(rows: QuerySet[Task], mark: str) -> QuerySet[Task]:
    """Return what comes after a place in the list; all of it when the link names no place."""
    try:
        on, pk = mark.split(SEPARATOR)
        return queries.after_task(rows, on=date.fromisoformat(on), pk=UUID(pk))
    except ValueError:
        return rows
