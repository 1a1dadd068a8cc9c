"""What is asked about asking a housing provider for a place."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Organisation
from throughline.housing.rules.asking import ANSWERS
from throughline.housing.statuses import AskState, DeclineReason, HomeKind, Yes
from throughline.web.housing.forms import fields
from throughline.web.housing.forms.homes import Initial
from throughline.web.sharing.choices import RowField, offer
from throughline.web.shell.forms import DayField

ANSWERED = [(one.value, one.label) for one in AskState if one in ANSWERS]


class ProviderField(forms.Form):
    """Which provider: one we know, or a name."""

    provider = RowField[Organisation](label="Which provider?", required=False)
    provider_words = fields.provider_words()

    def __init__(self, data: QueryDict | None, *, providers: Sequence[Organisation], initial: Initial = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "provider", providers, fields.providers(providers))


class AskForm(ProviderField):
    """A place that is asked for."""

    place = forms.ChoiceField(label="What kind of place?", choices=HomeKind.choices, initial=HomeKind.SUPPORTED)
    asked_on = DayField(label="Day it was asked")
    priority = forms.BooleanField(label="They are first in line there", required=False)
    words = fields.long_words("What the provider was told", most=500)


class AnswerForm(forms.Form):
    """What the provider said. A no has a reason, and may say what would change it."""

    state = forms.ChoiceField(label="What did it say?", choices=ANSWERED, widget=forms.RadioSelect)
    on = DayField(label="Day it answered")
    reason = forms.ChoiceField(
        label="Why did it say no?",
        choices=[("", "It did not say no"), *DeclineReason.choices],
        required=False,
    )
    would_change = forms.CharField(
        label="What would change its mind?",
        max_length=300,
        required=False,
        help_text="Ask. Often it is a letter, a support worker or one visit.",
    )
    words = fields.long_words("What it said", most=500)


class VisitedForm(forms.Form):
    """That the provider came to see them."""

    on = DayField(label="Day it visited")
    told_what_to_expect = forms.ChoiceField(
        label="Did it tell them what to expect there?",
        choices=Yes.choices,
        initial=Yes.UNKNOWN,
        widget=forms.RadioSelect,
    )


class PriorityForm(forms.Form):
    """Whether they are first in line."""

    priority = forms.TypedChoiceField(
        label="Are they first in line there?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
