"""Whoever sent a referral answers what was asked about it."""

from datetime import datetime

from django.utils.timezone import localdate

from throughline.foundations.actors import Staff
from throughline.foundations.writing import writes
from throughline.journeys.referral_news import due_in_words, stopped, tell_receiver
from throughline.journeys.referral_sides import check_asks
from throughline.referrals.actions import answering
from throughline.referrals.models import Referral


@writes
def reply_to_referral(referral: Referral, *, words: str, by: Staff, at: datetime) -> Referral:
    """Reply, and tell the team that asked. Its clock runs again.

    Raises:
        NotAllowed: they are not in the team that sent it, nor, where the person asked, in the team that was asked.
        MoveNotAllowed: nothing is asked, or it was answered or withdrawn meanwhile.
        Refused: nothing is said.
    """
    check_asks(referral, by=by)
    row = answering.reply(referral, words=words, by=by, at=at)
    body = f"They say: {stopped(words)}{due_in_words(row.due_on, today=localdate(at))}"
    tell_receiver(row, kind="referrals.replied", subject="A reply about a referral", body=body, at=at)
    return row
