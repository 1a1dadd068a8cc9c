"""What is asked about places they are not safe in, and providers that will not house them."""

from django import forms

from throughline.web.housing.forms import fields
from throughline.web.housing.forms.providers import ProviderField
from throughline.web.shell.forms import DayField


class UnsafeForm(forms.Form):
    """A place or person they are not safe with."""

    words = fields.long_words("Where, or with whom, are they not safe?", most=1000, rows=4, required=True)
    exploitation = forms.BooleanField(label="They were used or exploited there", required=False)
    source = fields.source("For example: they told us, the police.")
    on = DayField(label="Day it was said")


class ExclusionForm(ProviderField):
    """A provider that will not house them."""

    reason = fields.long_words("Why will it not house them?", most=500, required=True)
    from_on = DayField(label="From which day?")
    look_again_on = fields.some_day(
        "Day to ask it again", "Nobody is shut out for ever: agree a day with the provider."
    )
    source = fields.source("For example: a letter from the provider.")


class LookAgainForm(forms.Form):
    """That it was looked at and stays, and when it is looked at next."""

    words = forms.CharField(label="What did the provider say?", max_length=300)
    look_again_on = DayField(label="Day to ask it again")


class EndExclusionForm(forms.Form):
    """That the provider would house them again."""

    on = DayField(label="From which day?")
    words = forms.CharField(label="What changed?", max_length=300)
