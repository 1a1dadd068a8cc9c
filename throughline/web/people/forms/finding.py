"""Questions to find someone by, and to register them."""

from collections.abc import Iterable

from django import forms
from django.forms import CharField, ChoiceField, HiddenInput
from django.http import QueryDict

from throughline.agencies.models import Area, Team
from throughline.people.statuses import Sex
from throughline.web.people.forms.choices import NUMBERS, THEY_SAID, Choices, Grouped, area_choices
from throughline.web.shell.forms import DayField


class FindForm(forms.Form):
    """Find people, narrowed by where they are and where home is."""

    q = CharField(
        label="Name or number",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    prison = ChoiceField(label="Prison", required=False)
    area = ChoiceField(label="Home area", required=False)
    where = ChoiceField(
        label="In or out", required=False, choices=[("", "Either"), ("in", "In prison now"), ("out", "Has left prison")]
    )

    def __init__(self, data: QueryDict, *, prisons: Choices, areas: Grouped) -> None:
        super().__init__(data)
        any_prison = [("", "Any prison"), *prisons]
        self.fields["prison"] = ChoiceField(label="Prison", required=False, choices=any_prison)
        self.fields["area"] = ChoiceField(label="Home area", required=False, choices=areas)


class RegisterForm(forms.Form):
    """What is known of someone who may be new to us."""

    given = CharField(
        label="First name", max_length=80, required=False, help_text="A first name or a last name is enough."
    )
    middle = CharField(label="Middle names", max_length=120, required=False)
    family = CharField(label="Last name", max_length=80, required=False)
    chosen = CharField(
        label="Name they choose",
        max_length=80,
        required=False,
        help_text="If it is not the name above. We use this one.",
    )
    born_on = DayField(
        label="Date of birth", required=False, help_text="For example 4 5 1994. Leave it empty if not known."
    )
    number_kind = ChoiceField(label="Kind of number", required=False, choices=[("", "No number"), *NUMBERS])
    number = CharField(label="Number", max_length=30, required=False)
    sex = ChoiceField(label="Sex, as recorded", choices=Sex.choices, initial=Sex.UNKNOWN)
    language = CharField(label="Language", max_length=40, required=False, help_text="If it is not English.")
    home_area = ChoiceField(
        label="Home area", required=False, help_text="Where they will live, not where the prison is."
    )
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)
    team = ChoiceField(label="Your team that registers them")
    seen = CharField(widget=HiddenInput, required=False, max_length=2000)

    def __init__(
        self,
        *,
        data: QueryDict | None = None,
        initial: dict[str, str] | None = None,
        areas: Iterable[Area],
        teams: Iterable[Team],
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["home_area"] = ChoiceField(
            label="Home area",
            required=False,
            help_text="Where they will live, not where the prison is.",
            choices=area_choices(areas),
        )
        rows = [(str(team.pk), team.name) for team in teams]
        if len(rows) > 1:
            self.fields["team"] = ChoiceField(label="Your team that registers them", choices=rows)
        else:
            del self.fields["team"]

    def clean(self) -> dict[str, object]:
        """Ask for the other half of a number, and for at least one name."""
        given = super().clean() or {}
        if not (given.get("given") or given.get("family")) and not self.errors:
            self.add_error("family", "Enter a first name or a last name.")
        if given.get("number") and not given.get("number_kind"):
            self.add_error("number_kind", "Choose the kind of number.")
        if given.get("number_kind") and not given.get("number"):
            self.add_error("number", "Enter the number, or choose “No number”.")
        return given
