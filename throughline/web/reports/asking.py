"""What a page about a service's work begins with: which services there are to ask about, and what was asked."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Service
from throughline.agencies.queries import services_by_name
from throughline.foundations import clock
from throughline.reports.sheets import Report
from throughline.web.reports.files import sheet_as_csv
from throughline.web.reports.forms import CSV
from throughline.web.reports.service_forms import ServiceForm

UNREADABLE = 422
F = TypeVar("F", bound=ServiceForm)


@dataclass(frozen=True)
class Asking:
    """A question about a service, and who asks."""

    request: StaffRequest
    to: Do = Do.SEE_REPORTS

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def services(self) -> list[Service]:
        """The services whose work the viewer may count: those of their partnerships, their own organisation's first."""
        actor = self.request.actor
        found = services_by_name(access.visible(Service, by=actor, to=self.to))
        return sorted(found, key=lambda service: service.organisation_id != actor.organisation_id)

    @cached_property
    def service(self) -> Service:
        """The service asked for, or the first."""
        slug = self.request.GET.get("service") or self.request.POST.get("service")
        return next((service for service in self.services if service.slug == slug), self.services[0])

    @property
    def latest(self) -> date:
        """The last day there was work to count: today, or the last the service was open."""
        closed_on = self.service.closed_on if self.services else None
        return min(closed_on, self.today) if closed_on else self.today

    def form(self, kind: type[F]) -> F:
        """Return the questions of the page, with what was asked."""
        return kind(self.request.GET, services=self.services, latest=self.latest)

    def answer(self, template: str, form: ServiceForm, report: Report | None, **drawn: object) -> HttpResponse:
        """Answer with the page, or with the file when that was asked for."""
        as_file = self.request.GET.get("format") == CSV
        if as_file and report is not None:
            return sheet_as_csv(report, name=template.removesuffix(".html").rpartition("/")[2])
        context = {
            "form": form,
            "asked": self.services,
            "report": report,
            "file": f"?{form.kept(self.service)}" if report else "",
            **drawn,
        }
        return render(self.request, template, context, status=UNREADABLE if as_file else 200)
