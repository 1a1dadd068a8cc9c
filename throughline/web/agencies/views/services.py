"""Services: what an organisation does for people leaving prison, its stages and what it promised."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughline.access import lookups as access
from throughline.access import managing
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries
from throughline.agencies.actions import services as actions
from throughline.agencies.models import Organisation, Service, Target, Team
from throughline.agencies.statuses import Promise
from throughline.cases import queries as cases
from throughline.cases.models import Stage
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.journeys import open_service as journeys
from throughline.web.agencies.asking import BEGINNING, last_seen, page_of
from throughline.web.agencies.forms import services as forms
from throughline.web.agencies.forms.organisations import Close
from throughline.web.shell import refusals
from throughline.web.shell.versions import version_of

FIELDS = ("name", "team", "about", "phone", "people_may_ask", *actions.PROMISES)
NOT_YOURS = "You may look at this. Only those who manage the organisation it belongs to may change it."


def listing(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """List an organisation's services, those that have closed last."""
    host = access.get(Organisation, organisation_id, by=request.actor, to=Do.SEE_AGENCIES)
    seen = access.visible(Service, by=request.actor, to=Do.SEE_AGENCIES)
    rows = queries.services_of(seen, host)
    last = seen.filter(pk=last_seen(request)).first() if last_seen(request) != BEGINNING else None
    page = page_of(queries.services_after(rows, last) if last else rows, request)
    context = {"organisation": host, "page": page, "may_change": _manages(request, host)}
    return render(request, "agencies/services.html", context)


def service(request: StaffRequest, service_id: UUID) -> HttpResponse:
    """Show one service: what it does, what it promises, its stages in order, and its targets."""
    found = _service(request, service_id)
    stages = access.visible(Stage, by=request.actor, to=Do.SEE_AGENCIES)
    targets = access.visible(Target, by=request.actor, to=Do.SEE_AGENCIES)
    context = {
        "service": found,
        "stages": list(cases.stages_of(stages, found)),
        "retired": list(cases.retired_of(stages, found)),
        "targets": [(row, Promise(row.promise).label) for row in queries.targets_of(targets, found)[:100]],
        "may_change": _manages(request, found.organisation) and found.closed_on is None,
    }
    return render(request, "agencies/service.html", context)


def new(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Open a service, with stages to start from."""
    host = access.get(Organisation, organisation_id, by=request.actor, to=Do.MANAGE_SERVICES)
    _need(request, host)
    usual = {"people_may_ask": True, "answers_within": 5, "quiet_after": 28, "quiet_after_release": 7}
    form = forms.NewService(request.POST or None, teams=_teams(request, host), initial=usual)
    if form.is_valid():
        with refusals.beside(form):
            opening = journeys.NewService(organisation=host, **form.cleaned_data)
            made = journeys.open_service(opening, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(
            request, f"{made.name} is open. Its stages are ours to start from: put them in your own words."
        )
        return redirect("agencies:service", service_id=made.pk)
    return render(request, "agencies/service_form.html", {"form": form, "organisation": host})


def change(request: StaffRequest, service_id: UUID) -> HttpResponse:
    """Change what a service is called, who answers for it and what it promises."""
    found = manage(request, service_id)
    now = {field: getattr(found, field) for field in FIELDS}
    form = forms.ChangeService(request.POST or None, teams=_teams(request, found.organisation), initial=now)
    if form.is_valid():
        with refusals.beside(form):
            version = version_of(request)
            actions.change_service(found, **form.cleaned_data, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("agencies:service", service_id=found.pk)
    context = {"form": form, "organisation": found.organisation, "service": found}
    return render(request, "agencies/service_form.html", context)


def close(request: StaffRequest, service_id: UUID) -> HttpResponse:
    """End a service that nobody waits for or is supported by."""
    found = manage(request, service_id)
    form = Close(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals.beside(form):
            on, version = form.cleaned_data["on"], version_of(request)
            journeys.close_service(found, on=on, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found.name} is closed.")
        return redirect("agencies:services", organisation_id=found.organisation_id)
    return render(request, "agencies/service_close.html", {"form": form, "service": found})


def target(request: StaffRequest, service_id: UUID) -> HttpResponse:
    """Keep a number a service promised for a period."""
    found = manage(request, service_id)
    form = forms.Target(request.POST or None)
    if form.is_valid():
        with refusals.beside(form):
            actions.set_target(found, **form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, "The target is kept. Reports show what happened beside it.")
        return redirect("agencies:service", service_id=found.pk)
    return render(request, "agencies/service_target.html", {"form": form, "service": found})


def manage(request: StaffRequest, service_id: UUID) -> Service:
    """Return a service that someone may change.

    Raises:
        NotAllowed: their job does not include it, or not for the organisation whose service it is.
        NotFound: there is no such service, or none they may know of.
    """
    access.need(request.actor, Do.MANAGE_SERVICES)
    found = _service(request, service_id)
    _need(request, found.organisation)
    return found


def _service(request: StaffRequest, service_id: UUID) -> Service:
    rows = access.visible(Service, by=request.actor, to=Do.SEE_AGENCIES)
    return access.one(queries.services_by_name(rows).filter(pk=service_id))


def _manages(request: StaffRequest, host: Organisation) -> bool:
    return managing.manages(request.actor, host.pk, to=Do.MANAGE_SERVICES)


def _need(request: StaffRequest, host: Organisation) -> None:
    if not _manages(request, host):
        raise NotAllowed(NOT_YOURS)


def _teams(request: StaffRequest, host: Organisation) -> QuerySet[Team]:
    return queries.teams_of(access.visible(Team, by=request.actor, to=Do.SEE_AGENCIES), host)
