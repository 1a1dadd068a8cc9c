"""Count somewhere to live: what providers say, who leaves with no fixed address, and where women find no place."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Partnership
from throughline.agencies.queries import partnerships_by_name
from throughline.foundations import clock
from throughline.journeys.count_housing import count_housing
from throughline.reports.periods import Period, month_before
from throughline.web.reports.files import sheet_as_csv
from throughline.web.reports.forms import CSV
from throughline.web.reports.service_forms import NOT_A_DAY, not_too_early
from throughline.web.shell import refusals

UNREADABLE = 422


class HousingForm(forms.Form):
    """Which partnership, and which days, both ends included: the last whole month unless others are asked for."""

    partnership = forms.ChoiceField(label="Partnership", required=False)
    from_on = forms.DateField(
        label="From",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NOT_A_DAY,
    )
    to_on = forms.DateField(
        label="To, that day included",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NOT_A_DAY,
    )

    def __init__(self, data: QueryDict, *, partnerships: Sequence[Partnership], today: date) -> None:
        asked, month = data.copy(), month_before(today)
        asked["from_on"] = data.get("from_on") or month.from_on.isoformat()
        asked["to_on"] = data.get("to_on") or month.to_on.isoformat()
        super().__init__(asked)
        if len(partnerships) > 1:
            choices = [(str(partnership.pk), partnership.name) for partnership in partnerships]
            self.fields["partnership"] = forms.ChoiceField(label="Partnership", required=False, choices=choices)
        else:
            del self.fields["partnership"]

    def clean_from_on(self) -> date:
        return not_too_early(self.cleaned_data["from_on"])

    def clean_to_on(self) -> date:
        return not_too_early(self.cleaned_data["to_on"])

    @property
    def period(self) -> Period:
        """The days asked for."""
        return Period(self.cleaned_data["from_on"], self.cleaned_data["to_on"])


@require_safe
def housing(request: StaffRequest) -> HttpResponse:
    """Show what providers said, who left with no fixed address and why, and women who found no place, by area."""
    found = list(partnerships_by_name(access.visible(Partnership, by=request.actor, to=Do.SEE_REPORTS)))
    form, report = HousingForm(request.GET, partnerships=found, today=clock.today()), None
    if found and form.is_valid():
        chosen = _chosen(found, form.cleaned_data.get("partnership", ""))
        with refusals.beside(form):
            report = count_housing(chosen, period=form.period, today=clock.today())
    as_file = request.GET.get("format") == CSV
    if as_file and report is not None:
        return sheet_as_csv(report, name="housing")
    file = f"?{urlencode({**{name: form.data.get(name, '') for name in form.fields}, 'format': CSV})}"
    context = {"form": form, "asked": found, "report": report, "file": file}
    return render(request, "reports/housing.html", context, status=UNREADABLE if as_file else 200)


def _chosen(found: list[Partnership], pk: str) -> Partnership:
    """Return the partnership asked for; the first when none is."""
    return next((partnership for partnership in found if pk and partnership.pk == UUID(pk)), found[0])
