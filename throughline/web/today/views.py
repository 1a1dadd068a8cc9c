"""What needs the viewer today, and the whole of the lists it begins."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody.models import KeyDate
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.foundations.wording import listed
from throughline.journeys.chase_notices import chase_notice
from throughline.notices.models import Notice
from throughline.web.today import leaving as dates
from throughline.web.today.desk import Desk
from throughline.web.today.sections import sections
from throughline.web.today.timetable import Line, Section

PAGE = 25


@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """Show what needs the viewer today, and say when that is everything."""
    found = sections(Desk(request.actor, clock.today()))
    seen = {line.person.pk for section in found for line in section.lines if line.person}
    if seen:
        reads.log(seen, by=request.actor, where="today:today")
    return render(request, "today/today.html", {"sections": found, "lead": _lead(found)})


@require_safe
def leaving(request: StaffRequest) -> HttpResponse:
    """Show everyone who leaves in the next seven days."""
    day = clock.today()
    title, rows = "Leaving in the next 7 days", dates.soon(request.actor, day)
    return _list(request, title, rows, "today:leaving", lambda row: dates.leaving_line(row, day))


@require_safe
def passed(request: StaffRequest) -> HttpResponse:
    """Show every date that passed with no release recorded."""
    day, actor = clock.today(), request.actor
    title, rows = "Dates that passed", dates.passed(actor, day)
    return _list(request, title, rows, "today:passed", lambda row: dates.passed_line(row, day, actor))


@require_POST
def chase(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Ask an agency again whether it has seen what it was told. Once a working day."""
    notice = access.get(Notice, notice_id, by=request.actor, to=Do.SEE_NOTICES)
    try:
        chase_notice(notice, by=request.actor, at=clock.now())
        messages.success(request, "They were asked again, by an email that names nobody.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('today:today')}#unanswered")


def _list(
    request: StaffRequest, title: str, rows: QuerySet[KeyDate], where: str, line: Callable[[KeyDate], Line]
) -> HttpResponse:
    mark = request.GET.get("after", "")
    found = list(dates.after(rows, mark)[: PAGE + 1])
    shown = found[:PAGE]
    reads.log({row.person_id for row in shown}, by=request.actor, where=where)
    more = f"?{urlencode({'after': dates.mark_of(shown[-1])})}" if len(found) > PAGE else None
    words = {"title": title, "lines": [line(row) for row in shown]}
    return render(request, "today/list.html", {**words, "next": more, "first": reverse(where) if mark else None})


def _lead(found: list[Section]) -> str:
    """Say what is below in one sentence."""
    return f"{listed([f'{one.count_words} {one.kind_words}' for one in found]).capitalize()}." if found else ""
