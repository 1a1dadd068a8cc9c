"""What is asked about barriers."""

from collections.abc import Sequence
from dataclasses import replace

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Area, Organisation, Partnership
from throughline.meetings.actions.barriers import BarrierFacts
from throughline.meetings.models import Barrier
from throughline.meetings.rules import ENDS
from throughline.meetings.statuses import BarrierKind, BarrierLevel, BarrierState
from throughline.web.cases.forms.case import Initial
from throughline.web.meetings.opening import choices_of
from throughline.web.sharing.choices import RowField, offer
from throughline.web.shell.forms import DayField

ANY = ("", "Any")
CHOOSE = ("", "Choose one")
SAID = ("kind", "title", "words", "area", "owner", "look_again_on")
NAME_NOBODY = "Name nobody: every partner reads this."


class BarriersFilter(forms.Form):
    """Which barriers to show."""

    kind = forms.ChoiceField(label="Kind", choices=[ANY, *BarrierKind.choices], required=False)
    area = RowField[Area](label="Council", required=False)
    level = forms.ChoiceField(label="With", choices=[ANY, *BarrierLevel.choices], required=False)
    state = forms.ChoiceField(label="How it stands", choices=[ANY, *BarrierState.choices], required=False)

    def __init__(self, data: QueryDict, *, areas: Sequence[Area]) -> None:
        super().__init__(data)
        offer(self, "area", areas, [*choices_of(areas, none="Any")])

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for; nothing of what cannot be read."""
        self.is_valid()
        found = dict(self.cleaned_data)
        area = found.pop("area", None)
        return {**found, "area": str(area.pk) if area else ""}


class BarrierForm(forms.Form):
    """What stands in the way, where, who takes it on, and when to look again."""

    partnership = RowField[Partnership](label="Whose register?")
    kind = forms.ChoiceField(label="What kind of barrier?", choices=[CHOOSE, *BarrierKind.choices])
    title = forms.CharField(label="What stands in the way?", max_length=200, help_text=f"In a line. {NAME_NOBODY}")
    words = forms.CharField(
        label="What it does to people",
        max_length=2000,
        required=False,
        help_text=NAME_NOBODY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    area = RowField[Area](label="Which council?", required=False)
    owner = RowField[Organisation](label="Who takes it on?", required=False)
    look_again_on = DayField(label="Look at it again on", required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        partnerships: Sequence[Partnership],
        areas: Sequence[Area],
        organisations: Sequence[Organisation],
        initial: Initial = None,
    ) -> None:
        super().__init__(data, initial=initial)
        offer(self, "area", areas, [*choices_of(areas, none="All, or none in particular")])
        offer(self, "owner", organisations, [*choices_of(organisations, none="Nobody yet")])
        listed = [(str(row.pk), row.name) for row in partnerships]
        offer(self, "partnership", partnerships, [*listed])
        if len(partnerships) == 1:
            self.fields["partnership"].widget = forms.HiddenInput()
            self.fields["partnership"].initial = str(partnerships[0].pk)
        if not partnerships:
            del self.fields["partnership"]

    def facts(self, before: Barrier | None = None) -> BarrierFacts:
        """Return what was answered, as it is kept, with what is not asked as it was ``before``."""
        new = BarrierFacts(**{name: self.cleaned_data[name] for name in SAID})
        same_owner = before is not None and new.owner is not None and before.owner_id == new.owner.pk
        return replace(new, owner_user=before.owner_user) if before and same_owner else new


class TouchForm(forms.Form):
    """Which barrier stands in someone's way."""

    barrier = RowField[Barrier](label="Which barrier?")
    words = forms.CharField(
        label="How it stands in their way",
        max_length=500,
        required=False,
        help_text="Everyone who works with them can read this. Leave out health, family and history.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None, *, barriers: Sequence[Barrier]) -> None:
        super().__init__(data)
        listed = [(str(row.pk), f"{row.title} ({row.area.name})" if row.area else row.title) for row in barriers]
        offer(self, "barrier", barriers, [CHOOSE, *listed])


class WorkForm(forms.Form):
    """What was done about a barrier."""

    words = forms.CharField(
        label="What was done?", max_length=500, help_text=NAME_NOBODY, widget=forms.Textarea(attrs={"rows": 3})
    )
    look_again_on = DayField(label="Look at it again on", required=False)


class PassUpForm(forms.Form):
    """What those who govern are asked for."""

    words = forms.CharField(
        label="What do you ask them for?",
        max_length=500,
        help_text=NAME_NOBODY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EndForm(forms.Form):
    """How a barrier ended."""

    state = forms.ChoiceField(
        label="How did it end?",
        choices=[(state.value, state.label) for state in BarrierState if state in ENDS],
        widget=forms.RadioSelect,
    )
    before = forms.CharField(
        label="How was it before?", max_length=500, help_text=NAME_NOBODY, widget=forms.Textarea(attrs={"rows": 3})
    )
    resolution = forms.CharField(
        label="How is it now, and who brought that about?",
        max_length=1000,
        help_text=NAME_NOBODY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def typed(barrier: Barrier) -> dict[str, object]:
    """Return what a barrier's form begins with: rows by their ids."""
    same = {name: getattr(barrier, name) for name in ("kind", "title", "words", "look_again_on")}
    rows = {"area": barrier.area_id, "owner": barrier.owner_id, "partnership": barrier.partnership_id}
    return {**same, **{name: str(pk) if pk else "" for name, pk in rows.items()}}
