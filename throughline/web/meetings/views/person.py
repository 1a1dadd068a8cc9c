"""The meetings one person was talked about at, and putting them on the list of one to come."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.wording import moment
from throughline.meetings import queries
from throughline.meetings.actions import lists as actions
from throughline.meetings.models import BarrierHit, Meeting, TalkedAbout
from throughline.web.meetings.asking import QUESTION, Asking, Doing, ask
from throughline.web.meetings.forms.people import PutOnForm
from throughline.web.meetings.gathering import decisions_of
from throughline.web.meetings.opening import meeting_url
from throughline.web.people.frame import Opened, open_person, open_to_change

TO = Do.SEE_MEETINGS
FAR = timedelta(days=3 * 366)
LATELY = timedelta(days=14)
"""How long after a meeting was held someone may still be put on its list."""

MOST = 50
"""Meetings shown of one person."""


@require_safe
def of_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the meetings someone was or will be talked about at, what each decided, and the barriers in their way."""
    opened = open_person(request, person_id, to=TO, where="meetings:of_person")
    sees = opened.reach.sees(TalkedAbout)
    talks = list(queries.of_person(_talks(opened), _meetings(opened))[:MOST]) if sees else []
    decided = decisions_of(request.actor, person_id, until=clock.now() + FAR, today=opened.today) if sees else []
    context = {
        "opened": opened,
        "sees": sees,
        "rows": [(talk, [one for one in decided if one.decision.talked_about_id == talk.pk]) for talk in talks],
        "hits": _hits(opened) if sees else [],
        "may_run": sees and access.may(request.actor, Do.RUN_MEETINGS),
        "may_raise": sees and access.may(request.actor, Do.RAISE_BARRIERS),
    }
    return render(request, "meetings/of_person.html", context)


@require_http_methods(QUESTION)
def put_on(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Put one person on the list of a meeting."""
    opened = open_to_change(request, person_id, kind=TalkedAbout, where="meetings:put_on", to=Do.RUN_MEETINGS)
    rows = access.visible(Meeting, by=request.actor, to=Do.RUN_MEETINGS)
    meetings = list(queries.still_open(rows, request.actor.asked_at - LATELY)[:MOST])
    listed = [(str(row.pk), f"{row.name}, {moment(row.held_at, today=opened.today)}") for row in meetings]
    form = PutOnForm(request.POST or None, meetings=meetings, listed=listed)

    def act(doing: Doing) -> str:
        meeting: Meeting = form.cleaned_data["meeting"]
        actions.put_on_list(meeting, [opened.person], why=form.cleaned_data["why"], by=doing.by, at=doing.at)
        return meeting_url(meeting.pk)

    words = Asking(
        title="Put them on the list of a meeting",
        verb="Put them on the list",
        done=f"{opened.person.shown_name} is on the list.",
        back=reverse("meetings:of_person", kwargs={"person_id": person_id}),
        trail="Meetings about them",
        lead="" if meetings else "Your organisation calls no meeting and is asked to none. Call one first.",
        template="meetings/person_form.html",
    )
    return ask(request, form, act, words=words, shown={"opened": opened})


def _talks(opened: Opened) -> QuerySet[TalkedAbout]:
    return access.visible(TalkedAbout, by=opened.actor, to=TO).filter(person=opened.person)


def _meetings(opened: Opened) -> QuerySet[Meeting]:
    """Return the meetings that are links: not every agency that works with someone is asked to each."""
    return access.visible(Meeting, by=opened.actor, to=TO)


def _hits(opened: Opened) -> list[BarrierHit]:
    if not access.may(opened.actor, Do.SEE_BARRIERS):
        return []
    rows = access.visible(BarrierHit, by=opened.actor, to=Do.SEE_BARRIERS).filter(person=opened.person)
    return list(queries.hits_newest(rows).select_related("barrier__area")[:MOST])
