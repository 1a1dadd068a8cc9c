"""A team asks the sender of a referral something before it answers."""

from datetime import datetime

from throughline.foundations.actors import Staff
from throughline.foundations.writing import writes
from throughline.journeys.referral_news import tell_sender
from throughline.journeys.referral_sides import check_answers
from throughline.referrals.actions import answering
from throughline.referrals.models import Referral


@writes
def ask_about_referral(referral: Referral, *, question: str, by: Staff, at: datetime) -> Referral:
    """Ask, and tell the sender. The clock stands still until they reply.

    Raises:
        NotAllowed: they are not in the team that was asked.
        MoveNotAllowed: it is asked about already, was answered or withdrawn.
        Refused: nothing is asked.
    """
    check_answers(referral, by=by)
    row = answering.ask(referral, question=question, by=by, at=at)
    body = f"{row.service.name} asks: {question.strip()}"
    tell_sender(row, kind="referrals.asked", subject="A question about a referral", body=body, at=at)
    return row
