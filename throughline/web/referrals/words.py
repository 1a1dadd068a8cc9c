"""How a referral, and the answer to it, are said: to those who ask, to those who answer and to the person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughline.agencies.pathways import OPEN_TO_ALL, RESTRICTED, Pathway, compartment_of
from throughline.foundations.wording import day, listed
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, DeclineReason, Helped, Source, State, Support, WithdrawReason

PLAIN_PATHWAYS = {
    Pathway.ACCOMMODATION: "Somewhere to live",
    Pathway.FINANCE: "Money and ID",
    Pathway.HEALTH: "My health, body and mind",
    Pathway.SUBSTANCES: "Drugs or drink",
    Pathway.WORK: "Work and learning",
    Pathway.FAMILY: "Family and children",
    Pathway.THINKING: "How I think and act",
}
"""The parts of life as the public page says them, for a reading age of 9."""

TAKEN_ON = {
    Support.FULL: "will work with you, before and after you leave prison",
    Support.BRIEF: "will help you with this, for a short time",
    Support.DUTY: "will help you on a duty day, when you ask",
}
NOT_NOW = {
    DeclineReason.NO_ROOM: "They have no room now.",
    DeclineReason.OUTSIDE_RULES: "It is not what they do.",
    DeclineReason.OUT_OF_AREA: "They work in another area.",
    DeclineReason.NEEDS_TOO_HIGH: "You need more help than they can give now.",
    DeclineReason.RISK_TOO_HIGH: "They could not keep everyone safe.",
    DeclineReason.ALREADY_HELPED: "Another service helps you already.",
    DeclineReason.CHOSE_NOT_TO: "You chose not to. That is fine, and you can ask again.",
    DeclineReason.NOT_REACHED: "They tried to reach you and could not.",
    DeclineReason.OTHER: "",
}
THEMSELVES = {Source.SELF: "The person asked", Source.FAMILY: "Their family asked"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer, given or about to be: what both readers are told is made of it."""

    service: str
    state: str
    support: str = ""
    reason: str = ""
    words: str = ""
    would_change: str = ""
    look_again_on: date | None = None


def answer_of(referral: Referral) -> Answer:
    """Return the answer a referral was given."""
    return Answer(
        service=referral.service.name,
        state=referral.state,
        support=referral.support,
        reason=referral.decline_reason,
        words=referral.answer_words,
        would_change=referral.would_change,
        look_again_on=referral.look_again_on,
    )


def sender_reads(answer: Answer, *, today: date) -> str:
    """Say an answer as the sender reads it: the decision, the reason, what would change it."""
    if answer.state == State.ASKED:
        return f"{answer.service} ask: {_sentence(answer.words)} Their clock stands still until you reply."
    if answer.state == State.ACCEPTED:
        return _joined(f"{answer.service} accepted: {Support(answer.support).label.lower()}.", answer.words)
    change = f"What would change this: {answer.would_change}" if answer.would_change else ""
    again = f"Look again on {day(answer.look_again_on, today=today)}." if answer.look_again_on else ""
    why = f"{answer.service} said not now. {DeclineReason(answer.reason).label}."
    return _joined(why, answer.words, change, again)


def person_reads(answer: Answer, *, today: date) -> str:
    """Say an answer as the person reads it: plain, short, nothing of risk in detail and nothing to blame."""
    if answer.state == State.ASKED:
        return f"{answer.service} asked a question first. Your worker will answer it."
    if answer.state == State.ACCEPTED:
        return _joined(f"{answer.service} said yes. They {TAKEN_ON[Support(answer.support)]}.", answer.words)
    again = f"We look at it again on {day(answer.look_again_on, today=today)}." if answer.look_again_on else ""
    said = f"{answer.service} said not now."
    change = f"What would help: {answer.would_change}" if answer.would_change else ""
    return _joined(said, NOT_NOW[DeclineReason(answer.reason)], answer.words, change, again)


def decided(referral: Referral, *, today: date) -> str:
    """Say in one line what came of a referral."""
    match referral.state:
        case State.ACCEPTED:
            return f"Accepted {_on(referral.decided_on, today)}: {Support(referral.support).label.lower()}"
        case State.DECLINED:
            return f"Declined {_on(referral.decided_on, today)}: {DeclineReason(referral.decline_reason).label.lower()}"
        case State.WITHDRAWN:
            reason = WithdrawReason(referral.withdraw_reason).label.lower()
            return f"Withdrawn {_on(referral.withdrawn_on, today)}: {reason}"
        case _:
            return State(referral.state).label


def helped(referral: Referral) -> str:
    """Say whether an accepted referral came to something; empty when it was not accepted."""
    return Helped(referral.helped).label if referral.state == State.ACCEPTED else ""


def sent_by(referral: Referral) -> str:
    """Say who asked: the person or their family, else the worker and agency."""
    if asker := THEMSELVES.get(Source(referral.source)):
        return asker
    worker = referral.from_user.name if referral.from_user else ""
    agency = referral.from_organisation.name if referral.from_organisation else ""
    return ", ".join(filter(None, (worker, agency))) or Source(referral.source).label


def arrived(referral: Referral) -> str:
    """Say how a referral came, and through whom where that is known."""
    how = Arrived(referral.arrived).label
    taken_by = referral.from_user.name if referral.from_user and referral.source in THEMSELVES else ""
    return _joined(how, f"taken by {taken_by}" if taken_by else "", between=", ")


def about(pathways: Iterable[str], *, restricted: bool) -> list[str]:
    """Name parts of life; the restricted ones only where the viewer may be shown them."""
    named = set(pathways)
    return [one.label for one in Pathway if one.value in named and (restricted or one not in RESTRICTED)]


def hides_some(pathways: Iterable[str], *, restricted: bool) -> bool:
    """Return whether a part of life is named that the viewer may not be shown."""
    return not restricted and any(Pathway(one) in RESTRICTED for one in pathways)


def asked_for(pathways: Iterable[str]) -> str:
    """Name parts of life where anyone may look over a shoulder: those that every record keeps open, and "more".

    >>> asked_for(["accommodation", "health"]), asked_for(["substances"])
    ('somewhere to live and more', '')
    """
    named = set(pathways)
    plain = [one.label for one in OPEN_TO_ALL if one.value in named and not compartment_of(one)]
    more = ["more"] if plain and len(plain) < len(named) else []
    return listed([*(label[:1].lower() + label[1:] for label in plain), *more])


def _on(on: date | None, today: date) -> str:
    return day(on, today=today) if on else "on a day not known"


def _sentence(words: str) -> str:
    tidy = words.strip()
    return tidy if not tidy or tidy[-1] in ".!?…" else f"{tidy}."


def _joined(*parts: str, between: str = " ") -> str:
    return between.join(_sentence(part) if between == " " else part for part in parts if part.strip())
