"""The whole list of steps that fall to the viewer."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import reads
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.plans import queries
from throughline.plans.models import Task
from throughline.web.today.task_section import step_line, steps_due

HERE = "today:steps"
PAGE = 25
SEPARATOR = "~"


@require_safe
def steps(request: StaffRequest) -> HttpResponse:
    """Show every step that falls to the viewer and is late, blocked or due in a week."""
    today, mark = clock.today(), request.GET.get("after", "")
    found = list(_after(steps_due(request.actor, today), mark)[: PAGE + 1])
    shown = found[:PAGE]
    reads.log({row.person_id for row in shown}, by=request.actor, where=HERE)
    more = f"?{urlencode({'after': _mark_of(shown[-1])})}" if len(found) > PAGE else None
    context = {"title": "Steps of plans", "lines": [step_line(row, today) for row in shown]}
    return render(request, "today/list.html", {**context, "next": more, "first": reverse(HERE) if mark else None})


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
