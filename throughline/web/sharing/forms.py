"""The questions of sharing pages."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Organisation, Partnership, Team
from throughline.foundations.wording import LONDON
from throughline.sharing.statuses import Answer, Compartment, GrantReason, LawfulBasis, ReviewAnswer, Tier
from throughline.web.sharing import choices
from throughline.web.shell.forms import DayField

LONGEST_REASON = 300
REASON_HINT = "One sentence that your manager would understand. It is kept, and those concerned can read it."


def reason_field(label: str, *, hint: str = REASON_HINT, longest: int = LONGEST_REASON) -> forms.CharField:
    """Ask why, in a sentence."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=widget)


class ReachForm(forms.Form):
    """How far a team may see, why, on what basis, until when."""

    tier = forms.TypedChoiceField(
        label="How far may they see?", choices=choices.TIER_CHOICES, coerce=int, widget=forms.RadioSelect
    )
    compartments = forms.MultipleChoiceField(
        label="Which parts besides?",
        help_text="Leave a part out unless their work needs it.",
        choices=Compartment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grant_reason = forms.ChoiceField(
        label="Why do they need it?", choices=choices.REASON_CHOICES, initial=GrantReason.INVOLVED
    )
    basis = forms.ChoiceField(
        label="Lawful basis",
        help_text="If they agreed, choose consent: it stops when they change their mind.",
        choices=LawfulBasis.choices,
        initial=LawfulBasis.PUBLIC_TASK,
    )
    ends_on = DayField(
        label="Last day they may see it", help_text="Leave empty to go on until someone stops it.", required=False
    )
    reason = reason_field("What will they use it for?")

    def ends_at(self) -> datetime | None:
        """Return the instant after the last day; None when it goes on."""
        last: date | None = self.cleaned_data["ends_on"]
        return None if last is None else datetime.combine(last + timedelta(days=1), time(), tzinfo=LONDON)


class ShareForm(ReachForm):
    """Which team, and how far."""

    team = choices.RowField[Team](label="Which team?")
    field_order = ["team", "tier", "compartments", "grant_reason", "basis", "ends_on", "reason"]

    def __init__(self, data: QueryDict | None = None, *, teams: Sequence[Team]) -> None:
        super().__init__(data, initial={"tier": Tier.KNOWS_OF})
        choices.offer(self, "team", teams, choices.teams(teams))


class AnswerForm(ReachForm):
    """Yes, and how far; or no."""

    agreed = forms.ChoiceField(
        label="Do you let them in?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    reason = reason_field("Your reason", hint="Kept with your answer. If you say no, the team is told nothing.")
    field_order = ["agreed", "tier", "compartments", "grant_reason", "basis", "ends_on", "reason"]

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"tier": Tier.KNOWS_OF})


class ReasonForm(forms.Form):
    """Only why."""

    reason = reason_field("Why?")


class ConsentForm(forms.Form):
    """What the person was asked, and what they said."""

    to = forms.ChoiceField(label="What were they asked about?", choices=choices.CONSENT_TO, widget=forms.RadioSelect)
    organisation = choices.RowField[Organisation](
        label="Which organisation?", help_text="Leave this for taking part.", required=False
    )
    answer = forms.ChoiceField(label="What did they say?", choices=choices.ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In their own words",
        help_text="As they said it. It is not corrected.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    how = forms.ChoiceField(label="How were they asked?", choices=choices.HOW)
    answered_on = DayField(label="Day they answered", help_text="For example 3 2 2026")

    def __init__(self, data: QueryDict | None = None, *, organisations: Sequence[Organisation], today: date) -> None:
        super().__init__(data, initial={"answered_on": today, "answer": Answer.OFFERED})
        choices.offer(self, "organisation", organisations, choices.organisations(organisations))


class CloseForm(forms.Form):
    """Close a record to one member of staff."""

    email = forms.EmailField(label="Their work email address")
    reason = reason_field("Why?", hint="Only those who lead the record can read this.")


class AllowForm(forms.Form):
    """Let one more member of staff see a limited record."""

    email = forms.EmailField(label="Their work email address")


class LimitForm(forms.Form):
    """Close a record to all but some."""

    allowed = forms.CharField(
        label="Who else may still see it?",
        help_text="Work email addresses, one on each line. You stay among them yourself.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = reason_field("Why?", hint="Only those who lead the record can read this.")

    def emails(self) -> list[str]:
        """Return the addresses typed, each once."""
        return list(dict.fromkeys(self.cleaned_data["allowed"].casefold().replace(",", " ").split()))


class AskForm(forms.Form):
    """Ask to be let in."""

    reference = forms.CharField(
        label="Reference or number", help_text="A Throughline reference, or a prison or other number.", max_length=40
    )
    team = choices.RowField[Team](label="Which of your teams is asking?")
    reason = reason_field("Why does your team need it?", longest=500)

    def __init__(self, data: QueryDict | None = None, *, teams: Sequence[Team], reference: str = "") -> None:
        first = {"team": str(teams[0].pk)} if len(teams) == 1 else {}
        super().__init__(data, initial={"reference": reference, **first})
        choices.offer(self, "team", teams, choices.teams(teams))


class EmergencyForm(AskForm):
    """Open a record in an emergency."""

    reason = reason_field("What is the emergency?", longest=500)


class ReviewForm(forms.Form):
    """Whether an emergency was justified."""

    answer = forms.ChoiceField(
        label="Was opening this record justified?", choices=ReviewAnswer.choices, widget=forms.RadioSelect
    )
    reason = reason_field("What did you find?", longest=500)


class AgreementForm(forms.Form):
    """An information sharing agreement."""

    partnership = choices.RowField[Partnership](label="Partnership", widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=200)
    purpose = forms.CharField(label="What is it for?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.ChoiceField(label="Lawful basis", choices=LawfulBasis.choices, initial=LawfulBasis.PUBLIC_TASK)
    conditions = forms.CharField(
        label="Conditions for health and offence data",
        help_text="The Article 9 and Schedule 1 conditions, if it covers them.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    how_people_are_told = forms.CharField(
        label="How are people told?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact = forms.CharField(label="Who answers questions and rights requests?", max_length=200, required=False)
    retention = forms.CharField(
        label="How long is it kept, and what happens at the end?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    starts_on = DayField(label="Starts on")
    review_on = DayField(label="Reviewed by")

    def __init__(self, data: QueryDict | None = None, *, partnerships: Sequence[Partnership]) -> None:
        first = {"partnership": str(partnerships[0].pk)} if partnerships else {}
        super().__init__(data, initial=first)
        choices.offer(self, "partnership", partnerships, choices.partnerships(partnerships))


class SignForm(forms.Form):
    """An organisation signs, and the most it may see."""

    organisation = choices.RowField[Organisation](label="Which organisation?")
    tier = forms.TypedChoiceField(
        label="The furthest it may ever see", choices=choices.TIER_CHOICES, coerce=int, widget=forms.RadioSelect
    )
    compartments = forms.MultipleChoiceField(
        label="Which parts may it be given besides?",
        choices=Compartment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signed_by = forms.CharField(label="Who signed for it?", help_text="Name and job.", max_length=150)
    signed_on = DayField(label="Signed on")

    def __init__(self, data: QueryDict | None = None, *, organisations: Sequence[Organisation]) -> None:
        super().__init__(data, initial={"tier": Tier.KNOWS_OF})
        choices.offer(self, "organisation", organisations, choices.organisations(organisations))
