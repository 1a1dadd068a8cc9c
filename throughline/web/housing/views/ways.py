"""How each council takes applications from people in prison."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Area
from throughline.foundations import clock
from throughline.housing import queries
from throughline.housing.actions.ways import FACTS, WayFacts, set_council_way
from throughline.housing.models import CouncilWay
from throughline.web.agencies.asking import last_seen, page_of
from throughline.web.housing.asking import QUESTION
from throughline.web.housing.forms.councils import NewWayForm, WayForm, WaysFilter
from throughline.web.housing.opening import councils
from throughline.web.housing.ways import KnownWay
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of

LIST = "council_ways:ways"


@require_safe
def ways(request: StaffRequest) -> HttpResponse:
    """List councils with how each takes applications, whether before release, and when that was last checked."""
    form = WaysFilter(request.GET)
    page = page_of(_beyond(_asked_for(request, form), request), request)
    context = {
        "form": form,
        "page": page,
        "rows": _known(request, page.rows),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "may_change": access.may(request.actor, Do.RECORD_HOUSING),
    }
    return render(request, "housing/ways.html", context)


@require_http_methods(QUESTION)
def add_way(request: StaffRequest) -> HttpResponse:
    """Keep how a council takes applications, where nobody had asked."""
    areas = councils(request.actor)
    known = access.visible(CouncilWay, by=request.actor, to=Do.RECORD_HOUSING).values_list("area_id", flat=True)
    left = [area for area in areas if area.pk not in set(known)]
    initial = {"council": request.GET.get("council", ""), "checked_on": clock.today()}
    form = NewWayForm(request.POST or None, areas=left, initial=initial)
    if form.is_valid():
        answer = dict(form.cleaned_data)
        council = answer.pop("council")
        return _save(request, form, council, WayFacts(**answer), version=None)
    return _show(request, form, title="How does a council take applications?")


@require_http_methods(QUESTION)
def change_way(request: StaffRequest, way_id: UUID) -> HttpResponse:
    """Change how a council takes applications, or keep that it was checked and is still so."""
    rows = access.visible(CouncilWay, by=request.actor, to=Do.RECORD_HOUSING).select_related("area", "checked_by")
    row = access.one(rows.filter(pk=way_id))
    kept = {name: getattr(row, name) for name in FACTS} | {"checked_on": clock.today()}
    form = WayForm(request.POST or None, initial=kept)
    if form.is_valid():
        facts = WayFacts(**form.cleaned_data)
        return _save(request, form, row.area, facts, version=version_of(request), record=row)
    return _show(request, form, title=f"How {row.area.name} takes applications", record=row)


def _save(
    request: StaffRequest,
    form: forms.Form,
    council: Area,
    facts: WayFacts,
    *,
    version: int | None,
    record: CouncilWay | None = None,
) -> HttpResponse:
    with beside(form):
        set_council_way(council, facts=facts, version=version, by=request.actor, at=clock.now())
    if form.is_valid():
        messages.success(request, f"Saved: how {council.name} takes applications.")
        return redirect(LIST)
    title = f"How {council.name} takes applications"
    return _show(request, form, title=title, record=record)


def _show(request: StaffRequest, form: forms.Form, *, title: str, record: CouncilWay | None = None) -> HttpResponse:
    return render(request, "housing/way.html", {"form": form, "title": title, "record": record})


def _asked_for(request: StaffRequest, form: WaysFilter) -> QuerySet[Area]:
    """Return the councils asked for, by name; all of them when the question cannot be read."""
    open_now = agencies.open_areas(access.visible(Area, by=request.actor, to=Do.SEE_HOUSING), clock.today())
    found = queries.councils(open_now)
    if not form.is_valid():
        return found
    answer = form.cleaned_data["before"]
    if answer:
        rows = access.visible(CouncilWay, by=request.actor, to=Do.SEE_HOUSING)
        found = queries.taking(found, rows, before_release=answer)
    return queries.council_named(found, form.cleaned_data["q"])


def _beyond(found: QuerySet[Area], request: StaffRequest) -> QuerySet[Area]:
    last = access.visible(Area, by=request.actor, to=Do.SEE_HOUSING).filter(pk=last_seen(request)).first()
    return queries.councils_after(found, last) if last else found


def _known(request: StaffRequest, areas: Iterable[Area]) -> list[KnownWay]:
    areas = list(areas)
    rows = access.visible(CouncilWay, by=request.actor, to=Do.SEE_HOUSING)
    known = {row.area_id: row for row in queries.ways_by_area(rows.filter(area__in=areas))}
    return [KnownWay(area, known.get(area.pk), clock.today()) for area in areas]
