"""Answering a referral, replying, taking it back, and saying later whether it helped."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from throughline.agencies.models import User
from throughline.referrals.statuses import DeclineReason, Helped, Support, WithdrawReason
from throughline.web.referrals import choices
from throughline.web.shell.forms import DayField

ACCEPT, ASK, DECLINE = "accept", "ask", "decline"
PARTS = {
    ACCEPT: ("support", "key_worker", "words"),
    ASK: ("question",),
    DECLINE: ("reason", "decline_words", "would_change", "look_again_on"),
}
"""The questions that belong to each decision. Those of the others are not read."""


def _lines(label: str, *, hint: str = "", longest: int, rows: int = 2, needed: str = "") -> forms.CharField:
    """Ask for a few lines. ``needed`` is what is said when they are left out; empty when they may be."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=bool(needed),
        error_messages={"required": needed} if needed else None,
    )


class DecisionForm(forms.Form):
    """Yes, and how; a question first; or not now, and what would change that."""

    answer = forms.ChoiceField(
        label="Your decision",
        choices=[(ACCEPT, "Accept"), (ASK, "Ask something first"), (DECLINE, "Decline")],
        widget=forms.RadioSelect,
    )
    support = forms.ChoiceField(
        label="What kind of support?",
        choices=Support.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of support."},
    )
    key_worker = choices.RowField[User](
        label="Key worker", help_text="Who they will know by name, inside and outside.", required=False
    )
    words = _lines("What should they know?", hint="The sender and the person both read this.", longest=1000)
    question = _lines(
        "Your question",
        hint="To whoever sent this. It is kept with the referral.",
        longest=1000,
        needed="Enter your question.",
    )
    reason = forms.ChoiceField(
        label="Why?",
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why."},
    )
    decline_words = _lines(
        "Say why in a sentence",
        hint="The sender and the person both read this.",
        longest=1000,
        needed="Say why, in words the sender can pass on to the person.",
    )
    would_change = _lines("What would change this?", hint="Leave it empty if nothing would.", longest=1000)
    look_again_on = DayField(label="Look again on", help_text="Leave it empty if there is no day.", required=False)

    def __init__(self, data: QueryDict | None = None, *, workers: Sequence[User], me: str) -> None:
        first = me if any(str(one.pk) == me for one in workers) else choices.NOBODY
        super().__init__(data, initial={"key_worker": first}, auto_id="decide_%s")
        choices.offer(self, "key_worker", workers, choices.workers(workers))

    def clean(self) -> dict[str, object]:
        """Read what belongs to the decision that was chosen, and nothing else."""
        said = super().clean() or {}
        chosen = str(said.get("answer", ""))
        for part, names in PARTS.items():
            if part != chosen:
                for name in names:
                    self.errors.pop(name, None)
        return said

    @property
    def chosen(self) -> str:
        """The decision, once it is valid."""
        return str(self.cleaned_data["answer"])


class ReplyForm(forms.Form):
    """The sender's reply to a question."""

    words = _lines("Your reply", longest=2000, rows=3, needed="Enter your reply.")


class WithdrawForm(forms.Form):
    """Take a referral back."""

    reason = forms.ChoiceField(label="Why?", choices=WithdrawReason.choices, widget=forms.RadioSelect)
    words = _lines("Anything else?", hint="The service reads this.", longest=500)


class HelpedForm(forms.Form):
    """Whether the person went, and whether it helped."""

    helped = forms.ChoiceField(label="Did it help?", choices=Helped.choices, widget=forms.RadioSelect)
    words = _lines("In whose words, and which?", hint="Their own words are best.", longest=500)
