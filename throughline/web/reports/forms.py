"""What is asked of a report."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Partnership
from throughline.foundations import clock
from throughline.web.shell.days import EARLIEST_YEAR

CSV = "csv"


class PopulationForm(forms.Form):
    """Which partnership, and which day."""

    partnership = forms.ChoiceField(label="Partnership", required=False)
    on = forms.DateField(
        label="At the end of",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a real date, like 2026-02-03."},
    )

    def __init__(self, data: QueryDict, *, partnerships: Sequence[Partnership]) -> None:
        asked = data.copy()
        asked["on"] = data.get("on") or clock.today().isoformat()
        super().__init__(asked)
        if len(partnerships) > 1:
            choices = [(str(partnership.pk), partnership.name) for partnership in partnerships]
            self.fields["partnership"] = forms.ChoiceField(label="Partnership", required=False, choices=choices)
        else:
            del self.fields["partnership"]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError("That day has not come yet. Choose today or a day before it.")
        if on.year < EARLIEST_YEAR:
            raise forms.ValidationError(f"Choose a day from {EARLIEST_YEAR} on.")
        return on
