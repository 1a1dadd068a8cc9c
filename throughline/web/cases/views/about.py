"""Someone's support: where they are in the pathway, who holds the case, what is next, and how it came about."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases import queries
from throughline.cases.models import Advocacy, Case, Cover, Stage
from throughline.cases.statuses import Setting
from throughline.custody.rules import leading
from throughline.web.cases import history
from throughline.web.cases.next_steps import next_steps
from throughline.web.cases.opening import case_of
from throughline.web.people.frame import Opened, open_person
from throughline.web.people.identity import typed


@require_safe
def about(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List the cases of a person; lead straight to the only one."""
    opened = open_person(request, person_id, to=Do.SEE_CASES, where="cases:about")
    shared = opened.reach.sees(Case)
    rows = access.visible(Case, by=request.actor, to=Do.SEE_CASES).filter(person=opened.person)
    found = list(queries.of_person(rows)) if shared else []
    if len(found) == 1:
        return redirect("cases:case", person_id, found[0].pk)
    return render(request, "cases/about.html", {"opened": opened, "shared": shared, "cases": found})


@require_safe
def case(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Show one case: the stages with where the person is, who holds it, what is next, and every change with its why."""
    opened = open_person(request, person_id, to=Do.SEE_CASES, where="cases:case")
    found = case_of(opened, case_id)
    actor = request.actor
    rows = access.visible(Stage, by=actor, to=Do.SEE_CASES)
    stages = list(queries.stages_of(rows, found.service))
    spoken = access.visible(Advocacy, by=actor, to=Do.SEE_CASES).filter(case=found)
    ours = found.team_id in actor.team_ids and found.setting != Setting.CLOSED
    context = {
        "opened": opened,
        "case": found,
        "stages": stages,
        "history": history.of(found, by=actor),
        "steps": next_steps(found, stages=stages, release_on=_release_on(opened), today=opened.today),
        "cover": _cover(found, opened),
        "spoken": list(queries.advocacy_newest(spoken)[:3]),
        "may_work": ours and access.may(actor, Do.WORK_CASES),
        "may_record": access.may(actor, Do.RECORD_CONTACTS),
    }
    return render(request, "cases/case.html", context)


def _release_on(opened: Opened) -> date | None:
    first = leading(typed(opened.dates))
    return first.on if first else None


def _cover(case: Case, opened: Opened) -> Cover | None:
    """Return who stands in for the key worker today, as far as this viewer is told."""
    if case.key_worker is None:
        return None
    rows = access.visible(Cover, by=opened.actor, to=Do.SEE_CASES)
    return queries.covers_on(rows, opened.today).filter(away=case.key_worker, team=case.team).first()
