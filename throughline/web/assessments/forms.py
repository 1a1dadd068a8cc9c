"""Questions of a talk: few, in any order, and each may be left for another day."""

from collections.abc import Iterable

from django import forms
from django.forms import CharField, ChoiceField, IntegerField, RadioSelect, Textarea

from throughline.agencies.pathways import Pathway
from throughline.assessments.rules.talking import MOST_TIMES, MOST_YEARS
from throughline.assessments.statuses import AssetKind, Concern, Level, Views
from throughline.web.people.forms.choices import THEY_SAID, yes_no
from throughline.web.shell.forms import DayField

MADE_WITH = "Who else took part?"
MADE_WITH_HINT = "Family, colleagues, partner agencies. Only those the person wanted there."


def _long(label: str, *, most: int, rows: int, hint: str = "", required: bool = False) -> CharField:
    widget = Textarea(attrs={"rows": rows})
    return CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


class BeginForm(forms.Form):
    """When a talk begins, and with whom."""

    on = DayField(label="Day it begins")
    made_with = CharField(label=MADE_WITH, max_length=500, required=False, help_text=MADE_WITH_HINT)


class SayForm(forms.Form):
    """What was said about one part of life."""

    their_words = _long("In their words", most=2000, rows=4, hint="Write it as they say it. It is shown first.")
    level = ChoiceField(
        label="How much help does this need?",
        choices=Level.choices,
        widget=RadioSelect,
        help_text="As talked through together. Leaving it for another day is an answer too.",
    )
    our_view = _long(
        "How you see it", most=2000, rows=3, hint="Shown beside their words. Neither overwrites the other."
    )
    views = ChoiceField(label="Do you see it alike?", choices=Views.choices, widget=RadioSelect, initial=Views.ONE_VIEW)
    strengths = _long("What is going well, and what they are good at", most=1000, rows=2)
    said_on = DayField(label="Day they said it")


class AgreeForm(forms.Form):
    """That the person and the worker understand it alike."""

    on = DayField(label="Day you agreed")
    how = CharField(
        label="How did they say so?", max_length=200, help_text="For example: read through together in the visits room."
    )
    made_with = CharField(label=MADE_WITH, max_length=500, required=False, help_text=MADE_WITH_HINT)


class FinishForm(forms.Form):
    """When a talk was finished."""

    on = DayField(label="Day it was finished")


class AssetForm(forms.Form):
    """Something or someone to build on, or something they need and do not have."""

    kind = ChoiceField(label="What kind of thing is it?", choices=AssetKind.choices, widget=RadioSelect)
    words = _long("What do they say?", most=500, rows=3, hint="In their own words.", required=True)
    pathway = ChoiceField(
        label="Which part of life is it about?",
        required=False,
        help_text="This decides who may read it. Leave it empty for what everyone who works with them may know.",
    )
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)
    noted_on = DayField(label="Day they said it")

    def offer(self, *, kinds: Iterable[AssetKind], pathways: Iterable[Pathway]) -> None:
        """Offer the kinds and parts of life that are shared with whoever answers."""
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a choice field
        parts = [(pathway.value, pathway.label) for pathway in pathways]
        self.fields["pathway"].choices = [("", "None in particular"), *parts]  # type: ignore[attr-defined]  # a choice field


class SafetyForm(forms.Form):
    """A concern about safety, never without its context."""

    concern = ChoiceField(label="What is it about?", choices=Concern.choices, widget=RadioSelect)
    words = _long("What is the concern?", most=2000, rows=4, required=True)
    context = _long(
        "What gives it context?",
        most=2000,
        rows=4,
        hint="When it happened, what was going on in their life then, and what makes it more likely.",
        required=True,
    )
    keeps_safe = _long(
        "What keeps people safe?", most=1000, rows=3, hint="What helps, who helps, and what to do first."
    )
    source = CharField(label="Who said so", max_length=80)
    noted_on = DayField(label="Day it was noted")
    look_again_on = DayField(label="Day to look at it again", required=False)


class EarlierForm(forms.Form):
    """What someone says of earlier years. Every question may be left empty."""

    times_in_prison = IntegerField(
        label="Times in prison before those recorded here",
        min_value=0,
        max_value=MOST_TIMES,
        required=False,
        help_text="Their own estimate. 0 if the recorded time is the first.",
    )
    years_inside = IntegerField(
        label="Years in prison in all",
        min_value=0,
        max_value=MOST_YEARS,
        required=False,
        help_text="Their own estimate, in whole years.",
    )
    slept_rough = yes_no("Have they ever slept rough?")
    words = _long("In their words", most=500, rows=3)
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)
    said_on = DayField(label="Day they said it")
