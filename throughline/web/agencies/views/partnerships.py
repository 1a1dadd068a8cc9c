"""Partnerships: who leads, who is in, and what they hold to."""

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
from throughline.agencies.actions import partnerships
from throughline.agencies.models import Organisation, Partner, Partnership
from throughline.foundations import clock
from throughline.web.agencies.forms import organisations as forms
from throughline.web.shell import refusals
from throughline.web.shell.versions import version_of


def listing(request: StaffRequest) -> HttpResponse:
    """List the partnerships my organisation is in, with what each holds to."""
    mine = queries.partnerships_by_name(access.visible(Partnership, by=request.actor, to=Do.SEE_AGENCIES))
    may_add = access.may(request.actor, Do.MANAGE_AGENCIES) and access.may(request.actor, Do.MANAGE_PARTNERS)
    return render(request, "agencies/partnerships.html", {"partnerships": mine, "may_add": may_add})


def partnership(request: StaffRequest, partnership_id: UUID) -> HttpResponse:
    """Show one partnership and its partners; let its lead bring in an organisation they manage."""
    mine = queries.partnerships_by_name(access.visible(Partnership, by=request.actor, to=Do.SEE_AGENCIES))
    found = access.one(mine.filter(pk=partnership_id))
    partners = _partners(request, found)
    leads = access.may(request.actor, Do.MANAGE_AGENCIES) and found.lead_id == request.actor.organisation_id
    form = _join_form(request, partners) if leads else None
    if form and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        partnerships.join_partnership(
            found, organisation=organisation, starts_on=clock.today(), by=request.actor, at=clock.now()
        )
        messages.success(request, f"{organisation.name} is in the partnership.")
        return redirect("agencies:partnership", partnership_id=found.pk)
    facts = {"partnership": found, "partners": partners, "form": form, "may_change": leads}
    return render(request, "agencies/partnership.html", facts)


def new(request: StaffRequest) -> HttpResponse:
    """Start a partnership that my organisation leads."""
    access.need(request.actor, Do.MANAGE_PARTNERS)
    own = access.get(Organisation, request.actor.organisation_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    form = forms.NewPartnership(request.POST or None)
    if form.is_valid():
        with refusals.beside(form):
            made = partnerships.form_partnership(
                **form.cleaned_data, lead=own, starts_on=clock.today(), by=request.actor, at=clock.now()
            )
    if form.is_bound and form.is_valid():
        return redirect("agencies:partnership", partnership_id=made.pk)
    return render(request, "agencies/partnership_form.html", {"form": form, "lead": own})


def change(request: StaffRequest, partnership_id: UUID) -> HttpResponse:
    """Change what a partnership is called, what it holds to and who leads it."""
    found = managing.manage(Partnership, partnership_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    inside = access.visible(Organisation, by=request.actor, to=Do.MANAGE_AGENCIES).filter(
        pk__in=[partner.organisation_id for partner in _partners(request, found)]
    )
    now = {"name": found.name, "values": found.values, "lead": found.lead_id}
    form = forms.ChangePartnership(request.POST or None, partners=inside.order_by("name", "id"), initial=now)
    if form.is_valid():
        with refusals.beside(form):
            version = version_of(request)
            partnerships.change_partnership(
                found, **form.cleaned_data, version=version, by=request.actor, at=clock.now()
            )
    if form.is_bound and form.is_valid():
        messages.success(request, f"{form.cleaned_data['name']} is saved.")
        return redirect("agencies:partnership", partnership_id=found.pk)
    return render(request, "agencies/partnership_form.html", {"form": form, "partnership": found})


def leave(request: StaffRequest, partner_id: UUID) -> HttpResponse:
    """End an organisation's time in a partnership."""
    found = managing.manage(Partner, partner_id, by=request.actor, to=Do.MANAGE_AGENCIES)
    form = forms.Close(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals.beside(form):
            on, version = form.cleaned_data["on"], version_of(request)
            partnerships.leave_partnership(found, ends_on=on, version=version, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found.organisation.name} has left the partnership.")
        return redirect("agencies:partnership", partnership_id=found.partnership_id)
    return render(request, "agencies/partner_leave.html", {"form": form, "partner": found})


def _partners(request: StaffRequest, found: Partnership) -> QuerySet[Partner]:
    partners = access.visible(Partner, by=request.actor, to=Do.SEE_AGENCIES)
    return queries.partners_on(partners, clock.today()).filter(partnership=found)


def _join_form(request: StaffRequest, partners: QuerySet[Partner]) -> forms.JoinPartnership:
    """Offer the organisations that the viewer manages and that are not in yet."""
    managed = managing.manageable(Organisation, by=request.actor, to=Do.MANAGE_AGENCIES)
    outside = queries.open_on(managed, clock.today()).exclude(pk__in=[one.organisation_id for one in partners])
    return forms.JoinPartnership(request.POST or None, organisations=outside)
