"""The protocols a plan follows: put on one, moved to a newer version, taken off."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.errors import NotFound
from throughline.journeys.lay_runway import look, look_with
from throughline.journeys.move_to_version import move_to_version
from throughline.journeys.put_on_protocol import put_on_protocol
from throughline.journeys.take_off_protocol import take_off_protocol
from throughline.plans.models import Course, Plan
from throughline.protocols.engine.comparing import differences
from throughline.protocols.known import protocol_of
from throughline.web.people.asking import QUESTION, Asking, ask
from throughline.web.people.frame import Opened, open_to_change
from throughline.web.plans.opening import open_plan_to_change, plan_now
from throughline.web.runway.changes import changes
from throughline.web.runway.following import followed, newer_of, to_put_on
from throughline.web.runway.forms import PutOnForm, TakeOffForm
from throughline.web.shell.refusals import beside

HERE = "runway:runway"


@require_http_methods(QUESTION)
def put_on(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Put the plan on a protocol that is in use."""
    opened = open_to_change(request, person_id, kind=Plan, where="runway:put_on", to=Do.CHANGE_PLANS)
    plan = plan_now(opened)
    others = to_put_on(opened, [each.course.slug for each in followed(opened, plan)] if plan else [])
    form = PutOnForm(request.POST or None, versions=others)
    if form.is_bound and form.is_valid():
        with beside(form):
            put_on_protocol(opened.person, form.chosen(), by=request.actor, at=clock.now())
        if form.is_valid():
            messages.success(request, f"The plan follows {form.chosen().title} now. Its steps are on the runway.")
            return redirect(HERE, person_id=person_id)
    return render(request, "runway/put_on.html", {"opened": opened, "form": form, "others": others})


@require_http_methods(QUESTION)
def move_version(request: StaffRequest, person_id: UUID, course_id: UUID) -> HttpResponse:
    """Show what a newer version of a protocol would change for this person, then move the plan to it."""
    opened, course = _course(request, person_id, course_id, where="runway:move_version")
    newer = newer_of(opened, course)
    if newer is None:
        messages.info(request, "The plan follows the newest version already.")
        return redirect(HERE, person_id=person_id)
    form, at = forms.Form(request.POST if request.method == "POST" else None), clock.now()
    if form.is_bound and form.is_valid():
        with beside(form):
            move_to_version(course, newer, by=request.actor, at=at)
        if form.is_valid():
            messages.success(request, f"The plan follows version {newer.number} of {newer.title} now.")
            return redirect(HERE, person_id=person_id)
    now, then = look(opened.person, at), look_with(opened.person, [newer], at=at)
    context = {
        "opened": opened,
        "form": form,
        "course": course,
        "newer": newer,
        "differences": differences(protocol_of(course.version_of), protocol_of(newer)),
        "changes": changes(now, then, reach=opened.reach, today=opened.today),
    }
    return render(request, "runway/move_version.html", context)


@require_http_methods(QUESTION)
def take_off(request: StaffRequest, person_id: UUID, course_id: UUID) -> HttpResponse:
    """Take the plan off a protocol, and say why."""
    opened, course = _course(request, person_id, course_id, where="runway:take_off")

    def act(form: forms.Form) -> None:
        take_off_protocol(course, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title=f"Stop following {course.version_of.title}",
        verb="Take the plan off it",
        back=HERE,
        done=f"The plan follows {course.version_of.title} no longer.",
        lead="Steps that only it asks for leave the plan, with the reason. What is done stays done.",
        danger=True,
    )
    return ask(request, opened, TakeOffForm(request.POST or None), act, words=words)


def _course(request: StaffRequest, person_id: UUID, course_id: UUID, *, where: str) -> tuple[Opened, Course]:
    """Open a protocol that the plan of a person follows.

    Raises:
        NotAllowed: the viewer's job does not include this, or their team does not work with the person.
        NotFound: there is no such person or plan, or it does not follow such a protocol.
    """
    opened, plan = open_plan_to_change(request, person_id, where=where)
    rows = access.visible(Course, by=request.actor, to=Do.CHANGE_PLANS).filter(pk=course_id, plan=plan, ended_on=None)
    found = rows.select_related("version_of").first()
    if found is None:
        raise NotFound
    return opened, found
