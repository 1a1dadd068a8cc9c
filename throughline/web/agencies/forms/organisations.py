"""What is asked about organisations, prisons, areas and partnerships."""

from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from throughline.agencies.models import Area, Organisation, Partnership
from throughline.agencies.statuses import AreaKind, HeldKind, Jurisdiction, OrganisationKind
from throughline.web.agencies.forms.offering import offer
from throughline.web.shell.forms import DayField

ANY = [("", "Any")]
MOST_HALLS = 60


class Filter(forms.Form):
    """Which organisations to show."""

    q = forms.CharField(label="Name", required=False, max_length=100)
    kind = forms.ChoiceField(choices=[*ANY, *OrganisationKind.choices], required=False)
    area: "forms.ModelChoiceField[Area]" = forms.ModelChoiceField(queryset=None, required=False, empty_label="Any")

    def __init__(self, data: QueryDict | None, areas: QuerySet[Area]) -> None:
        super().__init__(data)
        offer(self, "area", areas)


class ChangeOrganisation(forms.Form):
    """What an organisation is called and how to reach it."""

    name = forms.CharField(max_length=200)
    phone = forms.CharField(label="Phone", max_length=30, required=False, help_text="Staff of your partners see it.")
    email = forms.EmailField(label="Email", required=False, help_text="A shared mailbox, not one person's.")
    areas: "forms.ModelMultipleChoiceField[Area]" = forms.ModelMultipleChoiceField(
        label="Areas it works in",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave a prison empty: it serves wherever its people go home to.",
    )

    def __init__(
        self, data: QueryDict | None, areas: QuerySet[Area], initial: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "areas", areas)


class NewOrganisation(ChangeOrganisation):
    """Which organisation joins which partnership."""

    kind = forms.ChoiceField(choices=[("", "Choose one"), *OrganisationKind.choices])
    jurisdiction = forms.ChoiceField(choices=Jurisdiction.choices, widget=forms.RadioSelect)
    partnership: "forms.ModelChoiceField[Partnership]" = forms.ModelChoiceField(
        queryset=None, empty_label=None, help_text="It can see and be seen by this partnership's organisations."
    )
    field_order = ("name", "kind", "jurisdiction", "partnership", "phone", "email", "areas")

    def __init__(self, data: QueryDict | None, areas: QuerySet[Area], partnerships: QuerySet[Partnership]) -> None:
        super().__init__(data, areas=areas)
        offer(self, "partnership", partnerships)


class ChangePrison(forms.Form):
    """What is particular to a prison."""

    opened_on = DayField(label="Opened on", required=False, help_text="For example 19 3 2012")
    capacity = forms.IntegerField(label="Places", min_value=1, max_value=10_000, required=False)
    holds = forms.MultipleChoiceField(
        label="Who it holds", choices=HeldKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    halls = forms.CharField(
        label="Halls, wings or house blocks",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
        help_text="One on each line. A hall once named stays, because people's stays are recorded in it.",
    )

    def clean_halls(self) -> list[str]:
        """Return the halls, one a line.

        Raises:
            forms.ValidationError: there are too many, or one has too long a name.
        """
        halls = [line.strip() for line in str(self.cleaned_data["halls"]).splitlines() if line.strip()]
        if len(halls) > MOST_HALLS or any(len(hall) > 40 for hall in halls):
            raise forms.ValidationError(f"Name up to {MOST_HALLS} halls, each in 40 characters or fewer.")
        return halls


class NewPrison(ChangePrison):
    """A prison's code as well."""

    code = forms.CharField(label="Code", max_length=6, help_text="As prison records write it, for example LMI")
    field_order = ("code", "opened_on", "capacity", "holds", "halls")

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).upper()


class RenameArea(forms.Form):
    """What an area is called."""

    name = forms.CharField(max_length=120)


class NewArea(RenameArea):
    """Which area to keep, and what it spans."""

    kind = forms.ChoiceField(choices=AreaKind.choices, widget=forms.RadioSelect)
    jurisdiction = forms.ChoiceField(choices=Jurisdiction.choices, widget=forms.RadioSelect)
    parts: "forms.ModelMultipleChoiceField[Area]" = forms.ModelMultipleChoiceField(
        label="Council areas it spans", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None, areas: QuerySet[Area]) -> None:
        super().__init__(data)
        offer(self, "parts", areas.filter(kind=AreaKind.COUNCIL))


class Close(forms.Form):
    """From which day something has ended."""

    on = DayField(label="Ended on", help_text="The first day it is no longer so")


class NewPartnership(forms.Form):
    """What a partnership is called and what it holds to."""

    name = forms.CharField(max_length=200)
    values = forms.CharField(
        label="Shared values and outcomes",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
        help_text="What the partners agreed to hold to. Everyone who works for one of them can read it.",
    )


class ChangePartnership(NewPartnership):
    """Who leads it as well."""

    lead: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label="Lead organisation", queryset=None, empty_label=None
    )

    def __init__(
        self, data: QueryDict | None, partners: QuerySet[Organisation], initial: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "lead", partners)


class JoinPartnership(forms.Form):
    """Which organisation joins."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=None, empty_label="Choose one"
    )

    def __init__(self, data: QueryDict | None, organisations: QuerySet[Organisation]) -> None:
        super().__init__(data)
        offer(self, "organisation", organisations)


def lines(words: Iterable[str]) -> str:
    """Return words as a box shows them, one a line."""
    return "\n".join(words)
