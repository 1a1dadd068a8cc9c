"""What the person wants: one goal at a time."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.plans import queries
from throughline.plans.actions import goals
from throughline.plans.models import Goal, Plan, Slip, Task
from throughline.web.people.asking import QUESTION, Asking, ask
from throughline.web.people.frame import Opened, open_person, open_to_change
from throughline.web.plans import page
from throughline.web.plans.forms import DropForm, GoalForm, ReachForm, RewordForm, SlipForm
from throughline.web.plans.gate import gate_of
from throughline.web.plans.opening import BACK, open_plan_to_change, pathways_open, row_of
from throughline.web.shell.versions import version_of


@require_safe
def goal(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Show a goal: its steps, when it slipped and why, and what can be said of it."""
    opened = open_person(request, person_id, to=Do.SEE_PLANS, where="plans:goal")
    row = row_of(Goal, goal_id, opened, to=Do.SEE_PLANS)
    tasks = access.visible(Task, by=request.actor, to=Do.SEE_PLANS).filter(goal=row)
    slips = access.visible(Slip, by=request.actor, to=Do.SEE_PLANS).filter(goal=row)
    gate = gate_of(opened)
    context = {
        "opened": opened,
        "goal": row,
        "steps": [page.step(task, opened, gate) for task in queries.by_pathway(tasks)],
        "slips": list(queries.slips_newest(slips)),
        "may_change": access.may(request.actor, Do.CHANGE_PLANS),
    }
    return render(request, "plans/goal.html", context)


@require_http_methods(QUESTION)
def set_goal(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep something the person wants."""
    opened, plan = open_plan_to_change(request, person_id, where="plans:set_goal")
    form = GoalForm(
        request.POST or None,
        pathways=pathways_open(opened),
        initial={"pathway": request.GET.get("part", "")},
    )

    def act(form: forms.Form) -> None:
        goals.set_goal(plan, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="Set a goal",
        verb="Save the goal",
        back=BACK,
        done="The goal is saved. Add the first step towards it.",
        lead="Small enough to reach soon, and in their own words.",
    )
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def reword(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Write a goal as the person would say it now."""
    opened, row = _to_change(request, person_id, goal_id, where="plans:reword")

    def act(form: forms.Form) -> None:
        goals.reword(row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(title="Put the goal in other words", verb="Save the goal", back=BACK, done="The goal is saved.")
    return ask(
        request, opened, RewordForm(request.POST or None, initial={"words": row.words}), act, words=words, record=row
    )


@require_http_methods(QUESTION)
def reach(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Keep that a goal was reached."""
    opened, row = _to_change(request, person_id, goal_id, where="plans:reach")

    def act(form: forms.Form) -> None:
        goals.reach(row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title="The goal was reached", verb="Save it", back=BACK, done="The goal is reached.", lead=_quoted(row)
    )
    form = ReachForm(request.POST or None, initial={"on": clock.today()})
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def slip(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Keep that a goal slipped, what help was given, and its new day."""
    opened, row = _to_change(request, person_id, goal_id, where="plans:slip")

    def act(form: forms.Form) -> None:
        goals.slip(row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title="The goal slipped",
        verb="Save the new day",
        back=BACK,
        done="Kept. The goal goes on with its new day.",
        lead=f"{_quoted(row)} Slipping is not failing: say what got in the way and what helps now.",
    )
    return ask(request, opened, SlipForm(request.POST or None), act, words=words, record=row)


@require_http_methods(QUESTION)
def drop_goal(request: StaffRequest, person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Keep that a goal is no longer worked on."""
    opened, row = _to_change(request, person_id, goal_id, where="plans:drop_goal")

    def act(form: forms.Form) -> None:
        said = form.cleaned_data
        goals.drop(row, on=said["on"], words=said["why"], version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title="Drop the goal",
        verb="Drop the goal",
        back=BACK,
        done="The goal is dropped. It stays on the record.",
        lead=f"{_quoted(row)} Its steps stay on the plan until each is done or dropped.",
        danger=True,
    )
    form = DropForm(request.POST or None, initial={"on": clock.today()})
    return ask(request, opened, form, act, words=words, record=row)


def _to_change(request: StaffRequest, person_id: UUID, goal_id: UUID, *, where: str) -> tuple[Opened, Goal]:
    opened = open_to_change(request, person_id, kind=Plan, where=where, to=Do.CHANGE_PLANS)
    return opened, row_of(Goal, goal_id, opened)


def _quoted(row: Goal) -> str:
    return f"“{row.words}”"
