"""Referring someone: what is not on the record yet, and nothing else."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict

from throughline.access.reach import Reach
from throughline.agencies.models import Team
from throughline.assessments.statuses import Concern
from throughline.web.referrals import choices
from throughline.web.referrals.choices import AGREES_NOT_YET, AGREES_YES

SAFETY = ("safety_concern", "safety_words", "safety_context", "safety_keeps")
LONG = {"reason": 2000, "hopes": 2000, "offer": 1000}


def _lines(label: str, hint: str, longest: int, *, rows: int = 3, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=widget, required=required)


class ReferForm(forms.Form):
    """At most six things to add, four of them needed. Safety words are asked of those who may read safety notes."""

    reason = _lines("Why this service, why now?", "Two sentences is enough.", 2000, required=True)
    hopes = _lines("What they hope for", "In their own words. They are shown first, and not corrected.", 2000, rows=2)
    pathways = forms.MultipleChoiceField(
        label="Parts of life",
        help_text="All that are wanted, not only the one that came up first.",
        widget=forms.CheckboxSelectMultiple,
    )
    offer = _lines("What we will keep doing", "A service can say yes more easily when someone stays.", 1000, rows=2)
    also_involved = forms.CharField(
        label="Who else would do part of the work?",
        help_text="Every organisation, so that the person knows who may turn up.",
        max_length=500,
        required=False,
    )
    opens = forms.MultipleChoiceField(
        label="What opens if they accept?",
        help_text="Custody, dates and the story open with a yes. Leave a part out unless their work needs it.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    safety_concern = forms.ChoiceField(
        label="Is there something about safety they must know?",
        choices=[("", "Nothing to add"), *Concern.choices],
        required=False,
    )
    safety_words = _lines("What is the concern?", "What happened, and when. No label.", 2000, rows=2)
    safety_context = _lines("What makes it more likely?", "A concern means little without it.", 2000, rows=2)
    safety_keeps = _lines("What keeps people safe?", "What they do, and what others do.", 1000, rows=2)
    agrees = forms.ChoiceField(
        label="Do they agree to this?",
        choices=[(AGREES_YES, "Yes, they told me today"), (AGREES_NOT_YET, "Not yet: save it, and ask them")],
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(label="How did they tell you?", choices=choices.HOW)
    team = choices.RowField[Team](label="Which of your teams sends it?")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, object] | None = None,
        reach: Reach,
        teams: Sequence[Team],
        asks_safety: bool,
        saving: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._offer(reach, teams)
        if not asks_safety:
            for name in SAFETY:
                del self.fields[name]
        if saving:
            for field in self.fields.values():
                field.required = False

    def _offer(self, reach: Reach, teams: Sequence[Team]) -> None:
        for name, listed in (("pathways", choices.pathways(reach)), ("opens", choices.parts(reach))):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = listed
        choices.offer(self, "team", teams, [(str(team.pk), f"{team.name}, {team.organisation.name}") for team in teams])
        if len(teams) == 1:
            self.fields["team"].required = False
            self.fields["team"].widget = forms.HiddenInput()
            self.initial["team"] = str(teams[0].pk)

    def clean(self) -> dict[str, object]:
        """Ask for all of a safety note, or for none of it."""
        said = super().clean() or {}
        if said.get("safety_concern"):
            if not said.get("safety_words"):
                self.add_error("safety_words", "Say what the concern is.")
            if not said.get("safety_context"):
                self.add_error("safety_context", "Say what makes it more likely. A concern means little without it.")
        elif any(said.get(name) for name in SAFETY[1:]):
            self.add_error("safety_concern", "Choose what the concern is about.")
        return said
