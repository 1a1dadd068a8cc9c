"""A team cannot take on someone who was referred to it."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.foundations.actors import Staff
from throughline.foundations.wording import day
from throughline.foundations.writing import writes
from throughline.journeys.referral_news import stopped, tell_sender
from throughline.journeys.referral_sides import check_answers, signed_in
from throughline.journeys.referral_sight import let_go
from throughline.referrals.actions import answering
from throughline.referrals.models import Referral
from throughline.referrals.statuses import DeclineReason


@writes
def decline_referral(
    referral: Referral,
    *,
    reason: str,
    words: str,
    would_change: str = "",
    look_again_on: date | None = None,
    by: Staff,
    at: datetime,
) -> Referral:
    """Say no, let the team's sight of the person end after a while, and tell the sender why.

    Raises:
        NotAllowed: they are not in the team that was asked.
        MoveNotAllowed: it was answered or withdrawn already.
        Refused: no reason or no words are given, or the day to look again has passed.
    """
    check_answers(referral, by=by)
    row = answering.decline(
        referral,
        reason=reason,
        words=words,
        would_change=would_change,
        look_again_on=look_again_on,
        user=signed_in(by),
        on=localdate(at),
        by=by,
        at=at,
    )
    let_go(row, why="They were not taken on", by=by, at=at)
    tell_sender(
        row, kind="referrals.declined", subject="A referral was declined", body=_no(row, today=localdate(at)), at=at
    )
    return row


def _no(row: Referral, *, today: date) -> str:
    change = f" What would change this: {stopped(row.would_change)}" if row.would_change else ""
    again = f" They will look again on {day(row.look_again_on, today=today)}." if row.look_again_on else ""
    why = DeclineReason(row.decline_reason).label
    return f"{row.service.name} declined. {why}. {stopped(row.answer_words)}{change}{again} Please tell the person."
