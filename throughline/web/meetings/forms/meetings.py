"""What is asked about a meeting, and about those who are asked to it."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Organisation, Team, User
from throughline.foundations.wording import LONDON
from throughline.meetings.actions.meetings import MeetingFacts
from throughline.meetings.models import Meeting
from throughline.meetings.statuses import MeetingKind, Reply
from throughline.web.agencies.forms.offering import choose_from
from throughline.web.cases.forms.case import Initial
from throughline.web.meetings.opening import choices_of
from throughline.web.sharing.choices import RowField, offer
from throughline.web.shell.forms import DayField

CHOOSE = ("", "Choose one")
ANSWERS = [(reply.value, reply.label) for reply in Reply if reply != Reply.NO_ANSWER]


class MeetingForm(forms.Form):
    """What a meeting is, when and where; and, when it is called, who is asked to it."""

    kind = forms.ChoiceField(label="What kind of meeting?", choices=[CHOOSE, *MeetingKind.choices])
    name = forms.CharField(
        label="What is it called?",
        max_length=120,
        help_text="Give every meeting of a series the same name: the next one takes over what is not done.",
    )
    on = DayField(label="Which day?", help_text="For example 3 2 2026")
    time = forms.TimeField(
        label="At what time?",
        help_text="By the clock, for example 14:30.",
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": "Enter the time by the 24-hour clock, for example 14:30"},
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
    )
    place = forms.CharField(
        label="Where?", max_length=150, required=False, help_text="A room, or how to join by video. No names."
    )
    about = forms.CharField(
        label="What it is for",
        max_length=500,
        required=False,
        help_text="Every agency that is asked reads this. Name nobody you support.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    team = RowField[Team](label="Which team runs it?", required=False)
    chaired_by = RowField[User](label="Who chairs it?", required=False)

    def __init__(
        self, data: QueryDict | None, *, teams: Sequence[Team], staff: Sequence[User], initial: Initial = None
    ) -> None:
        super().__init__(data, initial=initial)
        offer(self, "team", teams, [*choices_of(teams, none="No team in particular")])
        offer(self, "chaired_by", staff, [*choices_of(staff, none="Not known yet")])

    @property
    def facts(self) -> MeetingFacts:
        """What was answered, as it is kept."""
        known = {name: self.cleaned_data[name] for name in ("kind", "name", "place", "about", "team", "chaired_by")}
        return MeetingFacts(**known, held_at=self._held_at())

    def _held_at(self) -> datetime:
        on: date = self.cleaned_data["on"]
        clock: time = self.cleaned_data["time"]
        return datetime.combine(on, clock, LONDON)


class InviteForm(forms.Form):
    """Which agencies are asked."""

    organisations = forms.MultipleChoiceField(
        label="Which agencies are asked?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Ask early: each is told once, and answers on the page of the meeting.",
    )

    def __init__(
        self, data: QueryDict | None, *, offered: Sequence[Organisation], needed: bool = True, initial: Initial = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.offered = {str(row.pk): row for row in offered}
        self.fields["organisations"].required = needed
        choose_from(self, "organisations", [(pk, row.name) for pk, row in self.offered.items()])

    @property
    def chosen(self) -> list[Organisation]:
        """The agencies that were ticked."""
        return [self.offered[pk] for pk in self.cleaned_data["organisations"]]


class CallForm(MeetingForm, InviteForm):
    """A meeting as it is called."""

    field_order = (*MeetingForm.base_fields, "organisations")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        teams: Sequence[Team],
        staff: Sequence[User],
        offered: Sequence[Organisation],
        initial: Initial = None,
    ) -> None:
        InviteForm.__init__(self, data, offered=offered, needed=False, initial=initial)
        offer(self, "team", teams, [*choices_of(teams, none="No team in particular")])
        offer(self, "chaired_by", staff, [*choices_of(staff, none="Not known yet")])


class WhyForm(forms.Form):
    """Why something ends."""

    why = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReplyForm(forms.Form):
    """What an agency answers."""

    reply = forms.ChoiceField(label="Will you come?", choices=ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Word for the meeting",
        max_length=500,
        required=False,
        help_text="Who comes, or what the meeting should know. Name nobody you support.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CameForm(forms.Form):
    """Whether an agency came, and who for it."""

    came = forms.ChoiceField(label="Did they come?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    who_came = forms.CharField(label="Who came?", max_length=200, required=False)


def typed(meeting: Meeting) -> dict[str, object]:
    """Return what a meeting's form begins with."""
    held_at = meeting.held_at.astimezone(LONDON)
    same = {name: getattr(meeting, name) for name in ("kind", "name", "place", "about")}
    rows = {"team": meeting.team_id, "chaired_by": meeting.chaired_by_id}
    chosen = {name: str(pk) if pk else "" for name, pk in rows.items()}
    return {**same, **chosen, "on": held_at.date(), "time": held_at.time()}
