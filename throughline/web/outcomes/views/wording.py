"""The words of reviews: reading them, and putting them another way for one's own organisation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.errors import NotFound
from throughline.outcomes import queries
from throughline.outcomes.actions.frameworks import change_domain
from throughline.outcomes.models import Domain, Framework
from throughline.outcomes.shipped import counted
from throughline.web.outcomes.forms.wording import WordingForm
from throughline.web.shell.refusals import beside
from throughline.web.shell.versions import version_of


@require_safe
def frameworks(request: StaffRequest) -> HttpResponse:
    """Show what reviews score, in the words the viewer's organisation uses."""
    found = _in_use(request)
    rows = queries.domains_of(access.visible(Domain, by=request.actor, to=Do.MANAGE_SERVICES), found)
    domains: dict[UUID, list[Domain]] = {}
    for row in rows:
        domains.setdefault(row.framework_id, []).append(row)
    shown = [(framework, domains.get(framework.pk, []), counted(framework.slug)) for framework in found]
    return render(request, "outcomes/frameworks.html", {"shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, domain_id: UUID) -> HttpResponse:
    """Put one part of life into the words of the viewer's organisation.

    Raises:
        NotFound: there is no such part, or it is in words the organisation does not use.
    """
    domain = access.get(Domain, domain_id, by=request.actor, to=Do.MANAGE_SERVICES)
    if domain.framework_id not in {framework.pk for framework in _in_use(request)}:
        raise NotFound
    form = WordingForm(request.POST or None, domain=domain)
    if form.is_valid():
        with beside(form):
            change_domain(
                domain,
                version=version_of(request),
                words=form.wording(),
                organisation=request.user.organisation,
                by=request.actor,
                at=clock.now(),
            )
        if form.is_valid():
            messages.success(request, "Saved. The next review uses these words. Earlier scores keep their own number.")
            return redirect("wording:frameworks")
    return render(request, "outcomes/wording.html", {"form": form, "domain": domain})


def _in_use(request: StaffRequest) -> list[Framework]:
    rows = access.visible(Framework, by=request.actor, to=Do.MANAGE_SERVICES)
    return list(queries.in_use(rows, organisation_id=request.actor.organisation_id))
