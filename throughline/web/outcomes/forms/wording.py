"""The questions about the words of a review."""

from django import forms
from django.http import QueryDict

from throughline.outcomes.actions.frameworks import Wording
from throughline.outcomes.models import Domain

LONGEST_STEP = 200


class WordingForm(forms.Form):
    """What one part of life is called, what to talk about, and what each step means."""

    plain_name = forms.CharField(label="Name on screen", max_length=80)
    guidance = forms.CharField(
        label="What to talk about", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: QueryDict | None, *, domain: Domain) -> None:
        steps = {f"step_{place}": words for place, words in enumerate(domain.steps, 1)}
        super().__init__(data, initial={"plain_name": domain.plain_name, "guidance": domain.guidance, **steps})
        for place, name in enumerate(steps, 1):
            self.fields[name] = forms.CharField(
                label=f"Step {place}{_end(place, len(steps))}", max_length=LONGEST_STEP, required=True
            )
        self.steps = list(steps)

    def wording(self) -> Wording:
        """Return the words as they are kept."""
        said = self.cleaned_data
        return Wording(
            plain_name=said["plain_name"],
            guidance=said["guidance"],
            steps=tuple(said[name] for name in self.steps),
        )


def _end(place: int, number: int) -> str:
    return ", the hardest" if place == 1 else ", the best" if place == number else ""
