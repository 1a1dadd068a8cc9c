"""Organisations: the list, one of them, and changing them."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughline.access import lookups as access
from throughline.access import managing, roles
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries
from throughline.agencies.actions import organisations
from throughline.agencies.models import (
    Area,
    Hall,
    Organisation,
    OrganisationArea,
    Partner,
    Partnership,
    Prison,
    Team,
    User,
)
from throughline.agencies.statuses import HeldKind, OrganisationKind
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.web.agencies.asking import BEGINNING, last_seen, page_of
from throughline.web.agencies.forms import organisations as forms
from throughline.web.shell import refusals
from throughline.web.shell.versions import version_of


@dataclass(frozen=True)
class Row:
    """One organisation in the list."""

    organisation: Organisation
    areas: list[str]
    prison: Prison | None


@dataclass(frozen=True)
class Worker:
    """One member of staff in the list."""

    user: User
    role: str


def listing(request: StaffRequest) -> HttpResponse:
    """List the organisations of my partnerships."""
    rows = access.visible(Organisation, by=request.actor, to=Do.SEE_AGENCIES)
    form = forms.Filter(request.GET, areas=_areas(request))
    page = page_of(_from_last(request, _narrowed(queries.open_on(rows, clock.today()), form)), request)
    found = {"page": page, "rows": _rows(request, page.rows), "form": form, "filtered": bool(any(form.data.values()))}
    return render(
        request,
        "agencies/list.html",
        {**found, "may_add": _may_add(request), "may_keys": access.may(request.actor, Do.MANAGE_KEYS)},
    )


def organisation(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Show one organisation: how to reach it, where it works, its teams and its staff."""
    actor, see = request.actor, Do.SEE_AGENCIES
    shown = access.get(Organisation, organisation_id, by=actor, to=see)
    (row,) = _rows(request, [shown])
    staff = queries.staff_of(access.visible(User, by=actor, to=see), shown)
    last = access.visible(User, by=actor, to=see).filter(pk=last_seen(request)).first()
    page = page_of(queries.after_staff(staff, last) if last else staff, request)
    partners = queries.partners_on(access.visible(Partner, by=actor, to=see), clock.today())
    halls = access.visible(Hall, by=actor, to=see)
    facts = {
        "organisation": shown,
        "row": row,
        "halls": [hall.name for hall in queries.halls_of(halls, row.prison)] if row.prison else [],
        "holds": [HeldKind(kind).label for kind in row.prison.holds] if row.prison else [],
        "teams": queries.teams_of(access.visible(Team, by=actor, to=see), shown),
        "partnerships": [partner.partnership for partner in partners.filter(organisation=shown)],
        "page": page,
        "staff": [Worker(user, roles.label(user.role)) for user in page.rows],
        "is_prison": shown.kind == OrganisationKind.PRISON,
        "may_change": managing.manages(actor, shown.pk, to=Do.MANAGE_AGENCIES),
        "may_staff": managing.manages(actor, shown.pk, to=Do.MANAGE_STAFF),
    }
    return render(request, "agencies/organisation.html", facts)


