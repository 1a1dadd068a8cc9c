"""What is asked about a contact: three answers, and the rest as it usually is."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Team
from throughline.cases.models import Case
from throughline.cases.rules import LONGEST_CONTACT
from throughline.cases.statuses import Activity, Audience, Happened, Place
from throughline.foundations.wording import LONDON
from throughline.web.cases.forms.case import Initial
from throughline.web.sharing.choices import RowField, offer
from throughline.web.shell.forms import DayField

CHOOSE = ("", "Choose one")
LONGEST_NOTE = 10_000
NOON = time(12)


class ContactForm(forms.Form):
    """One contact. Only the first two must be answered; the rest stands as it usually is."""

    activity = forms.ChoiceField(label="What was it for?", choices=[CHOOSE, *Activity.choices])
    place = forms.ChoiceField(label="Where?", choices=[CHOOSE, *Place.choices])
    words = forms.CharField(
        label="What was said and done",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    happened = forms.ChoiceField(label="Did it happen?", choices=Happened.choices, widget=forms.RadioSelect)
    on = DayField(label="Which day?", help_text="For example 3 2 2026")
    time = forms.TimeField(
        label="At what time?",
        help_text="By the clock, for example 14:30. Leave it empty if nobody noted it.",
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": "Enter the time by the 24-hour clock, for example 14:30"},
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
    )
    minutes = forms.IntegerField(
        label="How many minutes?",
        required=False,
        min_value=0,
        max_value=LONGEST_CONTACT,
        error_messages={"invalid": "Enter the minutes as a whole number, for example 20"},
    )
    audience = forms.ChoiceField(
        label="Who may read what you wrote?", choices=Audience.choices, widget=forms.RadioSelect
    )
    case = RowField[Case](label="For which service?", required=False)
    team = RowField[Team](label="For which team?", required=False)

    def __init__(
        self, data: QueryDict | None = None, *, cases: Sequence[Case], teams: Sequence[Team], initial: Initial = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.cases, self.teams = cases, teams
        offer(self, "case", cases, [(str(case.pk), case.service.name) for case in cases])
        offer(self, "team", teams, [(str(team.pk), f"{team.name}, {team.organisation.name}") for team in teams])
        if len(cases) < 2:
            del self.fields["case"]
        if cases or len(teams) < 2:
            del self.fields["team"]

    @property
    def details(self) -> list[forms.BoundField]:
        """The questions that stand answered as they usually are."""
        return [field for field in self if field.name not in {"activity", "place", "words"}]

    @property
    def details_wrong(self) -> bool:
        return any(field.errors for field in self.details)

    def chosen_case(self) -> Case | None:
        """Return the case it belongs to; None for a team that has none."""
        if not self.cases:
            return None
        return self.cleaned_data.get("case") or self.cases[0]

    def chosen_team(self) -> Team:
        """Return the team that was in touch."""
        case = self.chosen_case()
        return case.team if case else self.cleaned_data.get("team") or self.teams[0]

    def happened_at(self, *, now: datetime) -> datetime:
        """Return the instant: now when it is today and no time was given, else noon of a day without a time."""
        on: date = self.cleaned_data["on"]
        clock = self.cleaned_data["time"]
        if clock is None and on == now.astimezone(LONDON).date():
            return now
        return datetime.combine(on, clock or NOON, LONDON)


class NoteForm(forms.Form):
    """Something to write down, and who may read it."""

    words = forms.CharField(
        label="What do you want to keep?",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    audience = forms.ChoiceField(label="Who may read it?", choices=Audience.choices, widget=forms.RadioSelect)
    quote = forms.BooleanField(label="These are their own words", required=False)
    permission = forms.BooleanField(label="They agreed that their words may be kept and quoted", required=False)


class AmendForm(forms.Form):
    """A note as it should read, and why it changes."""

    words = forms.CharField(
        label="How it should read", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 8})
    )
    why = forms.CharField(
        label="Why do you change it?", help_text="What it said before stays readable below it.", max_length=300
    )
    audience = forms.ChoiceField(label="Who may read it?", choices=Audience.choices, widget=forms.RadioSelect)


class AdvocacyForm(forms.Form):
    """Speaking up for someone: what about, to whom, and what they want said."""

    issue = forms.CharField(label="What is it about?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    agency = forms.CharField(
        label="Who must hear it?", help_text="For example the housing team of the council", max_length=200
    )
    wants_said = forms.CharField(
        label="What does the person want said?",
        help_text="In their own words.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done = forms.CharField(
        label="What was done so far?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    refused_entitlement = forms.BooleanField(
        label="They were refused something they are entitled to as a citizen", required=False
    )


class EndAdvocacyForm(forms.Form):
    """What came of speaking up."""

    result = forms.CharField(label="What came of it?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    on = DayField(label="Which day did it end?", help_text="For example 3 2 2026")
