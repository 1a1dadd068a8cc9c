"""The page of one meeting, usable on the day; and the same on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Organisation
from throughline.foundations import clock
from throughline.journeys.count_on_lists import count_on_lists
from throughline.meetings import queries
from throughline.meetings.models import Invitation, Meeting, TalkedAbout
from throughline.meetings.statuses import MeetingState
from throughline.web.meetings.gathering import gather
from throughline.web.meetings.opening import is_own, open_meeting
from throughline.web.meetings.table import Table

TO = Do.SEE_MEETINGS


@require_safe
def meeting(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Show who is asked, whom it talks about, what is open about each, and what was decided."""
    row = open_meeting(request, meeting_id)
    runs = access.may(request.actor, Do.RUN_MEETINGS) and row.state != MeetingState.CANCELLED
    return render(request, "meetings/meeting.html", _context(request, row, where="meetings:meeting", deciding=runs))


@require_safe
def print_meeting(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Show the list of a meeting as it is printed; who was printed is kept as read."""
    row = open_meeting(request, meeting_id)
    context = _context(request, row, where="meetings:print", why="Printed for a meeting")
    return render(request, "meetings/print.html", {**context, "printed_by": request.actor.words})


def _context(
    request: StaffRequest, row: Meeting, *, where: str, why: str = "", deciding: bool = False
) -> dict[str, object]:
    actor, today = request.actor, clock.today()
    invitations = list(queries.invited(access.visible(Invitation, by=actor, to=TO).filter(meeting=row)))
    talks = list(queries.on_list(access.visible(TalkedAbout, by=actor, to=TO), row))
    table = Table(row, invitations)
    people = gather(actor, table, talks, today=today, deciders=_deciders(table) if deciding else ())
    reads.log({talk.person_id for talk in talks}, by=actor, where=where, why=why)
    return {
        "meeting": row,
        "table": table,
        "invitations": invitations,
        "people": people,
        "others": count_on_lists([row.pk])[row.pk] - len(talks),
        "nobody_begun": [one.talk.person.shown_name for one in people if not one.owed and not one.now],
        "mine": next((each for each in invitations if each.organisation_id == actor.organisation_id), None),
        "own": is_own(row, actor) and access.may(actor, Do.RUN_MEETINGS),
        "may_run": deciding,
        "has_come": localdate(row.held_at) <= today,
        "is_planned": row.state == MeetingState.PLANNED,
    }


def _deciders(table: Table) -> list[Organisation]:
    """Return who may be given what is decided from the page itself: those who call the meeting or are asked to it."""
    return [table.meeting.organisation, *(each.organisation for each in table.invitations)]