def new(request: StaffRequest) -> HttpResponse:
    """Bring a new organisation into a partnership that ours leads."""
    led = managing.manageable(Partnership, by=request.actor, to=Do.MANAGE_AGENCIES)
    if not _may_add(request):
        raise NotAllowed("Only the lead organisation of a partnership can bring another one in. Ask its administrator.")
    form = forms.NewOrganisation(request.POST or None, areas=_areas(request), partnerships=led)
    if form.is_valid():
        with refusals.beside(form):
            made = organisations.bring_in(**form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{made.name} is in the partnership.")
        page = "agencies:prison" if made.kind == OrganisationKind.PRISON else "agencies:organisation"
        return redirect(page, organisation_id=made.pk)
    return render(request, "agencies/organisation_form.html", {"form": form})


def change(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Change what an organisation is called, how to reach it and where it works."""
    found = managing.manage(Organisation, organisation_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    links = access.visible(OrganisationArea, by=request.actor, to=Do.SEE_AGENCIES)
    now = {"name": found.name, "phone": found.phone, "email": found.email}
    areas = [link.area_id for link in queries.areas_of(links, [found.pk])]
    form = forms.ChangeOrganisation(request.POST or None, areas=_areas(request), initial={**now, "areas": areas})
    if form.is_valid():
        with refusals.beside(form):
            version = version_of(request)
            organisations.change_organisation(
                found, **form.cleaned_data, version=version, by=request.actor, at=clock.now()
            )
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("agencies:organisation", organisation_id=found.pk)
    return render(request, "agencies/organisation_form.html", {"form": form, "organisation": found})


def close(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """End an organisation, once nobody signs in for it."""
    found = managing.manage(Organisation, organisation_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    form = forms.Close(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals.beside(form):
            on, version = form.cleaned_data["on"], version_of(request)
            organisations.close_organisation(found, on=on, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found.name} is closed.")
        return redirect("agencies:list")
    return render(request, "agencies/close.html", {"form": form, "record": found, "name": found.name})


def prison(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Keep what is particular to a prison: its code once, then what may change."""
    found = managing.manage(Organisation, organisation_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    prisons = access.visible(Prison, by=request.actor, to=Do.MANAGE_AGENCIES)
    kept = queries.prisons_of(prisons, [found.pk]).first()
    form = _prison_form(request, kept)
    if form.is_valid():
        with refusals.beside(form):
            answers = {**form.cleaned_data, "by": request.actor, "at": clock.now()}
            if kept is None:
                organisations.add_prison(found, **answers)
            else:
                organisations.change_prison(kept, **answers, version=version_of(request))
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found.name} is saved.")
        return redirect("agencies:organisation", organisation_id=found.pk)
    return render(request, "agencies/prison_form.html", {"form": form, "organisation": found, "prison": kept})


def _prison_form(request: StaffRequest, kept: Prison | None) -> forms.ChangePrison:
    if kept is None:
        return forms.NewPrison(request.POST or None)
    halls = queries.halls_of(access.visible(Hall, by=request.actor, to=Do.MANAGE_AGENCIES), kept)
    now = {"opened_on": kept.opened_on, "capacity": kept.capacity, "holds": kept.holds}
    return forms.ChangePrison(request.POST or None, initial={**now, "halls": forms.lines(hall.name for hall in halls)})


def _narrowed(rows: QuerySet[Organisation], form: forms.Filter) -> QuerySet[Organisation]:
    form.is_valid()
    rows = queries.named(queries.of_kind(rows, form.cleaned_data.get("kind", "")), form.cleaned_data.get("q", ""))
    area = form.cleaned_data.get("area")
    return queries.working_in(rows, area) if area else rows


def _from_last(request: StaffRequest, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    if last_seen(request) == BEGINNING:
        return rows
    seen = access.visible(Organisation, by=request.actor, to=Do.SEE_AGENCIES)
    last = seen.filter(pk=last_seen(request)).first()
    return queries.after(rows, name=last.name, pk=last.pk) if last else rows


def _rows(request: StaffRequest, shown: list[Organisation]) -> list[Row]:
    ids = [one.pk for one in shown]
    links = queries.areas_of(access.visible(OrganisationArea, by=request.actor, to=Do.SEE_AGENCIES), ids)
    areas: dict[UUID, list[str]] = {}
    for link in links:
        areas.setdefault(link.organisation_id, []).append(link.area.name)
    prisons = queries.prisons_of(access.visible(Prison, by=request.actor, to=Do.SEE_AGENCIES), ids)
    kept = {prison.organisation_id: prison for prison in prisons}
    return [Row(one, areas.get(one.pk, []), kept.get(one.pk)) for one in shown]


def _areas(request: StaffRequest) -> QuerySet[Area]:
    return queries.open_areas(access.visible(Area, by=request.actor, to=Do.SEE_AGENCIES), clock.today())


def _may_add(request: StaffRequest) -> bool:
    actor = request.actor
    if not (access.may(actor, Do.MANAGE_AGENCIES) and access.may(actor, Do.MANAGE_PARTNERS)):
        return False
    return managing.manageable(Partnership, by=actor, to=Do.MANAGE_AGENCIES).exists()
