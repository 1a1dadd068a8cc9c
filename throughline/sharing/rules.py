"""What must hold for who may know about whom."""

from datetime import date, datetime, timedelta

from throughline.foundations.errors import Refused
from throughline.foundations.moves import Moves
from throughline.foundations.wording import listed
from throughline.sharing.statuses import Answer, Compartment, GrantReason, LawfulBasis, Tier

# A record opened in an emergency closes by itself after this long (security goal: 60 minutes).
EMERGENCY = timedelta(minutes=60)
# An emergency is reviewed within this many working days.
REVIEW_WORKING_DAYS = 2
# A prison someone has left keeps sight of them this long, to hand over.
HAND_OVER = timedelta(days=28)
SHORTEST_REASON = 10
# Someone with this many emergencies waiting for review opens no more until one is reviewed.
UNREVIEWED_AT_MOST = 3
BASES_OF_A_DUTY = frozenset({LawfulBasis.LEGAL_OBLIGATION, LawfulBasis.PUBLIC_TASK, LawfulBasis.LAW_ENFORCEMENT})


def check_reason(words: str) -> None:
    """Refuse a reason that says nothing.

    Raises:
        Refused: it is under 10 letters.
    """
    if sum(letter.isalpha() for letter in words) < SHORTEST_REASON:
        raise Refused("Say why, in a sentence that your manager would understand.", field="reason")


def check_within(
    organisation: str, *, tier: int, compartments: list[str], most_tier: int, most_compartments: list[str]
) -> None:
    """Refuse a grant that reaches further than the organisation signed for.

    Raises:
        Refused: it does.
    """
    if most_tier < Tier.KNOWS_OF:
        raise Refused(f"{organisation} has signed no agreement with you that holds today.", field="team")
    if tier > most_tier:
        raise Refused(f"The agreement {organisation} signed does not reach that far.", field="tier")
    beyond = sorted(set(compartments) - set(most_compartments))
    if beyond:
        parts = listed(Compartment(part).label.lower() for part in beyond)
        raise Refused(f"The agreement {organisation} signed does not cover {parts}.", field="compartments")


def check_ends(starts_at: datetime, ends_at: datetime | None) -> None:
    """Refuse a grant that is over before it begins.

    Raises:
        Refused: it is.
    """
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("Choose an end after today.", field="ends_on")


def check_agreed(organisation: str, answer: str) -> None:
    """Refuse to share on consent that was not given. ``answer`` is the newest one, empty when nobody asked.

    Raises:
        Refused: the newest answer is not yes.
    """
    if answer != Answer.AGREED:
        said = Answer(answer).label.lower() if answer else "not asked yet"
        raise Refused(
            f"The last answer about sharing with {organisation}: {said}. Record a yes first, or choose another reason.",
            field="grant_reason",
        )


def check_basis(reason: str, basis: str) -> None:
    """Refuse a duty in law that rests on no law: such a grant asks for no agreement, so its basis must be one.

    Raises:
        Refused: the basis is none of those a duty can have.
    """
    if reason == GrantReason.STATUTORY and basis not in BASES_OF_A_DUTY:
        raise Refused("A duty in law rests on a legal obligation, a public task or law enforcement.", field="basis")


def check_may_stop(reason: str) -> None:
    """Refuse to stop what the person's being in prison makes so.

    Raises:
        Refused: the team sees them because it holds them.
    """
    if reason == GrantReason.CUSTODY:
        raise Refused("They hold this person in custody. Their sight ends by itself after the person leaves.")


def check_someone_leads(tier: int, *, others: int) -> None:
    """Refuse to take the lead away from the last team that has it.

    Raises:
        Refused: there are no ``others``: teams that lead besides it.
    """
    if tier == Tier.LEADS and others == 0:
        raise Refused("No other team leads this record. Share it with a team that will lead, then stop this.")


def check_agreement_days(starts_on: date, review_on: date) -> None:
    """Refuse an agreement that is reviewed before it starts.

    Raises:
        Refused: it is.
    """
    if review_on <= starts_on:
        raise Refused("Choose a review day after the day it starts.", field="review_on")


def check_party_days(signed_on: date, ended_on: date) -> None:
    """Refuse an end to an organisation's part that comes before it signed.

    Raises:
        Refused: it does.
    """
    if ended_on < signed_on:
        raise Refused("They had not signed yet on that day. Choose a later day.", field="ended_on")


# What a person said, and what they may say next. Nothing is final: a "no" may become a "yes" and back, without penalty
# (SPS throughcare strategy: the service is voluntary). Stopping follows only a "yes".
ANSWERS = Moves(
    {
        Answer.OFFERED: {Answer.OFFERED, Answer.AGREED, Answer.DECLINED},
        Answer.AGREED: {Answer.OFFERED, Answer.AGREED, Answer.DECLINED, Answer.WITHDRAWN},
        Answer.DECLINED: {Answer.OFFERED, Answer.AGREED, Answer.DECLINED},
        Answer.WITHDRAWN: {Answer.OFFERED, Answer.AGREED, Answer.DECLINED, Answer.WITHDRAWN},
    }
)


def check_answer(before: Answer | None, after: Answer) -> None:
    """Refuse an answer that cannot follow the one before it; before the first they are as if just offered.

    Raises:
        Refused: they would stop what they had not agreed to.
    """
    if not ANSWERS.allows(before or Answer.OFFERED, after):
        raise Refused("They had not agreed, so there is nothing to stop. Record that they said no.", field="answer")
