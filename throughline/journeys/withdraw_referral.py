"""Whoever sent a referral takes it back before it is answered."""

from datetime import datetime

from throughline.foundations.actors import Staff
from throughline.foundations.writing import writes
from throughline.journeys.referral_news import tell_receiver
from throughline.journeys.referral_sides import check_asks
from throughline.journeys.referral_sight import let_go
from throughline.referrals.actions import answering
from throughline.referrals.models import Referral
from throughline.referrals.statuses import WithdrawReason


@writes
def withdraw_referral(referral: Referral, *, reason: str, words: str = "", by: Staff, at: datetime) -> Referral:
    """Take it back, let the other team's sight of the person end after a while, and tell it.

    A draft is put away, and nobody is told.

    Raises:
        NotAllowed: they are not in the team that sent it, nor, where the person asked, in the team that was asked.
        MoveNotAllowed: it was answered or withdrawn already.
        Refused: no reason is given.
    """
    check_asks(referral, by=by)
    row = answering.withdraw(referral, reason=reason, words=words, by=by, at=at)
    if row.received_on is not None:
        let_go(row, why="The referral was withdrawn", by=by, at=at)
        tell_receiver(row, kind="referrals.withdrawn", subject="A referral was withdrawn", body=_words(row), at=at)
    return row


def _words(row: Referral) -> str:
    said = f" {row.withdraw_words}" if row.withdraw_words else ""
    return f"The referral to {row.service.name} was taken back. {WithdrawReason(row.withdraw_reason).label}.{said}"
