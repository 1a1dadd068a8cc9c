"""The inbox of notices, and saying that one was seen."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.reach import reach
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.errors import NotFound, Refused
from throughline.journeys.chase_notices import chase_notice
from throughline.notices import actions
from throughline.notices import queries as notices
from throughline.notices.models import Notice
from throughline.sharing.statuses import Tier
from throughline.web.notices.about import addressed_to, mark_of, people_named, read_mark, told

PAGE = 25
BACK_TO_TODAY = "today"
BACK_TO_PERSON = "person"


@require_safe
def inbox(request: StaffRequest) -> HttpResponse:
    """Show what the viewer and their teams were told: first what asks to be acknowledged, then the newest."""
    rows = notices.waiting_first(addressed_to(request.actor))
    mark = read_mark(request.GET.get("after", ""))
    found = list((notices.after(rows, mark) if mark else rows)[: PAGE + 1])
    shown = found[:PAGE]
    people = people_named((row.person_id for row in shown), by=request.actor)
    reads.log(people, by=request.actor, where="notices:inbox")
    more = f"?{urlencode({'after': mark_of(shown[-1])})}" if len(found) > PAGE else None
    first = reverse("notices:inbox") if mark else None
    return render(request, "notices/inbox.html", {"told": told(shown, people), "next": more, "first": first})


@require_POST
def acknowledge(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Keep that the viewer has seen a notice, and with it what it overtook, for each of their teams that was told."""
    mine = addressed_to(request.actor)
    notice = access.one(mine.filter(pk=notice_id))
    actions.acknowledge_all(notices.up_to(mine, notice), by=request.actor, at=clock.now())
    messages.success(request, "Kept: you have seen this.")
    return redirect(_back(request, notice))


@require_POST
def chase(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Ask a team again to say that it saw a notice about someone whose record the viewer leads."""
    rows = access.visible(Notice, by=request.actor, to=Do.SEE_NOTICES)
    notice = access.one(notices.newest(rows).filter(pk=notice_id, person_id__isnull=False))
    _need_to_lead(request, notice)
    try:
        chase_notice(notice, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "They are asked again, by an email that names nobody.")
    return redirect(_back(request, notice))


def _need_to_lead(request: StaffRequest, notice: Notice) -> None:
    """Refuse a chase by those who do not lead the record.

    Raises:
        NotFound: they do not.
    """
    held = reach(request.actor, notice.person_id).held if notice.person_id else ()
    if not any(one.tier >= Tier.LEADS for one in held):
        raise NotFound


def _back(request: StaffRequest, notice: Notice) -> str:
    """Return where the press came from: today, the person's custody page, or the inbox."""
    back = request.POST.get("back")
    if back == BACK_TO_PERSON and notice.person_id is not None:
        return reverse("custody:stay", args=[notice.person_id]) + "#seen"
    return f"{reverse('today:today')}#moved" if back == BACK_TO_TODAY else reverse("notices:inbox")
