"""The whole prison on one plan: what each department owes, and where two hold the same need."""

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
from throughline.agencies.statuses import Department
from throughline.foundations import clock
from throughline.plans import queries
from throughline.plans.models import Task
from throughline.web.releases import departments
from throughline.web.releases.leavers import SEPARATOR
from throughline.web.releases.scopes import EVERYONE, Scope, chosen, prisons_of, scopes

HERE = "releases:whole_prison"
PAGE = 25


@require_safe
def whole_prison(request: StaffRequest) -> HttpResponse:
    """Show the open steps of each department of a prison across everyone in it, and who else holds the same."""
    actor, today = request.actor, clock.today()
    prisons = prisons_of(scopes(actor))
    prison = _prison(prisons, request.GET.get("of", ""), request)
    if prison is None:
        return render(request, "releases/whole_prison.html", {"prisons": prisons, "prison": None})
    asked = _asked(request)
    owed = departments.owed(actor, prison)
    counts = departments.counted(owed, today=today)
    mark = request.GET.get("after", "")
    listed = departments.narrowed(owed, **asked, today=today)
    found = list(_after(listed, mark)[: PAGE + 1])
    page = found[:PAGE]
    reads.log({task.person_id for task in page}, by=actor, where=HERE)
    said = {"of": prison.key, **{name: value for name, value in asked.items() if value}}
    context = {
        "prisons": prisons,
        "prison": prison,
        "counts": counts,
        "total": sum(each.open for each in counts),
        "late": sum(each.late for each in counts),
        "asked": asked,
        "department": Department(asked["department"]).label if asked["department"] else "",
        "shows": [(key, words, _url({**said, "show": key})) for key, words in departments.SHOWS.items()],
        "rows": departments.told(actor, page, today=today),
        "query": urlencode({**said, **({"after": mark} if mark else {})}),
        "all_url": _url({"of": prison.key}),
        "first": _url(said) if mark else None,
        "next": _url({**said, "after": _mark_of(page[-1])}) if len(found) > PAGE else None,
        "elsewhere": prison.organisation_id != actor.organisation_id,
    }
    return render(request, "releases/whole_prison.html", context)


def _prison(prisons: list[Scope], key: str, request: StaffRequest) -> Scope | None:
    """Return the prison a link names, else the viewer's own, else the only one there is."""
    found = chosen(prisons, key, actor=request.actor)
    if found != EVERYONE:
        return found
    return prisons[0] if len(prisons) == 1 else None


def _asked(request: StaffRequest) -> dict[str, str]:
    department, show = request.GET.get("department", ""), request.GET.get("show", "")
    return {
        "department": department if department in Department.values else "",
        "show": show if show in departments.SHOWS else "",
    }


def _mark_of(task: Task) -> str:
    return f"{task.due_on or queries.LAST}{SEPARATOR}{task.pk}"


def _after(rows: QuerySet[Task], mark: str) -> QuerySet[Task]:
    """Return what comes after a place in the list; all of it when the link names no place."""
    on, _, pk = mark.partition(SEPARATOR)
    try:
        return queries.after_task(rows, on=date.fromisoformat(on), pk=UUID(pk))
    except ValueError:
        return rows


def _url(query: dict[str, str]) -> str:
    return f"{reverse(HERE)}?{urlencode({name: value for name, value in query.items() if value})}"
