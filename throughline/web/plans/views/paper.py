"""The plan on paper: two sheets for the person to carry."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.pathways import RESTRICTED, Pathway
from throughline.foundations.errors import NotAllowed, NotFound
from throughline.plans import queries
from throughline.plans.models import Goal, Plan, Task
from throughline.web.people.frame import Opened, open_person
from throughline.web.plans import page, paper
from throughline.web.plans.fitting import fit
from throughline.web.plans.gate import gate_of
from throughline.web.plans.opening import pathways_open, pathways_shown, plan_now

NOT_SHARED = "This person's plan is not shared with your team."


@require_safe
def print_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the plan as it is printed. ``?large=1`` is large print; ``?private=1`` adds the most private parts."""
    opened = open_person(request, person_id, to=Do.SEE_PLANS, where="plans:print")
    if not opened.reach.sees(Plan):
        raise NotAllowed(NOT_SHARED)
    plan, large = plan_now(opened), request.GET.get("large") == "1"
    if plan is None:
        raise NotFound
    private = request.GET.get("private") == "1"
    parts = [part for part in pathways_open(opened) if private or part not in RESTRICTED]
    gate, today = gate_of(opened), opened.today
    goals, tasks = _goals(opened, plan, parts), _tasks(opened, plan, parts)
    steps = [paper.following(task, outside=gate.is_behind(task), today=today) for task in tasks]
    sheets = fit(
        opened.person.shown_name,
        paper.people(tasks, _first(opened)),
        [paper.wish(goal) for goal in goals],
        steps,
        large=large,
    )
    context = {
        "opened": opened,
        "sheets": sheets,
        "inside": [step for step in sheets.steps if not step.outside],
        "outside": [step for step in sheets.steps if step.outside],
        "divided": gate.inside or gate.on is not None,
        "gate": gate,
        "gate_words": paper.spoken(gate.on, today=today) if gate.on else "",
        "printed": paper.spoken(today, today=today),
        "large": large,
        "private": private,
        "may_be_private": opened.reach.opens("sensitive"),
        "left_out": [part.label for part in pathways_shown(opened) if part not in pathways_open(opened)],
    }
    return render(request, "plans/print.html", context)


def _goals(opened: Opened, plan: Plan, parts: list[Pathway]) -> list[Goal]:
    rows = access.visible(Goal, by=opened.actor, to=Do.SEE_PLANS).filter(plan=plan, pathway__in=parts)
    return page.open_goals(list(queries.goals_by_pathway(rows)))


def _tasks(opened: Opened, plan: Plan, parts: list[Pathway]) -> list[Task]:
    rows = access.visible(Task, by=opened.actor, to=Do.SEE_PLANS).filter(plan=plan, pathway__in=parts)
    return list(queries.open_tasks(queries.with_owners(rows)))


def _first(opened: Opened) -> paper.Ring | None:
    """Return whom the identity bar says to ring first."""
    fact = next((fact for fact in opened.facts if fact.phone), None)
    return paper.Ring(who=fact.answer, phone=fact.phone) if fact else None
