"""What the sender and the person will read, before an answer is sent."""

from dataclasses import dataclass
from datetime import date

from django import forms

from throughline.referrals.statuses import State
from throughline.web.referrals import words
from throughline.web.referrals.forms.deciding import ACCEPT, ASK
from throughline.web.referrals.opening import OpenedReferral


@dataclass(frozen=True)
class Preview:
    """The two ways an answer is said."""

    sender: str
    person: str


def preview(form: forms.Form, held: OpenedReferral) -> Preview | None:
    """Return how an answer would be said; None for a form that is no answer."""
    said = form.cleaned_data
    if "answer" not in said:
        return None
    answer = _answer(said, held)
    return Preview(words.sender_reads(answer, today=held.today), words.person_reads(answer, today=held.today))


def _answer(said: dict[str, object], held: OpenedReferral) -> words.Answer:
    service = held.row.service.name
    if said["answer"] == ACCEPT:
        return words.Answer(
            service=service, state=State.ACCEPTED, support=str(said["support"]), words=str(said["words"])
        )
    if said["answer"] == ASK:
        return words.Answer(service=service, state=State.ASKED, words=str(said["question"]))
    again = said.get("look_again_on")
    return words.Answer(
        service=service,
        state=State.DECLINED,
        reason=str(said["reason"]),
        words=str(said["decline_words"]),
        would_change=str(said["would_change"]),
        look_again_on=again if isinstance(again, date) else None,
    )
