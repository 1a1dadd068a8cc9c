"""What is asked about what was tried, and about leaving with no fixed address."""

from django import forms

from throughline.housing.statuses import EffortKind, NoAddressReason
from throughline.web.housing.forms import fields
from throughline.web.shell.forms import DayField


class EffortForm(forms.Form):
    """One try: what, what it was, and what came of it."""

    kind = forms.ChoiceField(label="What was tried?", choices=[fields.CHOOSE, *EffortKind.choices])
    words = fields.long_words("With whom, and how?", most=500, rows=2, required=True)
    came_of_it = forms.CharField(label="What came of it?", max_length=300, required=False)
    on = DayField(label="Which day?")


class AccountForm(forms.Form):
    """Why they leave with no fixed address, and all that was done."""

    reason = forms.ChoiceField(
        label="Why is there no fixed address?", choices=[fields.CHOOSE, *NoAddressReason.choices]
    )
    rough_likely = fields.yes("Are they likely to sleep rough?")
    account = fields.long_words(
        "What was done, and why was it not enough?",
        most=2000,
        rows=8,
        required=True,
        hint="A panel reads this beside every effort on record.",
    )
    ready_anyway = forms.BooleanField(
        label="The release is ready all the same, and I answer for that",
        required=False,
        help_text="For when all that could be done was done, though few efforts are on record. Your name stands by it.",
    )
