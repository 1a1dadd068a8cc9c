"""Whom a meeting talks about: put on its list, decided about, summed up, taken off."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.journeys.decide_at_meeting import decide_at_meeting
from throughline.meetings import queries
from throughline.meetings.actions import lists as actions
from throughline.meetings.models import TalkedAbout
from throughline.people.models import Person
from throughline.web.meetings.asking import QUESTION, Asking, Doing, ask
from throughline.web.meetings.candidates import candidates
from throughline.web.meetings.forms.meetings import WhyForm
from throughline.web.meetings.forms.people import AddPeopleForm, DecideForm, SaidForm, typed
from throughline.web.meetings.opening import meeting_url, open_meeting, open_talk, partners
from throughline.web.plans.opening import pathways_open


@require_http_methods(QUESTION)
def add_people(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Put several people on a list at once, from those who leave soon with something in the way."""
    meeting = open_meeting(request, meeting_id, to=Do.RUN_MEETINGS)
    on_it = queries.on_list(access.visible(TalkedAbout, by=request.actor, to=Do.RUN_MEETINGS), meeting)
    found = candidates(request, leave_out={talk.person_id for talk in on_it})
    reads.log([one.person_id for one in found.people], by=request.actor, where="meetings:add_people")
    form = AddPeopleForm(request.POST or None, offered=found.choices)

    def act(doing: Doing) -> None:
        ids, why = form.cleaned_data["people"], form.cleaned_data["why"]
        people = list(access.visible(Person, by=request.actor, to=Do.RUN_MEETINGS).filter(pk__in=ids).order_by("id"))
        actions.put_on_list(meeting, people, why=why, by=doing.by, at=doing.at)

    words = Asking(
        title="Put people on the list",
        verb="Put them on the list",
        done="They are on the list.",
        back=meeting_url(meeting.pk),
        trail=meeting.name,
        lead="Only people you work with are offered. Others are put on the list by an agency that works with them.",
        template="meetings/add_people.html",
    )
    return ask(request, form, act, words=words, shown={"found": found, "filter": found.form})


@require_http_methods(QUESTION)
def decide(request: StaffRequest, meeting_id: UUID, talk_id: UUID) -> HttpResponse:
    """Keep what a meeting decided about someone: it becomes a step with an owner and a day."""
    talk, opened = open_talk(request, meeting_id, talk_id, where="meetings:decide")
    form = DecideForm(
        request.POST or None,
        organisations=partners(request.actor, own=True),
        pathways=pathways_open(opened),
    )

    def act(doing: Doing) -> str:
        decide_at_meeting(talk, decided=form.decided, by=doing.by, at=doing.at)
        return f"{meeting_url(talk.meeting_id)}#t-{talk.pk}"

    words = Asking(
        title="What the meeting decided",
        verb="Save the decision",
        done=f"{opened.person.shown_name}: the decision is a step on their plan.",
        back=meeting_url(talk.meeting_id),
        trail=talk.meeting.name,
        lead="It becomes a step on their plan, and the agency that does it is told once.",
        template="meetings/person_form.html",
    )
    return ask(request, form, act, words=words, shown={"opened": opened, "talk": talk})


@require_http_methods(QUESTION)
def said(request: StaffRequest, meeting_id: UUID, talk_id: UUID) -> HttpResponse:
    """Keep whether they knew of the talk and took part, what they said, and the talk in short."""
    talk, opened = open_talk(request, meeting_id, talk_id, where="meetings:said")
    form = SaidForm(request.POST or None, initial=typed(talk))

    def act(doing: Doing) -> str:
        actions.sum_up(talk, said=form.said, version=doing.version, by=doing.by, at=doing.at)
        return f"{meeting_url(talk.meeting_id)}#t-{talk.pk}"

    words = Asking(
        title="What was said",
        verb="Save what was said",
        done=f"{opened.person.shown_name}: what was said is saved.",
        back=meeting_url(talk.meeting_id),
        trail=talk.meeting.name,
        template="meetings/person_form.html",
    )
    return ask(request, form, act, words=words, record=talk, shown={"opened": opened, "talk": talk})


@require_http_methods(QUESTION)
def take_off(request: StaffRequest, meeting_id: UUID, talk_id: UUID) -> HttpResponse:
    """Take someone off the list of a meeting that is planned."""
    talk, opened = open_talk(request, meeting_id, talk_id, where="meetings:take_off")
    form = WhyForm(request.POST or None)

    def act(doing: Doing) -> None:
        why = form.cleaned_data["why"]
        actions.take_off(talk, why=why, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="Take them off the list",
        verb="Take them off",
        done=f"{opened.person.shown_name} is off the list.",
        back=meeting_url(talk.meeting_id),
        trail=talk.meeting.name,
        lead="What was decided about them stays. They can be put back on the list.",
        danger=True,
        template="meetings/person_form.html",
    )
    return ask(request, form, act, words=words, record=talk, shown={"opened": opened, "talk": talk})
