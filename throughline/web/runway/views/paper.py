"""One page on paper for someone to carry on the day they leave."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.housing import queries as housing
from throughline.housing.models import CouncilWay, Home
from throughline.plans import queries
from throughline.plans.models import Plan, Task
from throughline.web.people.frame import Opened, open_to_change
from throughline.web.plans import paper
from throughline.web.plans.opening import plan_now
from throughline.web.runway.today_words import bed, rings, things


@require_safe
def today_paper(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show what they can do today and this week, where they can sleep and who to ring, on one side of A4.

    It works for someone with no plan: then it says what is there for everyone.
    """
    opened = open_to_change(request, person_id, kind=Plan, where="runway:today_paper", to=Do.SEE_PEOPLE)
    tasks, today = _tasks(opened), opened.today
    area = opened.person.home_area
    found = bed(_home(opened), _way(opened), council=area.name if area else "", today=today)
    context = {
        "opened": opened,
        "printed": paper.spoken(today, today=today),
        "bed": found,
        "things": things(tasks, today=today, outside=opened.outside),
        "rings": rings(_first(opened), paper.people(_told_of(tasks), None), found.rings),
    }
    return render(request, "runway/today_paper.html", context)


def _tasks(opened: Opened) -> list[Task]:
    if not access.may(opened.actor, Do.SEE_PLANS):
        return []
    plan = plan_now(opened)
    if plan is None:
        return []
    rows = access.visible(Task, by=opened.actor, to=Do.SEE_PLANS).filter(plan=plan, person=opened.person)
    return list(queries.open_tasks(queries.with_owners(rows)))


def _told_of(tasks: list[Task]) -> list[Task]:
    """Return the steps whose owner may be named on paper: not those of a part of the record that is not for all."""
    return [task for task in tasks if not task.compartment]


def _home(opened: Opened) -> Home | None:
    """Return where they live now or are to live, as far as this viewer is told."""
    if not access.may(opened.actor, Do.SEE_HOUSING):
        return None
    rows = access.visible(Home, by=opened.actor, to=Do.SEE_HOUSING).filter(person=opened.person)
    return housing.living_now(rows).first() or housing.planned_now(rows).first()


def _way(opened: Opened) -> CouncilWay | None:
    if opened.person.home_area_id is None or not access.may(opened.actor, Do.SEE_HOUSING):
        return None
    ways = access.visible(CouncilWay, by=opened.actor, to=Do.SEE_HOUSING)
    return ways.filter(area=opened.person.home_area_id).first()


def _first(opened: Opened) -> paper.Ring | None:
    """Return whom the identity bar says to ring first."""
    fact = next((fact for fact in opened.facts if fact.phone), None)
    return paper.Ring(who=fact.answer, phone=fact.phone) if fact else None
