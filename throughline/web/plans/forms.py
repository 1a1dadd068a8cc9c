"""What is asked about a plan, its goals, and needs with no service."""

from collections.abc import Iterable

from django import forms
from django.forms import BooleanField, CharField, CheckboxSelectMultiple, ChoiceField, RadioSelect, Textarea
from django.http import QueryDict

from throughline.agencies.pathways import RELEASE_PLAN_AREAS, Pathway
from throughline.web.shell.forms import DayField

LONG = 500
YES, NO = "yes", "no"
MADE_WITH = "The person, family, colleagues and partners who talked it over."


def words_field(label: str, *, hint: str = "", required: bool = True, longest: int = LONG, rows: int = 3) -> CharField:
    """Ask for a sentence or two."""
    widget = Textarea(attrs={"rows": rows})
    return CharField(label=label, help_text=hint, required=required, max_length=longest, widget=widget)


class StartForm(forms.Form):
    """When a plan begins, and with whom it is made."""

    on = DayField(label="Day it begins")
    made_with = words_field("Who made it?", hint=MADE_WITH, required=False)


class MadeWithForm(forms.Form):
    """Who the plan is made with."""

    made_with = words_field("Who made it?", hint=MADE_WITH, required=False)


class EndForm(forms.Form):
    """Why and when a plan ends."""

    why = words_field("Why does it end?", longest=300)
    on = DayField(label="Last day of the plan")


class AgreementForm(forms.Form):
    """What the person says of the plan as it stands."""

    agrees = ChoiceField(
        label="Do they agree to the plan?",
        choices=[(YES, "Yes"), (NO, "No, or not to all of it")],
        widget=RadioSelect,
    )
    words = words_field("What do they say?", hint="In their own words. If no, what they want changed.", required=False)
    understands = forms.MultipleChoiceField(
        label="Which parts of the plan do they understand?",
        help_text="Tick what they could tell you back in their own words. Leave out what was not talked about.",
        choices=[(area, label) for area, (label, _) in RELEASE_PLAN_AREAS.items()],
        widget=CheckboxSelectMultiple,
        required=False,
    )
    copy_given = BooleanField(label="They have a copy of the plan", required=False)
    said_on = DayField(label="Day they said so")


class GoalForm(forms.Form):
    """Something the person wants."""

    words = words_field("What do they want?", hint="In their own words, as they said it.")
    pathway = ChoiceField(label="Which part of life is it about?")
    by_on = DayField(
        label="Day to look at it", help_text="A day they think they can make. It can be moved, with the reason."
    )

    def __init__(self, data: QueryDict | None = None, *, pathways: Iterable[Pathway], initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        self.fields["pathway"] = pathway_field(pathways)


class RewordForm(forms.Form):
    """A goal in other words."""

    words = words_field("What do they want?", hint="In their own words, as they would say it now.")


class ReachForm(forms.Form):
    """That a goal was reached."""

    on = DayField(label="Day it was reached")
    words = words_field("What do they say about it?", required=False)


class SlipForm(forms.Form):
    """That a goal slipped."""

    why = words_field("What got in the way?")
    support_given = words_field(
        "What help was given?", hint="The support you gave, or where you pointed them to for help."
    )
    now_by_on = DayField(label="New day", help_text="Leave empty if no day can be set yet.", required=False)


class DropForm(forms.Form):
    """Why something is dropped, and when."""

    why = words_field("Why is it dropped?")
    on = DayField(label="Day it was dropped")


class GapForm(forms.Form):
    """A need with no service."""

    words = words_field("What do they need?")
    pathway = ChoiceField(label="Which part of life is it about?")
    tried = words_field("What was tried?", hint="Which services were asked, and what they said.", required=False)
    noted_on = DayField(label="Day it was found")

    def __init__(
        self, data: QueryDict | None = None, *, pathways: Iterable[Pathway], initial: dict[str, object]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["pathway"] = pathway_field(pathways)


class FillForm(forms.Form):
    """That a need has a service now."""

    words = words_field("Which service meets it now?", longest=300)
    on = DayField(label="Since which day")


class DoneForm(forms.Form):
    """When a step was done, and what came of it. No day is today."""

    on = DayField(label="Day it was done", required=False)
    words = words_field("What came of it?", required=False)


class BlockForm(forms.Form):
    """What a step waits for."""

    why = words_field("What does it wait for?", hint="For example: needs photo ID.")


class ProgressForm(forms.Form):
    """How far a step is."""

    words = CharField(
        label="How far is it?",
        help_text="A word or two that the release board shows. For example: Applied. Empty when nothing is under way.",
        max_length=60,
        required=False,
    )


class ReopenForm(forms.Form):
    """Why a step counts as done no longer."""

    why = words_field("Why is it still to be done?")


def pathway_field(pathways: Iterable[Pathway]) -> ChoiceField:
    """Ask which part of life, among those shared with the viewer."""
    choices = [("", "Choose one"), *((pathway.value, pathway.label) for pathway in pathways)]
    return ChoiceField(label="Which part of life is it about?", choices=choices)
