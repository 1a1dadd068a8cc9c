"""The plan: read, started, agreed to, ended."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import User
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.plans.actions import planning
from throughline.plans.models import Plan
from throughline.web.people.asking import QUESTION, Asking, ask
from throughline.web.people.frame import open_person, open_to_change
from throughline.web.plans.forms import YES, AgreementForm, EndForm, MadeWithForm, StartForm
from throughline.web.plans.opening import BACK, open_plan_to_change, plan_now
from throughline.web.plans.whole import whole
from throughline.web.shell.versions import version_of


@require_safe
def plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show the plan: what the person wants, each next step on both sides of the gate, and what they say of it."""
    opened = open_person(request, person_id, to=Do.SEE_PLANS, where=BACK)
    shared = opened.reach.sees(Plan)
    may_change = shared and access.may(request.actor, Do.CHANGE_PLANS)
    context = {"opened": opened, "shared": shared, "may_change": may_change}
    return render(request, "plans/plan.html", context | (whole(opened) if shared else {}))


@require_http_methods(QUESTION)
def open_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Start the plan of someone who has none."""
    opened = open_to_change(request, person_id, kind=Plan, where="plans:open_plan", to=Do.CHANGE_PLANS)
    if request.method != "POST" and plan_now(opened) is not None:
        return redirect(BACK, person_id=person_id)

    def act(form: forms.Form) -> None:
        case = _own_case_first(opened.cases, request.actor)
        planning.open_plan(opened.person, case=case, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="Start the plan",
        verb="Start the plan",
        back=BACK,
        done="The plan is started. Ask what they want first.",
        lead="One person has one plan, inside and outside. Every agency that helps them works to it.",
    )
    return ask(request, opened, StartForm(request.POST or None, initial={"on": clock.today()}), act, words=words)


@require_http_methods(QUESTION)
def change_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say who the plan is made with."""
    opened, row = open_plan_to_change(request, person_id, where="plans:change_plan")

    def act(form: forms.Form) -> None:
        planning.change_plan(row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(title="Who made the plan?", verb="Save it", back=BACK, done="It is saved.")
    form = MadeWithForm(request.POST or None, initial={"made_with": row.made_with})
    return ask(request, opened, form, act, words=words, record=row)


@require_http_methods(QUESTION)
def agree(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep what the person says of the plan as it stands."""
    opened, row = open_plan_to_change(request, person_id, where="plans:agree")

    def act(form: forms.Form) -> None:
        said = form.cleaned_data
        planning.agree(
            row,
            agrees=said["agrees"] == YES,
            words=said["words"],
            understands=said["understands"],
            copy_given=said["copy_given"],
            said_on=said["said_on"],
            user=_me(request.actor),
            by=request.actor,
            at=clock.now(),
        )

    words = Asking(
        title="What they say of the plan",
        verb="Save what they say",
        back=BACK,
        done="What they say of the plan is saved.",
        lead="The plan is theirs. Saying no changes nothing but the plan.",
    )
    form = AgreementForm(request.POST or None, initial={"said_on": clock.today()})
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def end_plan(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """End the plan."""
    opened, row = open_plan_to_change(request, person_id, where="plans:end_plan")

    def act(form: forms.Form) -> None:
        planning.end_plan(row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title="End the plan",
        verb="End the plan",
        back=BACK,
        done="The plan has ended.",
        lead="Steps that are not done stay as they are, and nobody is asked for them. The gate ends no plan.",
        danger=True,
    )
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    return ask(request, opened, form, act, words=words, record=row)


def _own_case_first(cases: Iterable[Case], actor: Staff) -> Case | None:
    """Return the case of the viewer's teams, else the first that began."""
    return next(iter(sorted(cases, key=lambda case: case.team_id not in actor.team_ids)), None)


def _me(actor: Staff) -> User | None:
    return access.visible(User, by=actor, to=Do.CHANGE_PLANS).filter(pk=actor.id).first()
