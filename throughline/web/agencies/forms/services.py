"""What is asked about services, their stages and what they promised."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from throughline.agencies.actions.services import LONGEST_PROMISE
from throughline.agencies.models import Team
from throughline.agencies.statuses import Promise
from throughline.web.agencies.forms.offering import offer
from throughline.web.shell.forms import DayField

MOST = 1_000_000
"""The largest number a target can be; a larger one is a slip of the finger."""


def _days(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=LONGEST_PROMISE, help_text=help_text)


class ChangeService(forms.Form):
    """What a service is called, who answers for it, and what it promises."""

    name = forms.CharField(label="Name of the service", max_length=120)
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label="Team that answers", queryset=None, empty_label="Choose one"
    )
    about = forms.CharField(
        label="What it does",
        widget=forms.Textarea,
        required=False,
        max_length=500,
        help_text="For the people it is for, in plain words.",
    )
    phone = forms.CharField(label="Phone", max_length=30, required=False, help_text="The number people may ring.")
    people_may_ask = forms.BooleanField(label="People may ask for this help themselves", required=False)
    answers_within = _days("Working days to answer a referral", "5 unless you promised otherwise.")
    quiet_after = _days("Days without a contact before we are told", "28 unless you promised otherwise.")
    quiet_after_release = _days(
        "The same, in the first four weeks after release", "7 unless you promised otherwise: these are the hardest."
    )

    def __init__(
        self, data: QueryDict | None, teams: QuerySet[Team], initial: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "team", teams)


class NewService(ChangeService):
    """Its short name, and from which day it takes people on."""

    slug = forms.SlugField(
        label="Short name",
        max_length=60,
        help_text="For addresses and reports: small letters, numbers and hyphens. It stays. For example low-moss-psp",
    )
    opened_on = DayField(label="Opens on", help_text="For example 3 2 2026")
    field_order = ("name", "slug", "team", "about", "phone", "opened_on")

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()


class Stage(forms.Form):
    """What a stage is called, and what happens in it."""

    name = forms.CharField(label="Name of the stage", max_length=80)
    words = forms.CharField(label="What happens in it", widget=forms.Textarea, required=False, max_length=300)


class Target(forms.Form):
    """What was promised for which period, and where that is written."""

    promise = forms.ChoiceField(label="What is counted", choices=Promise.choices, widget=forms.RadioSelect)
    from_on = DayField(label="First day", help_text="For example 1 4 2026")
    to_on = DayField(label="Last day", help_text="For example 31 3 2027")
    number = forms.IntegerField(label="Number promised", min_value=0, max_value=MOST)
    source = forms.CharField(
        label="Where this is written", max_length=200, help_text="For example: contract, schedule 2"
    )
