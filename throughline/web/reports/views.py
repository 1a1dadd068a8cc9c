"""Count who is in custody."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Partnership
from throughline.agencies.queries import partnerships_by_name
from throughline.foundations import clock
from throughline.journeys.count_population import count_population
from throughline.reports.measures import IN_CUSTODY
from throughline.reports.tables import Population, Table
from throughline.web.reports.drawing import bars, help_there, places
from throughline.web.reports.files import as_csv
from throughline.web.reports.forms import CSV, PopulationForm

UNREADABLE = 422


@require_safe
def population(request: StaffRequest) -> HttpResponse:
    """Show who was in custody at the end of a day, in the prisons of a partnership the viewer's organisation is in."""
    found = list(partnerships_by_name(access.visible(Partnership, by=request.actor, to=Do.SEE_REPORTS)))
    form = PopulationForm(request.GET, partnerships=found)
    as_file = request.GET.get("format") == CSV
    if not found or not form.is_valid():
        status = UNREADABLE if as_file else 200
        return render(request, "reports/population.html", {"form": form, "asked": found}, status=status)
    chosen = _chosen(found, form.cleaned_data.get("partnership", ""))
    report = count_population(chosen, on=form.cleaned_data["on"], today=clock.today())
    if as_file:
        return as_csv(report)
    kept = {"partnership": str(chosen.pk), "on": report.on.isoformat(), "format": CSV}
    context = {
        "form": form,
        "asked": found,
        "report": report,
        "everyone": IN_CUSTODY,
        "places": places(report),
        "divided": [(table, bars(table)) for table in _divided(report)],
        "teams": help_there(report),
        "help_note": f"{report.members.note} {report.posts.note}",
        "partners": bars(report.partners),
        "file": f"?{urlencode(kept)}",
    }
    return render(request, "reports/population.html", context)


def _divided(report: Population) -> tuple[Table, ...]:
    return (report.by_leaving, report.by_home, report.by_area, report.by_status)


def _chosen(found: list[Partnership], pk: str) -> Partnership:
    """Return the partnership asked for; the first when none is."""
    return next((partnership for partnership in found if pk and partnership.pk == UUID(pk)), found[0])
