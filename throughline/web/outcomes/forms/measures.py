"""The questions about other measures: totals of tools, what someone did, and counts."""

from datetime import date

from django import forms
from django.http import QueryDict

from throughline.outcomes.statuses import Citizen, Tallied, Tool
from throughline.web.shell.forms import DayField

SOURCE_HINT = "Who says so, such as the person, their nurse or a police letter."
MOST = 32_767
"""The largest count that is kept."""


def _source() -> forms.CharField:
    return forms.CharField(label="Who says so?", help_text=SOURCE_HINT, max_length=80)


class ToolForm(forms.Form):
    """A total on a tool that is not ours."""

    tool = forms.ChoiceField(label="Which tool?", choices=Tool.choices, widget=forms.RadioSelect)
    named = forms.CharField(label="If another, which?", max_length=80, required=False)
    total = forms.DecimalField(
        label="Total",
        help_text="Only the total is kept. For SWEMWBS, the converted one.",
        max_digits=6,
        decimal_places=2,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )
    scored_on = DayField(label="Day it was filled in", help_text="For example 3 2 2026")
    source = _source()

    def __init__(self, data: QueryDict | None, *, today: date) -> None:
        super().__init__(data, initial={"scored_on": today})


class EvidenceForm(forms.Form):
    """Something the person did."""

    area = forms.ChoiceField(label="What does it show?", choices=Citizen.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="What did they do?",
        help_text="One thing, as it happened.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    happened_on = DayField(label="Day it happened", help_text="For example 3 2 2026")
    source = _source()

    def __init__(self, data: QueryDict | None, *, today: date) -> None:
        super().__init__(data, initial={"happened_on": today})


class TallyForm(forms.Form):
    """How often something happened."""

    kind = forms.ChoiceField(label="What is counted?", choices=Tallied.choices, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label="How many times?",
        help_text="0 is an answer too.",
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    from_on = DayField(label="From", help_text="The first day of the time that is counted.")
    to_on = DayField(label="To", help_text="The last day of it.")
    source = _source()

    def __init__(self, data: QueryDict | None, *, today: date) -> None:
        super().__init__(data, initial={"to_on": today})
