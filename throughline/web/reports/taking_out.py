"""Take a service's cases out for an evaluation, with nobody named."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.journeys.take_out_cases import take_out_cases
from throughline.reports.evaluation.dictionary import COLUMNS
from throughline.web.reports.asking import Asking
from throughline.web.reports.files import columns_as_csv, extract_as_csv
from throughline.web.reports.service_forms import PeriodForm
from throughline.web.shell import refusals


@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: StaffRequest) -> HttpResponse:
    """Show what can be taken out and what each column holds; on sending, give the file and note who took it."""
    asking = Asking(request, to=Do.EXPORT_CASES)
    asked = request.POST if request.method == "POST" else request.GET
    form = PeriodForm(asked, services=asking.services, latest=asking.latest)
    if request.method == "POST" and asking.services and form.is_valid():
        with refusals.beside(form):
            extract = take_out_cases(asking.service, period=form.period, by=request.actor, at=clock.now())
        if form.is_valid():
            return extract_as_csv(extract)
    context = {"form": form, "asked": asking.services, "columns": COLUMNS}
    return render(request, "reports/cases.html", context)


@require_safe
def columns(request: StaffRequest) -> HttpResponse:
    """Give the data dictionary as a file."""
    access.need(request.actor, Do.EXPORT_CASES)
    return columns_as_csv()
