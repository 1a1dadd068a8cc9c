"""What is asked about protocols."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from throughline.agencies.models import Partnership
from throughline.web.shell.forms import DayField

LARGEST_UPLOAD = 200_000
"""Bytes read of an uploaded file, and one more: the reader says that it is too long."""

NOT_TEXT = "�"
"""What stands where a file's bytes are not UTF-8."""


class Publish(forms.Form):
    """A protocol's file, and whose it is."""

    partnership: "forms.ModelChoiceField[Partnership]" = forms.ModelChoiceField(
        queryset=None, empty_label=None, help_text="A partnership that your organisation leads."
    )
    text = forms.CharField(
        label="The protocol",
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        required=False,
        strip=False,
        help_text="Paste it here, or choose a file below.",
    )
    upload = forms.FileField(
        label="Or a file", required=False, help_text="A YAML file. It takes the place of the text."
    )

    def __init__(self, data: QueryDict | None, *, partnerships: QuerySet[Partnership], text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        _offer(self, partnerships)

    def clean_text(self) -> str:
        """Return the protocol's text.

        Raises:
            forms.ValidationError: there is none, or a file held something that is not text.
        """
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError("Paste the protocol, or choose its file.")
        if NOT_TEXT in text:
            raise forms.ValidationError("This is not plain text in UTF-8. Save the file as UTF-8 and choose it again.")
        return text


class TakeUp(forms.Form):
    """Who works to a version, and from which day."""

    partnership: "forms.ModelChoiceField[Partnership]" = forms.ModelChoiceField(queryset=None, empty_label=None)
    starts_on = DayField(label="From which day?", help_text="The first day people are put on this version")
    words = forms.CharField(
        label="Where was this decided?", required=False, max_length=500, help_text="A meeting or a letter, if you like."
    )

    def __init__(self, data: QueryDict | None, *, partnerships: QuerySet[Partnership], today: date) -> None:
        super().__init__(data, initial={"starts_on": today})
        _offer(self, partnerships)


class End(forms.Form):
    """From which day, and why."""

    on = DayField(label="From which day?", help_text="The first day nobody new is put on it")
    words = forms.CharField(label="Why does it end?", max_length=500)


class Sign(forms.Form):
    """When an organisation agreed."""

    on = DayField(label="When did your organisation agree?", help_text="On this day or an earlier one")
    words = forms.CharField(
        label="Who agreed for it?", required=False, max_length=300, help_text="A name or a job, if you like."
    )


class Retire(forms.Form):
    """From which day."""

    on = DayField(label="From which day?", help_text="The first day nobody new is put on it")


def _offer(form: forms.Form, partnerships: QuerySet[Partnership]) -> None:
    field = form.fields["partnership"]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = partnerships
