"""Whose review is due, overdue or has never been held, among the people the viewer's teams work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases import queries as cases
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.outcomes import queries
from throughline.outcomes.rules import SOON
from throughline.web.outcomes.standings import Owed, owed

PAGE = 25
SEPARATOR = "~"
MINE = "mine"


@dataclass(frozen=True)
class List:
    """One way to list cases by their reviews: its name, what it says of itself, which cases, and in which order."""

    label: str
    lead: str
    narrow: Callable[[QuerySet[Case], date], QuerySet[Case]]
    ordered_by: str


LISTS = {
    "due": List(
        "Due or overdue",
        "A review in prison is due at least once a month. These are due within seven days, or late.",
        lambda rows, today: queries.owed(rows, until=today + SOON),
        "review_due_on",
    ),
    "never": List(
        "Never reviewed",
        "Nobody has held a review with them yet. Without a first one, no distance can be shown.",
        lambda rows, today: queries.never_reviewed(rows),
        "opened_on",
    ),
    "outside": List(
        "In the community",
        "Outside there is no fixed day: as often as possible. Those who have waited longest come first.",
        lambda rows, today: queries.outside(rows),
        "last_review_on",
    ),
}


@dataclass(frozen=True)
class Line:
    """One case and how it stands."""

    case: Case
    owed: Owed


@require_safe
def due(request: StaffRequest) -> HttpResponse:
    """List the cases of the viewer's teams, or their own, by what is owed."""
    today, asked = clock.today(), request.GET.get("show", "")
    asked = asked if asked in LISTS else "due"
    one, mine = LISTS[asked], request.GET.get("who", "") == MINE
    rows = _after(one.narrow(_cases(request, mine=mine), today), one.ordered_by, request.GET.get("after", ""))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    reads.log({case.person_id for case in shown}, by=request.actor, where="reviews:due")
    kept = {"show": asked, "who": MINE if mine else ""}
    context = {
        "list": one,
        "lists": [(key, each.label) for key, each in LISTS.items()],
        "asked": asked,
        "mine": mine,
        "lines": [Line(case, owed(case, today)) for case in shown],
        "next": _next(shown, one.ordered_by, kept) if len(found) > PAGE else None,
        "first": f"?{urlencode(kept)}" if request.GET.get("after") else None,
        "may_record": access.may(request.actor, Do.RECORD_OUTCOMES),
    }
    return render(request, "outcomes/due.html", context)


def _cases(request: StaffRequest, *, mine: bool) -> QuerySet[Case]:
    rows = access.visible(Case, by=request.actor, to=Do.SEE_OUTCOMES)
    ours = cases.of_teams(rows, request.actor.team_ids)
    return cases.worked_by(ours, [request.actor.id]) if mine else ours


def _after(rows: QuerySet[Case], field: str, mark: str) -> QuerySet[Case]:
    """Return what comes after a place in a list; all of it when the link names no place."""
    try:
        on, pk = mark.split(SEPARATOR)
        return queries.beyond(rows, field=field, on=date.fromisoformat(on), pk=UUID(pk))
    except ValueError:
        return rows


def _next(shown: list[Case], field: str, kept: dict[str, str]) -> str:
    last = shown[-1]
    return f"?{urlencode({**kept, 'after': f'{getattr(last, field)}{SEPARATOR}{last.pk}'})}"
