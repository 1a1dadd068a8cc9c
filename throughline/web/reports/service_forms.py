"""What is asked of a report about a service: which one, and which days."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Service
from throughline.reports.periods import Period, month_before, month_of
from throughline.web.reports.forms import CSV
from throughline.web.shell.days import EARLIEST_YEAR

NOT_A_DAY = {"invalid": "Enter a real date, like 2026-02-03."}
NOT_A_MONTH = {"invalid": "Enter a month, like 2026-02."}


class ServiceForm(forms.Form):
    """Which service. ``latest`` is the last day there is work to count."""

    service = forms.ChoiceField(label="Service", required=False)

    def __init__(self, data: QueryDict, *, services: Sequence[Service], latest: date) -> None:
        asked = data.copy()
        for name, value in self.defaults(latest).items():
            asked[name] = data.get(name) or value
        super().__init__(asked)
        if len(services) > 1:
            choices = [(service.slug, f"{service.name}, {service.organisation.name}") for service in services]
            self.fields["service"] = forms.ChoiceField(label="Service", required=False, choices=choices)
        else:
            del self.fields["service"]

    def defaults(self, latest: date) -> dict[str, str]:
        """Return what is asked when nothing was."""
        return {}

    def kept(self, service: Service) -> str:
        """Return the questions as an address that asks for the file."""
        days = {name: self.data.get(name, "") for name in self.defaults(service.opened_on)}
        return urlencode({"service": service.slug, **days, "format": CSV})


class DayForm(ServiceForm):
    """Which day."""

    on = forms.DateField(
        label="At the end of",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NOT_A_DAY,
    )

    def defaults(self, latest: date) -> dict[str, str]:
        return {"on": latest.isoformat()}

    def clean_on(self) -> date:
        return not_too_early(self.cleaned_data["on"])


class PeriodForm(ServiceForm):
    """Which days, both ends included: the last whole month unless others are asked for."""

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

    def defaults(self, latest: date) -> dict[str, str]:
        month = month_before(latest)
        return {"from_on": month.from_on.isoformat(), "to_on": month.to_on.isoformat()}

    def clean_from_on(self) -> date:
        return not_too_early(self.cleaned_data["from_on"])

    def clean_to_on(self) -> date:
        return not_too_early(self.cleaned_data["to_on"])

    @property
    def period(self) -> Period:
        """The days asked for."""
        return Period(self.cleaned_data["from_on"], self.cleaned_data["to_on"])


class MonthForm(ServiceForm):
    """Which month."""

    month = forms.DateField(
        label="Month",
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        error_messages=NOT_A_MONTH,
    )

    def defaults(self, latest: date) -> dict[str, str]:
        return {"month": f"{month_before(latest).from_on:%Y-%m}"}

    def clean_month(self) -> date:
        return not_too_early(month_of(self.cleaned_data["month"]).from_on)


def not_too_early(on: date) -> date:
    """Refuse a slip in the year.

    Raises:
        ValidationError: it is before anything we keep.
    """
    if on.year < EARLIEST_YEAR:
        raise forms.ValidationError(f"Choose a day from {EARLIEST_YEAR} on.")
    return on
