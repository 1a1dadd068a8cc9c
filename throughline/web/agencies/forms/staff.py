"""What is asked about teams, staff and keys."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from throughline.agencies.models import Organisation, Team
from throughline.agencies.statuses import Department, TeamKind
from throughline.web.agencies.forms.offering import Choices, choose_from, offer
from throughline.web.shell.forms import DayField


class ChangeTeam(forms.Form):
    """What a team is called, its number, and how many posts it has."""

    name = forms.CharField(label="Name of the team", max_length=120)
    phone = forms.CharField(label="Phone", max_length=30, required=False, help_text="The number to ring first.")
    posts = forms.IntegerField(
        label="Posts", min_value=0, max_value=1000, required=False, help_text="How many people it should have."
    )
    department = forms.ChoiceField(
        label="Department of the prison",
        choices=[("", "Not a department"), *Department.choices],
        required=False,
        help_text="Steps that a protocol gives to a department go to this team.",
    )


class NewTeam(ChangeTeam):
    """Which kind of team as well."""

    kind = forms.ChoiceField(
        label="What it does",
        choices=[choice for choice in TeamKind.choices if choice[0] != TeamKind.EVERYONE],
        widget=forms.RadioSelect,
        initial=TeamKind.CASEWORK,
    )
    field_order = ("name", "kind", "department", "phone", "posts")


class JoinTeam(forms.Form):
    """Who joins a team."""

    email = forms.EmailField(
        label="Work email", help_text="Of someone who works for this organisation or one of its partners."
    )


class ChangeStaff(forms.Form):
    """What a member of staff does and where they work."""

    name = forms.CharField(label="Name", max_length=150)
    role = forms.ChoiceField(help_text="It says what they may do. If it changes, they sign in again.")
    phone = forms.CharField(label="Work phone", max_length=30, required=False)
    work_base: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label="Where they are based", queryset=None, required=False, empty_label="With their own organisation"
    )

    def __init__(
        self,
        data: QueryDict | None,
        roles: Choices,
        bases: QuerySet[Organisation],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        choose_from(self, "role", [("", "Choose one"), *roles])
        offer(self, "work_base", bases)


class NewStaff(ChangeStaff):
    """Who joins, and which teams they are in from the first day."""

    email = forms.EmailField(
        label="Work email", help_text="They sign in with it. We send it a link to choose a password."
    )
    teams: "forms.ModelMultipleChoiceField[Team]" = forms.ModelMultipleChoiceField(
        queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("name", "email", "role", "phone", "work_base", "teams")

    def __init__(
        self, data: QueryDict | None, roles: Choices, bases: QuerySet[Organisation], teams: QuerySet[Team]
    ) -> None:
        super().__init__(data, roles=roles, bases=bases)
        offer(self, "teams", teams)


class MoveStaff(forms.Form):
    """For whom someone goes to work, and as what."""

    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label="New organisation", queryset=None, empty_label="Choose one"
    )
    role = forms.ChoiceField(label="Role there")

    def __init__(self, data: QueryDict | None, organisations: QuerySet[Organisation], roles: Choices) -> None:
        super().__init__(data)
        offer(self, "organisation", organisations)
        choose_from(self, "role", [("", "Choose one"), *roles])


class NewKey(forms.Form):
    """Which system gets a key, to do what, until when."""

    name = forms.CharField(label="Which system is it for", max_length=120, help_text="For example: prison records feed")
    scopes = forms.MultipleChoiceField(label="What it may do", widget=forms.CheckboxSelectMultiple)
    teams = forms.MultipleChoiceField(
        label="Whose people it may reach: those of which teams",
        help_text="Beside people shared with your whole organisation. Leave all empty for those alone.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = DayField(
        label="Works until", help_text="It stops as this day begins, one year from today at most. For example 31 3 2027"
    )

    def __init__(self, data: QueryDict | None, scopes: Choices, teams: Choices, ends: date) -> None:
        super().__init__(data, initial={"expires_on": ends})
        choose_from(self, "scopes", scopes)
        choose_from(self, "teams", teams)
