"""The questions of a review: the day, who was there, and both views of each part of life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from throughline.cases.models import Case
from throughline.foundations.wording import full_day
from throughline.outcomes.models import Domain
from throughline.outcomes.statuses import HowScored, Point
from throughline.web.sharing.choices import Grouped, RowField, offer
from throughline.web.shell.forms import DayField

AGREES = [("yes", "Yes"), ("no", "No, or not all of it"), ("", "Not asked")]
SKIP = ("", "Skip this one")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a review asks about: whose it is, on which cases, what is scored and by whom, and what is suggested."""

    name: str
    cases: Sequence[Case]
    domains: Sequence[Domain]
    self_rated: bool
    today: date
    point: Point


@dataclass(frozen=True, kw_only=True)
class Row:
    """The questions about one part of life, as the page sets them out."""

    domain: Domain
    theirs: BoundField
    their_words: BoundField
    ours: BoundField | None
    our_words: BoundField | None


class ReviewForm(forms.Form):
    """One review. Scores are asked by part of life under ``theirs-`` and ``ours-`` and its key."""

    case = RowField[Case](label="Which support is it about?")
    held_on = DayField(label="Day it was held", help_text="For example 3 2 2026")
    point = forms.ChoiceField(
        label="When in the work?",
        help_text="Suggested from earlier reviews and the day of release. Change it if it does not fit.",
        choices=Point.choices,
        widget=forms.RadioSelect,
    )
    person_present = forms.BooleanField(required=False)
    worker_present = forms.BooleanField(label="I was there, or another worker was", required=False)
    others_present = forms.CharField(
        label="Who else was there?", help_text="Names and jobs, or leave empty.", max_length=300, required=False
    )
    how = forms.ChoiceField(
        label="How did they give their view?",
        help_text="Reading the steps aloud tends to lift scores, so it is kept with them.",
        choices=HowScored.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What was talked about, and what comes next",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    person_agrees = forms.ChoiceField(choices=AGREES, required=False, widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, asked: Asked) -> None:
        first = {"held_on": asked.today, "point": asked.point, "how": HowScored.THEMSELF, "person_agrees": ""}
        super().__init__(data, initial={**first, "person_present": True, "worker_present": True})
        self.asked = asked
        self.fields["person_present"].label = f"{asked.name} was there"
        self.fields["person_agrees"].label = f"Does {asked.name} agree that this shows what was said?"
        self._offer_cases()
        for domain in asked.domains:
            self._ask(domain)

    @property
    def rows(self) -> list[Row]:
        """The questions about each part of life, in order."""
        return [self._row(domain) for domain in self.asked.domains]

    def agrees(self) -> bool | None:
        """Return whether the person agreed; None when they were not asked."""
        return {"yes": True, "no": False}.get(self.cleaned_data["person_agrees"])

    def case_chosen(self) -> Case:
        """Return the case it is about."""
        chosen: Case | None = self.cleaned_data.get("case")
        return chosen or self.asked.cases[0]

    def _offer_cases(self) -> None:
        cases = self.asked.cases
        if len(cases) == 1:
            del self.fields["case"]
            return
        listed: Grouped = [(str(case.pk), _case_words(case)) for case in cases]
        offer(self, "case", cases, listed)

    def _ask(self, domain: Domain) -> None:
        name, part = self.asked.name, domain.plain_name
        self.fields[f"theirs-{domain.key}"] = _scale(f"{part}: what {name} says", domain)
        self.fields[f"their_words-{domain.key}"] = _words(f"{part}: words of {name}")
        if not self.asked.self_rated:
            self.fields[f"ours-{domain.key}"] = _scale(f"{part}: what you say", domain)
            self.fields[f"our_words-{domain.key}"] = _words(f"{part}: your words")

    def _row(self, domain: Domain) -> Row:
        both = not self.asked.self_rated
        return Row(
            domain=domain,
            theirs=self[f"theirs-{domain.key}"],
            their_words=self[f"their_words-{domain.key}"],
            ours=self[f"ours-{domain.key}"] if both else None,
            our_words=self[f"our_words-{domain.key}"] if both else None,
        )


class StrikeForm(forms.Form):
    """Why a review is struck out."""

    why = forms.CharField(
        label="Why was it a mistake?",
        help_text="For example: recorded on the wrong person. It is kept with the review.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _scale(label: str, domain: Domain) -> forms.TypedChoiceField:
    steps = [(str(step), f"{step}. {words}") for step, words in enumerate(domain.steps, 1)]
    return forms.TypedChoiceField(
        label=label, choices=[*steps, SKIP], coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


def _words(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, required=False)


def _case_words(case: Case) -> str:
    over = f", closed {full_day(case.closed_on)}" if case.closed_on else ""
    return f"{case.service.name}, since {full_day(case.opened_on)}{over}"
