"""The stages of a service: named, added, put in order and retired by those who run it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Service
from throughline.cases import queries
from throughline.cases.actions import stages
from throughline.cases.models import Stage
from throughline.foundations import clock
from throughline.foundations.errors import Refused
from throughline.web.agencies.forms import services as forms
from throughline.web.agencies.views.services import manage
from throughline.web.shell import refusals
from throughline.web.shell.versions import version_of


def new(request: StaffRequest, service_id: UUID) -> HttpResponse:
    """Add a stage after the others."""
    found = manage(request, service_id)
    form = forms.Stage(request.POST or None)
    if form.is_valid():
        with refusals.beside(form):
            stages.add_stage(found, **form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is the last stage now.")
        return redirect("agencies:service", service_id=found.pk)
    return render(request, "agencies/service_stage.html", {"form": form, "service": found})


def change(request: StaffRequest, stage_id: UUID) -> HttpResponse:
    """Give a stage another name and wording."""
    stage, found = _manage(request, stage_id)
    form = forms.Stage(request.POST or None, initial={"name": stage.name, "words": stage.words})
    if form.is_valid():
        with refusals.beside(form):
            version = version_of(request)
            stages.rename_stage(stage, **form.cleaned_data, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("agencies:service", service_id=found.pk)
    return render(request, "agencies/service_stage.html", {"form": form, "service": found, "stage": stage})


def retire(request: StaffRequest, stage_id: UUID) -> HttpResponse:
    """Take a stage out of use, from today."""
    stage, found = _manage(request, stage_id)
    refused = ""
    if request.method == "POST":
        try:
            version = version_of(request)
            stages.retire_stage(stage, on=clock.today(), version=version, by=request.actor, at=clock.now())
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"{stage.name} is not used any more.")
            return redirect("agencies:service", service_id=found.pk)
    context = {"stage": stage, "service": found, "refused": refused}
    return render(request, "agencies/service_stage_retire.html", context)


@require_POST
def move(request: StaffRequest, stage_id: UUID) -> HttpResponse:
    """Swap a stage with the one before it, or after it."""
    stage, found = _manage(request, stage_id)
    rows = access.visible(Stage, by=request.actor, to=Do.SEE_AGENCIES)
    order = [row.pk for row in queries.stages_of(rows, found)]
    at = order.index(stage.pk) if stage.pk in order else 0
    to = at - 1 if request.POST.get("way") == "earlier" else at + 1
    if stage.pk in order and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        try:
            stages.reorder_stages(found, order=order, by=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("agencies:service", service_id=found.pk)


def _manage(request: StaffRequest, stage_id: UUID) -> tuple[Stage, Service]:
    access.need(request.actor, Do.MANAGE_SERVICES)
    stage = access.get(Stage, stage_id, by=request.actor, to=Do.SEE_AGENCIES)
    return stage, manage(request, stage.service_id)
