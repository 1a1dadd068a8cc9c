"""The steps of a plan: read, added, changed, given to someone else."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Organisation
from throughline.foundations import clock
from throughline.foundations.wording import day
from throughline.plans import queries
from throughline.plans.actions import tasks
from throughline.plans.models import Goal, Plan, Task
from throughline.plans.rules import OPEN_STATES, alike
from throughline.plans.statuses import TaskState
from throughline.web.line.steps import Steps, short_slack
from throughline.web.people.asking import QUESTION, Asking, ask
from throughline.web.people.frame import Opened, open_person, open_to_change
from throughline.web.plans import page
from throughline.web.plans.answering import ask_about_step
from throughline.web.plans.gate import gate_of
from throughline.web.plans.opening import BACK, may_tick, open_plan_to_change, pathways_open, row_of, unseen_by
from throughline.web.plans.owners import answer_for, owners, someone
from throughline.web.plans.step_forms import ChangeTaskForm, TaskForm, WhoForm, answers_for
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

MOST_ALIKE = 5


@require_safe
def task(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Show a step: who does it, whom to ring, what its day hangs on, and what can be said of it."""
    opened = open_person(request, person_id, to=Do.SEE_PLANS, where="plans:task")
    rows = access.visible(Task, by=request.actor, to=Do.SEE_PLANS).filter(pk=task_id, person=opened.person)
    row = access.one(queries.with_owners(rows).select_related("plan", "organisation", "team", "user"))
    goals = access.visible(Goal, by=request.actor, to=Do.SEE_PLANS).filter(person=opened.person)
    steps = _beside(row, opened)
    context = {
        "opened": opened,
        "step": page.step(row, opened, gate_of(opened)),
        "waits_for": steps.waits_for(row),
        "holds_up": steps.holds_up(row),
        "slack": short_slack(steps.slack_of(row)) if row.state in OPEN_STATES else "",
        "goal": goals.filter(pk=row.goal_id).first() if row.goal_id else None,
        "unseen": unseen_by(row.organisation, opened),
        "is_open": row.state in OPEN_STATES,
        "may_reopen": row.state == TaskState.DONE and row.plan.ended_on is None and may_tick(row, opened),
        "may_tick": may_tick(row, opened),
        "may_change": access.may(request.actor, Do.CHANGE_PLANS),
    }
    return render(request, "plans/task.html", context)


@require_http_methods(QUESTION)
def add_task(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Put a step on the plan; show first what seems to be the same, so that nobody does it twice."""
    opened, plan = open_plan_to_change(request, person_id, where="plans:add_task")
    form = _form(request, opened, plan)
    same: list[Task] = []
    if form.is_bound and form.is_valid():
        with beside(form):
            new = _described(form, opened)
            same = _alike(new, opened)
            if {row.pk for row in same} <= form.shown():
                tasks.add(plan, new, by=request.actor, at=clock.now())
                messages.success(request, "The step is on the plan.")
                _warn(request, new.organisation, opened)
                return redirect(BACK, person_id=person_id)
    context = {"opened": opened, "form": form, "same": [page.step(row, opened, gate_of(opened)) for row in same]}
    return render(request, "plans/add_task.html", context)


@require_http_methods(QUESTION)
def change_task(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Say a step in other words, or give it another day."""
    opened, row = _to_change(request, person_id, task_id, where="plans:change_task")
    form = ChangeTaskForm(request.POST or None, initial=answers_for(row))
    form.say_release(_release(opened))

    def act(_: forms.Form) -> None:
        anchor, offset, due = form.timing()
        tasks.change(
            row,
            title=form.cleaned_data["title"],
            anchor=anchor,
            offset=offset,
            due=due,
            version=version_of(request),
            by=request.actor,
            at=clock.now(),
        )

    words = Asking(title="Change the step", verb="Save the step", back=BACK, done="The step is changed.")
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def reassign(request: StaffRequest, person_id: UUID, task_id: UUID) -> HttpResponse:
    """Give a step to someone else."""
    opened, row = _to_change(request, person_id, task_id, where="plans:reassign")
    known: dict[str, object] = {"owner": answer_for(row), "named": row.user.name if row.user else ""}
    form = WhoForm(request.POST or None, owners=owners(request.actor), initial=known)

    def act(_: forms.Form) -> None:
        owner = form.chosen_owner()
        user = someone(form.cleaned_data["named"], owner, by=request.actor)
        tasks.reassign(
            row,
            organisation=owner.organisation,
            team=owner.team,
            user=user,
            version=version_of(request),
            by=request.actor,
            at=clock.now(),
        )
        _warn(request, owner.organisation, opened)

    words = Asking(
        title="Give the step to someone else",
        verb="Save who does it",
        back=BACK,
        done="The step has another owner.",
        lead=f"{row.title}. It is with {page.who(row)} now.",
    )
    return ask_about_step(request, opened, form, act, words=words, record=row)


def _beside(row: Task, opened: Opened) -> Steps:
    """Return the steps of the same plan, as far as this viewer may see them."""
    rows = access.visible(Task, by=opened.actor, to=Do.SEE_PLANS).filter(plan=row.plan_id, person=opened.person)
    return Steps(list(queries.by_day(rows)), opened.today)


def _warn(request: StaffRequest, organisation: Organisation | None, opened: Opened) -> None:
    """Say so when whoever is to do a step cannot see it."""
    unseen = unseen_by(organisation, opened)
    if unseen:
        messages.warning(request, unseen)


def _to_change(request: StaffRequest, person_id: UUID, task_id: UUID, *, where: str) -> tuple[Opened, Task]:
    opened = open_to_change(request, person_id, kind=Plan, where=where, to=Do.CHANGE_PLANS)
    return opened, row_of(Task, task_id, opened)


def _form(request: StaffRequest, opened: Opened, plan: Plan) -> TaskForm:
    goals = access.visible(Goal, by=request.actor, to=Do.CHANGE_PLANS).filter(plan=plan, person=opened.person)
    form = TaskForm(
        request.POST or None,
        owners=owners(request.actor),
        goals=page.open_goals(list(queries.goals_by_pathway(goals))),
        pathways=pathways_open(opened),
        initial={"what_for": request.GET.get("for", "")},
    )
    form.say_release(_release(opened))
    return form


def _release(opened: Opened) -> str:
    """Say which day is the day of release, beside the answer that names it."""
    on = gate_of(opened).on
    return f", {day(on, today=opened.today)}" if on else ", not known yet"


def _described(form: TaskForm, opened: Opened) -> tasks.NewTask:
    """Return the answers as a step.

    Raises:
        Refused: nobody or more than one is called what was typed.
    """
    owner = form.chosen_owner()
    anchor, offset, due = form.timing()
    return tasks.NewTask(
        pathway=form.pathway(),
        title=form.cleaned_data["title"],
        goal=form.chosen_goal(),
        organisation=owner.organisation,
        team=owner.team,
        user=someone(form.cleaned_data["named"], owner, by=opened.actor),
        anchor=anchor,
        offset=offset,
        due_on=due,
    )


def _alike(new: tasks.NewTask, opened: Opened) -> list[Task]:
    """Return the steps, done or not, that seem to be the same as a new one."""
    rows = access.visible(Task, by=opened.actor, to=Do.CHANGE_PLANS).filter(person=opened.person, pathway=new.pathway)
    there: Iterable[Task] = queries.by_day(queries.with_owners(rows.exclude(state=TaskState.DROPPED)))
    return [row for row in there if alike(row.title, new.title)][:MOST_ALIKE]
