"""What is asked about those a meeting talks about."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Organisation
from throughline.agencies.pathways import Pathway
from throughline.journeys.decide_at_meeting import Decided
from throughline.meetings.actions.lists import Said
from throughline.meetings.models import Meeting, TalkedAbout
from throughline.meetings.rules import LONGEST_STEP
from throughline.web.agencies.forms.offering import choose_from
from throughline.web.meetings.opening import choices_of
from throughline.web.sharing.choices import RowField, offer
from throughline.web.shell.forms import DayField

NOT_KNOWN, YES, NO = "", "yes", "no"
KNOWN = [(YES, "Yes"), (NO, "No"), (NOT_KNOWN, "Not known")]
AS_BOOL: Mapping[str, bool | None] = {YES: True, NO: False, NOT_KNOWN: None}
AS_TEXT = {value: text for text, value in AS_BOOL.items()}
WEEKS = ((2, "2 weeks"), (4, "4 weeks"), (6, "6 weeks"), (12, "12 weeks"))
IN_THE_WAY, EVERYONE = "in_the_way", "everyone"
WHY_HINT = "What the meeting is to settle, in a line."


class AddPeopleForm(forms.Form):
    """Whom to put on a list, among those the filter found."""

    people = forms.MultipleChoiceField(label="Who goes on the list?", widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(label="Why they are on the list", max_length=300, required=False, help_text=WHY_HINT)

    def __init__(self, data: QueryDict | None, *, offered: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        choose_from(self, "people", list(offered))


class LeaversForm(forms.Form):
    """Which of those who leave to offer."""

    of = forms.ChoiceField(label="Whose releases?", required=False)
    weeks = forms.TypedChoiceField(label="Leaving within", choices=WEEKS, coerce=int)
    show = forms.ChoiceField(
        label="Show",
        choices=[(IN_THE_WAY, "Something in the way"), (EVERYONE, "Everyone")],
        required=False,
    )

    def __init__(self, data: QueryDict, *, scopes: Sequence[tuple[str, str]], chosen: str) -> None:
        typed = data.copy()
        for name, usual in (("of", chosen), ("weeks", "6"), ("show", IN_THE_WAY)):
            typed.setdefault(name, usual)
        super().__init__(typed)
        choose_from(self, "of", list(scopes))


class PutOnForm(forms.Form):
    """Which meeting is to talk about someone, and why."""

    meeting = RowField[Meeting](label="Which meeting?")
    why = forms.CharField(label="Why they are on the list", max_length=300, required=False, help_text=WHY_HINT)

    def __init__(self, data: QueryDict | None, *, meetings: Sequence[Meeting], listed: list[tuple[str, str]]) -> None:
        super().__init__(data)
        offer(self, "meeting", meetings, [("", "Choose one"), *listed])


class DecideForm(forms.Form):
    """What was decided: it becomes a step with an owner and a day."""

    words = forms.CharField(label="What was decided", max_length=LONGEST_STEP, help_text="It becomes a step.")
    organisation = RowField[Organisation](label="Who does it?", required=False)
    due_on = DayField(label="By which day?")
    pathway = forms.ChoiceField(label="Which part of life?")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        organisations: Sequence[Organisation],
        pathways: Sequence[Pathway],
        auto_id: str = "id_%s",
    ) -> None:
        super().__init__(data, auto_id=auto_id)
        offer(self, "organisation", organisations, [*choices_of(organisations, none="The person")])
        choose_from(self, "pathway", [(pathway.value, pathway.label) for pathway in pathways])

    @property
    def decided(self) -> Decided:
        """What was answered, as it is acted on."""
        return Decided(**self.cleaned_data)


class SaidForm(forms.Form):
    """Whether they knew and took part, what they said, and the talk in short."""

    told = forms.ChoiceField(
        label="Were they told that the meeting talks about them?",
        choices=KNOWN,
        required=False,
        widget=forms.RadioSelect,
    )
    took_part = forms.ChoiceField(label="Did they take part?", choices=KNOWN, required=False, widget=forms.RadioSelect)
    their_words = forms.CharField(
        label="What they said, in their words",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    summary = forms.CharField(
        label="What was said, in short",
        max_length=2000,
        required=False,
        help_text="Everyone who works with them can read this. Leave out health, family and history.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @property
    def said(self) -> Said:
        """What was answered, as it is kept."""
        answer = self.cleaned_data
        known = {name: AS_BOOL[answer[name]] for name in ("told", "took_part")}
        return Said(**known, their_words=answer["their_words"], summary=answer["summary"])


def typed(talk: TalkedAbout) -> dict[str, object]:
    """Return what the form about someone on a list begins with."""
    known = {name: AS_TEXT[getattr(talk, name)] for name in ("told", "took_part")}
    return {**known, "their_words": talk.their_words, "summary": talk.summary}
