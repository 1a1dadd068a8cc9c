"""Working to a version: taking it up, agreeing to it, and ending that."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Organisation
from throughline.foundations import clock
from throughline.foundations.wording import full_day
from throughline.protocols import queries
from throughline.protocols.actions import publishing as actions
from throughline.protocols.models import Adoption, Version
from throughline.web.protocols import forms
from throughline.web.protocols.views.asking import need_lead_of, need_led
from throughline.web.protocols.views.version import shown
from throughline.web.shell.refusals import beside


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Let a partnership that the viewer's organisation leads work to a version."""
    partnerships = need_led(request)
    found = shown(request, version_id)
    if found.partnership_id is not None:
        partnerships = partnerships.filter(pk=found.partnership_id)
    form = forms.TakeUp(request.POST or None, partnerships=partnerships, today=clock.today())
    if form.is_valid():
        with beside(form):
            made = actions.take_up(found, **form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(
            request,
            f"{made.partnership.name} works to {found} from {full_day(made.starts_on)}. Partners can agree now.",
        )
        return redirect("protocols:version", version_id=found.pk)
    facts = {"form": form, "version": found, "now": _in_use(request, found)}
    return render(request, "protocols/take_up.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, adoption_id: UUID) -> HttpResponse:
    """Stop working to a version."""
    access.need(request.actor, Do.PUBLISH_PROTOCOLS)
    found = _adoption(request, adoption_id)
    need_lead_of(request, found.partnership)
    form = forms.End(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with beside(form):
            actions.end_adoption(found, **form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found.partnership.name} no longer works to it. Those who are on it stay on it.")
        return redirect("protocols:version", version_id=found.version_of_id)
    return render(request, "protocols/end.html", {"form": form, "adoption": found})


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: StaffRequest, adoption_id: UUID) -> HttpResponse:
    """Keep that the viewer's own organisation agreed to work to a version."""
    own = access.get(Organisation, request.actor.organisation_id, by=request.actor, to=Do.PUBLISH_PROTOCOLS)
    found = _adoption(request, adoption_id)
    form = forms.Sign(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with beside(form):
            actions.sign(found, organisation=own, **form.cleaned_data, by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"It is kept that {own.name} agreed.")
        return redirect("protocols:version", version_id=found.version_of_id)
    return render(request, "protocols/sign.html", {"form": form, "adoption": found, "own": own})


def _adoption(request: StaffRequest, adoption_id: UUID) -> Adoption:
    seen = access.visible(Adoption, by=request.actor, to=Do.SEE_PROTOCOLS)
    return access.one(seen.select_related("version_of", "partnership").filter(pk=adoption_id))


def _in_use(request: StaffRequest, found: Version) -> list[Adoption]:
    """Return what the viewer's partnerships work to of this protocol today: it ends when the new version begins."""
    seen = access.visible(Adoption, by=request.actor, to=Do.SEE_PROTOCOLS)
    return list(queries.in_use(seen.filter(slug=found.slug), clock.today())[:100])
