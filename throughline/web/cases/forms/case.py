"""What is asked when a case moves along, changes hands or ends."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from django import forms
from django.http import QueryDict

from throughline.agencies.models import User
from throughline.cases.models import Stage
from throughline.cases.rules import SETTINGS
from throughline.cases.statuses import CloseReason, Role, Setting, TakingPart
from throughline.web.sharing.choices import NOBODY, RowField, offer
from throughline.web.shell.forms import DayField

Initial = dict[str, object] | None

WHY = "Others who work with them will read this. It stays on the record."


class OnField(DayField):
    """The day something changed."""

    def __init__(self, label: str = "From which day?") -> None:
        super().__init__(label=label, help_text="For example 3 2 2026")


class WhyField(forms.CharField):
    """Why, in a few words."""

    def __init__(self, label: str = "Why?", *, required: bool = True, hint: str = WHY, longest: int = 300) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=longest,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class TakingPartForm(forms.Form):
    """What the person says about taking part, in their own words."""

    answer = forms.ChoiceField(label="What did they say?", choices=TakingPart.choices, widget=forms.RadioSelect)
    words = WhyField(
        "In their own words", required=False, hint="Saying no costs them nothing, and the offer stays open."
    )
    on = OnField("Which day did they say so?")


class StageForm(forms.Form):
    """The stage a case comes to."""

    stage = RowField[Stage](label="Which stage?", widget=forms.RadioSelect)
    on = OnField()
    words = WhyField("Anything to add", required=False)

    def __init__(self, data: QueryDict | None = None, *, stages: Sequence[Stage], initial: Initial = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "stage", stages, [(str(stage.pk), stage.name) for stage in stages])


class SettingForm(forms.Form):
    """Where support is given from now on."""

    setting = forms.ChoiceField(label="Where are they supported now?", widget=forms.RadioSelect)
    on = OnField()
    words = WhyField("Anything to add", required=False)

    def __init__(self, data: QueryDict | None = None, *, now: str, initial: Initial = None) -> None:
        super().__init__(data, initial=initial)
        reached = [each for each in Setting if each != Setting.CLOSED and SETTINGS.allows(Setting(now), each)]
        cast(forms.ChoiceField, self.fields["setting"]).choices = [(each.value, each.label) for each in reached]


class WorkerForm(forms.Form):
    """Who is key worker from now on, and why it changes."""

    worker = RowField[User](label="Who will be key worker?")
    on = OnField()
    words = WhyField("Why does it change?")

    def __init__(self, data: QueryDict | None = None, *, users: Sequence[User], initial: Initial = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "worker", users, listed_users(users))


class BringInForm(WorkerForm):
    """Someone who works beside the key worker."""

    role = forms.ChoiceField(label="As what?", choices=Role.choices, widget=forms.RadioSelect)
    field_order = ("worker", "role", "on", "words")

    def __init__(self, data: QueryDict | None = None, *, users: Sequence[User], initial: Initial = None) -> None:
        super().__init__(data, users=users, initial=initial)
        self.fields["worker"].label = "Who will help?"
        self.fields["words"].label = "Anything to add"
        self.fields["words"].required = False


class LetGoForm(forms.Form):
    """Who no longer works beside the key worker."""

    who = forms.ChoiceField(label="Who stops helping?", widget=forms.RadioSelect)
    on = OnField("Which was the first day without them?")
    words = WhyField()

    def __init__(
        self, data: QueryDict | None = None, *, helping: Iterable[tuple[str, str]], initial: Initial = None
    ) -> None:
        super().__init__(data, initial=initial)
        cast(forms.ChoiceField, self.fields["who"]).choices = list(helping)


class CloseForm(forms.Form):
    """Why and when a case ends."""

    reason = forms.ChoiceField(label="Why does it end?", choices=CloseReason.choices, widget=forms.RadioSelect)
    words = WhyField("In a few words", required=False, hint="What was done, and where they can go next.", longest=500)
    on = OnField("Which was the last day?")


class CoverForm(forms.Form):
    """Who stands in for whom, and until when."""

    away = RowField[User](label="Who is away?")
    stand_in = RowField[User](label="Who stands in?")
    from_on = DayField(label="First day away", help_text="For example 3 2 2026")
    until_on = DayField(label="First day back", help_text="For example 17 2 2026")
    words = WhyField("Anything the stand-in should know", required=False, hint="Not why they are away.")

    def __init__(self, data: QueryDict | None = None, *, users: Sequence[User], today: date) -> None:
        super().__init__(data, initial={"from_on": today})
        for name in ("away", "stand_in"):
            offer(self, name, users, listed_users(users))


def listed_users(users: Iterable[User]) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """List people by name, with who employs them."""
    return [*NOBODY, *((str(user.pk), f"{user.name}, {user.organisation.name}") for user in users)]
