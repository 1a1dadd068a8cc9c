"""What is asked about a home: more where it matters, by the part of the story it belongs to."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Area, Organisation
from throughline.housing.statuses import HomeKind, RentHelp, Sure, When, Yes
from throughline.people.models import ContactPoint
from throughline.web.housing.forms import fields
from throughline.web.sharing.choices import Grouped, RowField, offer
from throughline.web.shell.forms import DayField

Initial = Mapping[str, object] | None
PLANNED_ONLY = ("sure", "free_from_on", "held_until_on")
KEPT_ONLY = ("rent_help", "means_to_return", "arrears")
LIVED_ONLY = ("from_on", "until_on", "left_why")
ASKED: Mapping[str, tuple[str, ...]] = {
    When.BEFORE: LIVED_ONLY,
    When.DURING: ("from_on", *KEPT_ONLY),
    When.PLANNED: PLANNED_ONLY,
    When.AFTER: ("from_on",),
}
"""What is asked besides, for each part of the story."""
SURE = [(one.value, one.label) for one in Sure if one != Sure.FELL_THROUGH]


class HomeForm(forms.Form):
    """What is known of a home. Anything but its kind and who said so may stay unknown."""

    kind = forms.ChoiceField(label="What kind of place is it?", choices=[fields.CHOOSE, *HomeKind.choices])
    sure = forms.ChoiceField(label="How sure is it?", choices=SURE, widget=forms.RadioSelect)
    free_from_on = fields.some_day("First day they can move in", "Leave it empty if nobody knows yet.")
    held_until_on = fields.some_day(
        "First day it is no longer kept for them", "A place kept until the day of release is gone on that day."
    )
    area = RowField[Area](label="Which council area?", required=False)
    provider = RowField[Organisation](label="Which provider or landlord?", required=False)
    provider_words = fields.provider_words()
    address = RowField[ContactPoint](
        label="Which address?",
        required=False,
        help_text="Addresses are kept with how to reach them, which fewer people may see. Add a new one there first.",
    )
    from_on = fields.some_day("First day there")
    until_on = fields.some_day("First day no longer there")
    left_why = forms.CharField(label="Why did it end?", max_length=300, required=False)
    rent_help = forms.ChoiceField(
        label="What pays the rent now?",
        choices=[fields.NOT_SAID, *RentHelp.choices],
        required=False,
        help_text="Help with the rent stops after some weeks inside. The page counts them.",
    )
    means_to_return = fields.yes("Do they mean to go back there?")
    arrears = fields.yes("Do they owe rent there?")
    suitable = fields.yes("Does it suit them?", "Size, stairs, area, children, health, bail or licence conditions.")
    safe = fields.yes("Is it safe for them?", "Ask them alone. Say where they are unsafe on the safety page, not here.")
    shared = fields.yes("Would they share it with others?")
    their_choice = fields.yes("Is it what they chose?", "Yes only if they had more than one choice, or asked for it.")
    words = fields.long_words("Anything else to know", most=500, hint="In their words where you can.")
    source = fields.source()
    noted_on = DayField(label="Day they said so")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        when: str,
        areas: Sequence[Area],
        providers: Sequence[Organisation],
        addresses: Sequence[ContactPoint],
        initial: Initial,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        offer(self, "area", areas, fields.councils(areas))
        offer(self, "provider", providers, fields.providers(providers))
        listed: Grouped = [("", "Not known, or none of these"), *((str(row.pk), row.value) for row in addresses)]
        offer(self, "address", addresses, listed)
        for name in {*PLANNED_ONLY, *KEPT_ONLY, *LIVED_ONLY}.difference(ASKED[when]):
            del self.fields[name]
        if not addresses:
            del self.fields["address"]
        if when == When.BEFORE:
            del self.fields["shared"]
            del self.fields["their_choice"]


class WhenForm(forms.Form):
    """Which part of the story a home belongs to."""

    when = forms.ChoiceField(
        label="Which home is it?",
        choices=[
            (When.BEFORE.value, "Where they lived before prison"),
            (When.DURING.value, "A home they keep while in prison"),
            (When.PLANNED.value, "A home planned for release"),
            (When.AFTER.value, "Where they live since release"),
        ],
        widget=forms.RadioSelect,
    )


class EndForm(forms.Form):
    """On which day something ended, and why."""

    on = DayField(label="Which day?")
    why = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class DayForm(forms.Form):
    """Only on which day."""

    on = DayField(label="Which day?")


class StillThereForm(forms.Form):
    """Whether they still live there, so many weeks after moving in."""

    weeks = forms.TypedChoiceField(label="After how many weeks?", coerce=int, widget=forms.RadioSelect)
    still_there = forms.ChoiceField(label="Do they still live there?", choices=Yes.choices, widget=forms.RadioSelect)
    on = DayField(label="Day you knew")
    words = forms.CharField(label="Anything else to know", max_length=300, required=False)

    def __init__(self, data: QueryDict | None, *, weeks: Sequence[int], initial: Initial = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        field = self.fields["weeks"]
        field.choices = [(number, f"{number} weeks") for number in weeks]  # type: ignore[attr-defined]  # a choice field
