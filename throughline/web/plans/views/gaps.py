"""Needs for which no service could be found."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.plans.actions import gaps
from throughline.plans.models import Gap, Plan
from throughline.web.people.asking import QUESTION, Asking, ask
from throughline.web.people.frame import open_to_change
from throughline.web.plans.forms import FillForm, GapForm
from throughline.web.plans.opening import BACK, pathways_open, row_of
from throughline.web.shell.versions import version_of


@require_http_methods(QUESTION)
def add_gap(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep that a need has no service."""
    opened = open_to_change(request, person_id, kind=Plan, where="plans:add_gap", to=Do.CHANGE_PLANS)

    def act(form: forms.Form) -> None:
        gaps.record(opened.person, **form.cleaned_data, by=request.actor, at=clock.now())

    words = Asking(
        title="Note a need with no service",
        verb="Save the need",
        back=BACK,
        done="The need is kept, and counted among those with no service.",
        lead="So that nobody looks for it twice, and those who plan services can see it.",
    )
    initial: dict[str, object] = {"noted_on": clock.today(), "pathway": request.GET.get("part", "")}
    form = GapForm(request.POST or None, pathways=pathways_open(opened), initial=initial)
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def fill_gap(request: StaffRequest, person_id: UUID, gap_id: UUID) -> HttpResponse:
    """Keep that a need has a service now."""
    opened = open_to_change(request, person_id, kind=Plan, where="plans:fill_gap", to=Do.CHANGE_PLANS)
    row = row_of(Gap, gap_id, opened)

    def act(form: forms.Form) -> None:
        gaps.fill(row, **form.cleaned_data, version=version_of(request), by=request.actor, at=clock.now())

    words = Asking(
        title="There is a service now",
        verb="Save the service",
        back=BACK,
        done="The need has a service.",
        lead=row.words,
    )
    form = FillForm(request.POST or None, initial={"on": clock.today()})
    return ask(request, opened, form, act, words=words, record=row)
