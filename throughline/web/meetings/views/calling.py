"""Calling a meeting, changing it, asking agencies to it, and keeping that it was held or called off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.journeys import call_meeting as journey
from throughline.journeys.carry_over import carry_over as carry
from throughline.journeys.invite_to_meeting import invite_to_meeting
from throughline.meetings import queries
from throughline.meetings.actions import meetings as actions
from throughline.meetings.models import Invitation, Meeting
from throughline.web.agencies.asking import BEGINNING
from throughline.web.meetings.asking import QUESTION, Asking, Doing, ask
from throughline.web.meetings.forms.meetings import CallForm, InviteForm, MeetingForm, WhyForm, typed
from throughline.web.meetings.opening import (
    meeting_url,
    open_meeting,
    open_own,
    own_organisation,
    own_staff,
    own_teams,
    partners,
)
from throughline.web.shell.versions import version_of

MEETINGS = "Meetings"


@require_http_methods(QUESTION)
def call(request: StaffRequest) -> HttpResponse:
    """Call a meeting. ``?like=`` names an earlier one of the series: its name, place and agencies are filled in."""
    access.need(request.actor, Do.RUN_MEETINGS)
    offered = partners(request.actor)
    form = CallForm(
        request.POST or None,
        teams=own_teams(request.actor),
        staff=own_staff(request.actor),
        offered=offered,
        initial=_like(request),
    )

    def act(doing: Doing) -> str:
        caller = own_organisation(request.actor)
        row = journey.call_meeting(caller, facts=form.facts, invited=form.chosen, by=doing.by, at=doing.at)
        return meeting_url(row.pk)

    words = Asking(
        title="Call a meeting",
        verb="Call the meeting",
        done="The meeting is called, and every agency you ticked is told.",
        back=reverse("meetings:meetings"),
        trail=MEETINGS,
        lead="Whoever the last meeting of the same name left something open about comes on its list by itself.",
    )
    return ask(request, form, act, words=words)


@require_http_methods(QUESTION)
def change(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Change what a meeting is, when or where. Whoever was asked is told of another time or place."""
    row = open_own(request, meeting_id)
    form = MeetingForm(
        request.POST or None, teams=own_teams(request.actor), staff=own_staff(request.actor), initial=typed(row)
    )

    def act(doing: Doing) -> None:
        journey.change_meeting(row, facts=form.facts, version=doing.version, by=doing.by, at=doing.at)

    words = _words(row, title="Change the meeting", verb="Save the change", done="The meeting is changed.")
    return ask(request, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def cancel(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Keep that a meeting does not happen. Whoever was asked is told."""
    row = open_own(request, meeting_id)
    form = WhyForm(request.POST or None)

    def act(doing: Doing) -> None:
        why = form.cleaned_data["why"]
        journey.call_off_meeting(row, why=why, version=doing.version, by=doing.by, at=doing.at)

    words = _words(
        row,
        title="Call the meeting off",
        verb="Call it off",
        done="The meeting is called off, and whoever was asked is told.",
        lead="Every agency that was asked is told, with the reason. Name nobody you support.",
        danger=True,
    )
    return ask(request, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def invite(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Ask more agencies to a meeting."""
    row = open_own(request, meeting_id)
    asked = access.visible(Invitation, by=request.actor, to=Do.RUN_MEETINGS).filter(meeting=row)
    known = {each.organisation_id for each in asked}
    form = InviteForm(request.POST or None, offered=[each for each in partners(request.actor) if each.pk not in known])

    def act(doing: Doing) -> None:
        invite_to_meeting(row, form.chosen, by=doing.by, at=doing.at)

    words = _words(row, title="Ask agencies to the meeting", verb="Ask them", done="They are asked, and told once.")
    return ask(request, form, act, words=words)


@require_POST
def hold(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Keep that a meeting was held."""
    row = open_own(request, meeting_id)
    try:
        actions.hold(row, version=version_of(request), by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The meeting is kept as held. Decisions can still be written down.")
    return redirect(meeting_url(row.pk))


@require_POST
def carry_over(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Take over whoever something decided at the last meeting of the series is not done about."""
    row = open_own(request, meeting_id)
    try:
        new = carry(row, by=request.actor, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        came = counted(len(new), "person came", "people came")
        said = f"{came} over from last time." if new else "Nothing more is open from last time."
        messages.success(request, said)
    return redirect(meeting_url(row.pk))


def _words(row: Meeting, *, title: str, verb: str, done: str, lead: str = "", danger: bool = False) -> Asking:
    return Asking(title=title, verb=verb, done=done, lead=lead, danger=danger, back=meeting_url(row.pk), trail=row.name)


def _like(request: StaffRequest) -> dict[str, object]:
    """Return what the form begins with: an earlier meeting's answers but for its day, where a link names one."""
    try:
        pk = UUID(request.GET.get("like", ""))
    except ValueError:
        pk = BEGINNING
    if pk == BEGINNING:
        return {}
    row = open_meeting(request, pk, to=Do.RUN_MEETINGS)
    asked = queries.invited(access.visible(Invitation, by=request.actor, to=Do.RUN_MEETINGS).filter(meeting=row))
    return {**typed(row), "on": None, "organisations": [str(each.organisation_id) for each in asked]}
