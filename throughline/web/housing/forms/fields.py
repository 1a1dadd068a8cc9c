"""Questions that several pages of somewhere to live ask."""

from collections.abc import Sequence

from django import forms

from throughline.agencies.models import Area, Organisation
from throughline.housing.statuses import Yes
from throughline.sharing.models import Consent
from throughline.web.sharing.choices import Grouped
from throughline.web.shell.forms import DayField

CHOOSE = ("", "Choose one")
NOT_SAID = ("", "Not said")
SOURCE_HINT = "For example: they told us, their landlord, a letter from the council."


def yes(label: str, hint: str = "") -> forms.ChoiceField:
    """Ask something whose answer may not be known."""
    return forms.ChoiceField(
        label=label, help_text=hint, choices=Yes.choices, initial=Yes.UNKNOWN, widget=forms.RadioSelect
    )


def long_words(label: str, *, most: int, rows: int = 3, hint: str = "", required: bool = False) -> forms.CharField:
    """Ask for some sentences."""
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def source(hint: str = SOURCE_HINT) -> forms.CharField:
    """Ask who said so."""
    return forms.CharField(label="Who said so", max_length=80, help_text=hint)


def provider_words(label: str = "Or write its name") -> forms.CharField:
    """Ask for the name of a provider that is not on the list."""
    return forms.CharField(label=label, max_length=150, required=False)


def some_day(label: str, hint: str = "") -> DayField:
    """Ask for a day that may not be known."""
    return DayField(label=label, help_text=hint, required=False)


def providers(found: Sequence[Organisation]) -> Grouped:
    """List providers by name, after none."""
    return [("", "None of these"), *((str(row.pk), row.name) for row in found)]


def councils(found: Sequence[Area], *, none: str = "Not known") -> Grouped:
    """List council areas by name."""
    return [("", none), *((str(row.pk), row.name) for row in found)]


def consents(found: Sequence[Consent]) -> Grouped:
    """List what the person said yes to, with the day."""
    said = ((str(row.pk), f"{row.get_to_display()}: {_whom(row)}, {row.answered_on:%-d.%-m.%Y}") for row in found)
    return [("", "None of these"), *said]


def _whom(consent: Consent) -> str:
    return consent.organisation.name if consent.organisation else "nobody named"
