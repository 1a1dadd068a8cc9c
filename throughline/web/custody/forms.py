"""What is asked about someone's time in prison."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django import forms

from throughline.agencies.models import Prison
from throughline.custody.actions.dates import NewDate
from throughline.custody.rules import ENDINGS, UNPLANNED
from throughline.custody.statuses import DateType, LegalStatus, MovementKind, Supervision
from throughline.foundations.wording import LONDON
from throughline.web.shell.forms import DayField

LONGEST_SENTENCE_DAYS = 36_525
"""A hundred years: a longer sentence is a slip of the hand."""

NOT_KNOWN = ("", "Not known")
CHOOSE = ("", "Choose one")
_ENDINGS = [(kind.value, kind.label) for kind in MovementKind if kind in ENDINGS]
_UNPLANNED = [(kind.value, kind.label) for kind in MovementKind if kind in UNPLANNED]
_WAYS_IN = [(kind.value, kind.label) for kind in (MovementKind.ADMISSION, MovementKind.RECALL)]


def by_end_of(on: date, *, at: datetime) -> datetime:
    """Return the instant a typed day stands for: its last second, or now when it is today."""
    end = datetime.combine(on + timedelta(days=1), time.min, LONDON) - timedelta(seconds=1)
    return at if on == at.astimezone(LONDON).date() else end


class SourceField(forms.CharField):
    """Who or what said so."""

    def __init__(self) -> None:
        super().__init__(label="Who said so", help_text="For example Prison records, or Officer Doull", max_length=80)


class ReasonField(forms.CharField):
    """Why, in a sentence, when it is known."""

    def __init__(self) -> None:
        super().__init__(label="Why", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class DateForm(forms.Form):
    """A date of one type, as a source gives it."""

    type = forms.ChoiceField(label="Which date is it?", choices=[CHOOSE, *DateType.choices])
    on = DayField(label="The date", help_text="For example 3 2 2026", required=False)
    none_now = forms.BooleanField(label="They say there is now no such date", required=False)
    source = SourceField()
    known_on = DayField(
        label="The day they knew it",
        help_text="If they knew it before the date we hold, it is kept but moves nothing",
    )
    reason = ReasonField()

    def clean(self) -> None:
        on, none_now = self.cleaned_data.get("on"), self.cleaned_data.get("none_now")
        if on and none_now:
            self.add_error("none_now", "Give a date, or say that there is none. Not both.")
        if not on and not none_now and "on" not in self.errors:
            self.add_error("on", "Enter the date, or tick that there is now no such date.")

    def new_date(self, *, at: datetime) -> NewDate:
        """Return what was typed, for the journey."""
        typed = self.cleaned_data
        return NewDate(
            type=typed["type"],
            on=typed["on"],
            known_at=by_end_of(typed["known_on"], at=at),
            source=typed["source"],
            reason=typed["reason"],
        )


class PlaceForm(forms.Form):
    """A hall and a cell in the prison where someone is."""

    hall = forms.ChoiceField(label="Hall", required=False)
    cell = forms.CharField(label="Cell", max_length=40, required=False)
    since_on = DayField(label="The day they moved", help_text="For example 3 2 2026")
    source = SourceField()

    def __init__(self, *args: object, halls: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        known = [(name, name) for name in halls]
        if known:
            self.fields["hall"].choices = [NOT_KNOWN, *known]  # type: ignore[attr-defined]  # a choice field
        else:
            self.fields["hall"] = forms.CharField(label="Hall", max_length=40, required=False)


class InPrison(forms.Form):
    """Questions that name one of the prisons the viewer may choose."""

    prison = forms.ChoiceField(label="Prison")

    def __init__(self, *args: object, prisons: Iterable[Prison], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.prisons = {str(prison.pk): prison for prison in prisons}
        names = [(pk, prison.organisation.name) for pk, prison in self.prisons.items()]
        self.fields["prison"].choices = [CHOOSE, *names]  # type: ignore[attr-defined]  # a choice field

    def chosen_prison(self) -> Prison:
        """Return the prison that was chosen."""
        return self.prisons[self.cleaned_data["prison"]]


class TransferForm(InPrison):
    """A move to another prison."""

    on = DayField(label="The day they moved", help_text="For example 3 2 2026")
    hall = forms.CharField(label="Hall", max_length=40, required=False)
    cell = forms.CharField(label="Cell", max_length=40, required=False)
    source = SourceField()


class StatusForm(forms.Form):
    """Why the law holds someone."""

    legal_status = forms.ChoiceField(
        label="Legal status", choices=LegalStatus.choices, widget=forms.RadioSelect, required=True
    )
    words = forms.CharField(
        label="In their own words",
        help_text="For example 18 months, Ardloch Sheriff Court",
        max_length=200,
        required=False,
    )
    since_on = DayField(label="The day it began", help_text="For example 3 2 2026")
    source = SourceField()


class SentenceForm(forms.Form):
    """How long the sentence is, and whether anyone must supervise them after it."""

    sentence_days = forms.IntegerField(
        label="Length of sentence in days",
        help_text="Count the whole sentence. Leave empty when it is not known or there is no sentence",
        min_value=1,
        max_value=LONGEST_SENTENCE_DAYS,
        required=False,
    )
    supervision = forms.ChoiceField(label="After release", choices=Supervision.choices, widget=forms.RadioSelect)


class LeaveForm(forms.Form):
    """How and when someone left prison."""

    how = forms.ChoiceField(label="How did they leave?", choices=_ENDINGS, widget=forms.RadioSelect)
    on = DayField(label="The day they left", help_text="For example 3 2 2026")
    source = SourceField()
    reason = ReasonField()


class LeftTodayForm(forms.Form):
    """How someone left prison today, on a day nobody had planned for."""

    how = forms.ChoiceField(label="How did they leave?", choices=_UNPLANNED, widget=forms.RadioSelect)
    source = SourceField()
    reason = ReasonField()


class LicenceForm(forms.Form):
    """A day on which someone went out on temporary licence, or came back."""

    on = DayField(label="The day", help_text="For example 3 2 2026")
    source = SourceField()
    reason = ReasonField()


class CameInForm(InPrison, SentenceForm):
    """Someone coming into prison, with whatever is known: on remand there is no sentence and no date."""

    how = forms.ChoiceField(label="How did they come in?", choices=_WAYS_IN, widget=forms.RadioSelect)
    admitted_on = DayField(label="The day they came in", help_text="For example 3 2 2026")
    legal_status = forms.ChoiceField(
        label="Legal status", choices=LegalStatus.choices, widget=forms.RadioSelect, initial=LegalStatus.UNKNOWN
    )
    hall = forms.CharField(label="Hall", max_length=40, required=False)
    cell = forms.CharField(label="Cell", max_length=40, required=False)
    booking = forms.CharField(label="Booking number", max_length=20, required=False)
    source = SourceField()

    field_order = ("prison", "how", "admitted_on", "legal_status", "sentence_days", "supervision")


def halls_named(names: Iterable[str], *, now: str) -> list[str]:
    """Return the halls to choose from, the one they are in among them."""
    return list(dict.fromkeys([*names, *([now] if now else [])]))


def chosen(prisons: Iterable[Prison], *, but: UUID | None = None) -> list[Prison]:
    """Return the prisons to choose from, leaving out the one they are in."""
    return [prison for prison in prisons if prison.pk != but]
