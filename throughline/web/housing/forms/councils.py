"""What is asked about an application to a council. The form is that of the council's own nation."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Area
from throughline.housing.rules import forms_of
from throughline.housing.statuses import ApplicationState, Nation, Yes
from throughline.sharing.models import Consent
from throughline.web.housing.forms import fields
from throughline.web.housing.forms.homes import Initial
from throughline.web.sharing.choices import RowField, offer
from throughline.web.shell.forms import DayField

THREE_YESES = ("consent", "chose_authority", "may_pass_contact")
DECISIONS = (ApplicationState.ACCEPTED, ApplicationState.DECLINED, ApplicationState.CLOSED_NO_CONTACT)


class CouncilForm(forms.Form):
    """Which council is asked."""

    council = RowField[Area](label="Which council does the person want to ask?")

    def __init__(self, data: QueryDict | None, *, areas: Sequence[Area], initial: Initial = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "council", areas, fields.councils(areas, none="Choose one"))


class ApplicationForm(forms.Form):
    """An application, in one nation's own kinds. Only a form of that nation that asks for three yeses asks them."""

    kind = forms.ChoiceField(label="What is asked of the council?", widget=forms.RadioSelect)
    made_on = DayField(label="Day it was made")
    homeless_by_on = fields.some_day("Day they are or may be homeless", "Often the day of release. Today if already.")
    consent = RowField[Consent](
        label="Their yes to this referral",
        required=False,
        help_text="A duty to refer needs it. Record what they said under Who can see, then come back.",
    )
    chose_authority = forms.BooleanField(label="They chose this council themselves", required=False)
    may_pass_contact = forms.BooleanField(label="The council may be told how to reach them", required=False)
    words = fields.long_words("What the council should know", most=500)
    source = fields.source("For example: we sent it, they rang from the hall, their solicitor.")

    def __init__(
        self, data: QueryDict | None, *, nation: Nation | None, consents: Sequence[Consent], initial: Initial
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offered = forms_of(nation)
        field = self.fields["kind"]
        field.choices = [(form.kind.value, form.title) for form in offered]  # type: ignore[attr-defined]  # a choice field
        offer(self, "consent", consents, fields.consents(consents))
        if not any(form.asks_three_yeses for form in offered):
            for name in THREE_YESES:
                del self.fields[name]


class HeardForm(forms.Form):
    """That the council was in touch, or tried to be."""

    on = DayField(label="Which day?")
    words = forms.CharField(label="What was said?", max_length=300, required=False)


class DecideForm(forms.Form):
    """What the council decided."""

    state = forms.ChoiceField(
        label="What did the council decide?",
        choices=[(one.value, one.label) for one in DECISIONS],
        widget=forms.RadioSelect,
    )
    on = DayField(label="Day it decided")
    words = fields.long_words(
        "Its reason", most=500, hint="In the words of the council. A no must have one: others plan by it."
    )


class TakenBackForm(forms.Form):
    """That something is asked no more, and why."""

    on = DayField(label="Which day?")
    words = fields.long_words("Why?", most=500, required=True)


class WayForm(forms.Form):
    """How a council takes applications from people in prison."""

    before_release = fields.yes("Does it take an application before release?")
    weeks_before = forms.IntegerField(
        label="How many weeks before release, at most?", min_value=0, max_value=104, required=False
    )
    how = fields.long_words("How is it asked?", most=500, hint="For example: by telephone from the hall, on Tuesdays.")
    phone = forms.CharField(label="Telephone", max_length=30, required=False)
    out_of_hours_phone = forms.CharField(label="Telephone at night and weekends", max_length=30, required=False)
    tenancy_words = fields.long_words("What it does about a tenancy someone keeps while in prison", most=500)
    source = forms.CharField(
        label="Who says so", max_length=200, help_text="A name and job there, or the address of the page."
    )
    checked_on = DayField(label="Day it was checked")


class NewWayForm(WayForm):
    """The same, and of which council."""

    council = RowField[Area](label="Which council?")
    field_order = ["council"]

    def __init__(self, data: QueryDict | None, *, areas: Sequence[Area], initial: Initial) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "council", areas, fields.councils(areas, none="Choose one"))


class WaysFilter(forms.Form):
    """Which councils to list."""

    q = forms.CharField(label="Council", max_length=120, required=False)
    before = forms.ChoiceField(
        label="Takes applications before release", choices=[("", "Any answer"), *Yes.choices], required=False
    )
