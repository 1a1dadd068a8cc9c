"""Questions about who someone is."""

from collections.abc import Iterable

from django import forms
from django.forms import CharField, ChoiceField, RadioSelect
from django.http import QueryDict

from throughline.agencies.models import Area
from throughline.people.statuses import NameKind, Sex
from throughline.web.people.forms.choices import NUMBERS, THEY_SAID, area_choices
from throughline.web.shell.forms import DayField


class NumberForm(forms.Form):
    """A number another system knows someone by."""

    kind = ChoiceField(label="Kind of number", choices=NUMBERS)
    value = CharField(label="Number", max_length=30)
    source = CharField(label="Who said so", max_length=80, help_text="For example prison records, or a letter.")


class NameForm(forms.Form):
    """A name, of a kind."""

    kind = ChoiceField(label="Kind of name", choices=NameKind.choices, widget=RadioSelect)
    given = CharField(label="First name", max_length=80, required=False)
    middle = CharField(label="Middle names", max_length=120, required=False)
    family = CharField(label="Last name", max_length=80, required=False)
    from_on = DayField(label="Used since", required=False)
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)


class DetailsForm(forms.Form):
    """Birth date, recorded sex, language and home area."""

    born_on = DayField(
        label="Date of birth", required=False, help_text="For example 4 5 1994. Leave it empty if not known."
    )
    sex = ChoiceField(label="Sex, as recorded", choices=Sex.choices)
    language = CharField(label="Language", max_length=40, required=False, help_text="If it is not English.")
    home_area = ChoiceField(label="Home area", required=False)

    def __init__(self, *, data: QueryDict | None = None, initial: dict[str, object], areas: Iterable[Area]) -> None:
        super().__init__(data, initial=initial)
        self.fields["home_area"] = ChoiceField(
            label="Home area",
            required=False,
            help_text="Where they will live, not where the prison is.",
            choices=area_choices(areas),
        )
