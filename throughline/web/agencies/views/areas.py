"""Council areas, community justice areas and regions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughline.access import lookups as access
from throughline.access import managing
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries
from throughline.agencies.actions import areas
from throughline.agencies.models import Area, AreaPart, Partnership
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.web.agencies.forms import organisations as forms
from throughline.web.shell import refusals
from throughline.web.shell.versions import version_of


def listing(request: StaffRequest) -> HttpResponse:
    """List every area and what it spans."""
    found = list(queries.by_kind(access.visible(Area, by=request.actor, to=Do.SEE_AGENCIES)))
    parts = access.visible(AreaPart, by=request.actor, to=Do.SEE_AGENCIES)
    spans: dict[UUID, list[str]] = {}
    for part in queries.parts_of(parts, [area.pk for area in found]):
        spans.setdefault(part.whole_id, []).append(part.part.name)
    rows = [(area, spans.get(area.pk, [])) for area in found]
    return render(request, "agencies/areas.html", {"rows": rows, "may_change": _may_change(request)})


def new(request: StaffRequest) -> HttpResponse:
    """Keep an area and the council areas it spans."""
    _need(request)
    open_now = queries.open_areas(access.visible(Area, by=request.actor, to=Do.MANAGE_AGENCIES), clock.today())
    form = forms.NewArea(request.POST or None, areas=open_now)
    if form.is_valid():
        with refusals.beside(form):
            areas.add_area(**form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is kept.")
        return redirect("agencies:areas")
    return render(request, "agencies/area_form.html", {"form": form})


def change(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """Give an area a new name."""
    found = access.get(Area, area_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    _need(request)
    form = forms.RenameArea(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        with refusals.beside(form):
            name, version = form.cleaned_data["name"], version_of(request)
            areas.rename_area(found, name=name, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("agencies:areas")
    return render(request, "agencies/area_form.html", {"form": form, "area": found})


def close(request: StaffRequest, area_id: UUID) -> HttpResponse:
    """End an area from a day on."""
    found = access.get(Area, area_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    _need(request)
    form = forms.Close(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals.beside(form):
            on, version = form.cleaned_data["on"], version_of(request)
            areas.close_area(found, on=on, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found.name} is closed.")
        return redirect("agencies:areas")
    return render(request, "agencies/close.html", {"form": form, "record": found, "name": found.name})


def _may_change(request: StaffRequest) -> bool:
    """Return whether someone may change what every partnership shares: an administrator of one that leads."""
    if not access.may(request.actor, Do.MANAGE_AGENCIES):
        return False
    return managing.manageable(Partnership, by=request.actor, to=Do.MANAGE_AGENCIES).exists()


def _need(request: StaffRequest) -> None:
    access.need(request.actor, Do.MANAGE_AGENCIES)
    if not _may_change(request):
        raise NotAllowed("Every partnership shares these areas. Only the administrator of one that leads changes them.")
