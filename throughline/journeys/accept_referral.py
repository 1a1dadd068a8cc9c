"""A team takes on someone who was referred to it."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import User
from throughline.cases.actions import opening
from throughline.cases.models import Case
from throughline.cases.statuses import TakingPart
from throughline.foundations.actors import Staff
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway
from throughline.journeys.referral_news import tell_sender
from throughline.journeys.referral_sides import check_answers, signed_in
from throughline.journeys.referral_sight import let_work_with, still_agreed
from throughline.referrals.actions import answering
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Support
from throughline.sharing import queries as sharing
from throughline.sharing.models import Consent
from throughline.sharing.statuses import Answer, ConsentTo

SAID_NO = "They have said no to this since it was sent. Speak with them, record what they say, then answer."
TAKES_PART = {
    Answer.AGREED: TakingPart.ACCEPTED,
    Answer.DECLINED: TakingPart.DECLINED,
    Answer.WITHDRAWN: TakingPart.CHANGED_MIND,
}


@writes
def accept_referral(
    referral: Referral, *, support: str, key_worker: User | None, words: str = "", by: Staff, at: datetime
) -> Case:
    """Say yes, let the team work with the person, open a case, lay the runway with it, and tell the sender.

    Other referrals stay as they are.

    Raises:
        NotAllowed: they are not in the team that was asked.
        MoveNotAllowed: it was answered or withdrawn already.
        Refused: the person has said no since, no agreement covers what it opens, or the key worker cannot be.
    """
    check_answers(referral, by=by)
    on = localdate(at)
    row = answering.accept(referral, support=support, words=words, user=signed_in(by), on=on, by=by, at=at)
    if not still_agreed(row):
        raise Refused(SAID_NO)
    let_work_with(row, by=by, at=at)
    case = opening.open_case(_new_case(row, key_worker, on=on), by=by, at=at)
    lay_runway(row.person, by=by, at=at)
    tell_sender(row, kind="referrals.accepted", subject="A referral was accepted", body=_yes(row, key_worker), at=at)
    return case


def _new_case(row: Referral, key_worker: User | None, *, on: date) -> opening.NewCase:
    return opening.NewCase(
        person=row.person,
        service=row.service,
        referral=row,
        support=row.support,
        key_worker=key_worker,
        opened_on=on,
        taking_part=_taking_part(row),
    )


def _taking_part(row: Referral) -> TakingPart:
    """Return what the person last said about taking part. Asking, or being referred, is not saying so."""
    asked = Consent.objects.filter(person_id=row.person_id)
    last = sharing.about(asked, to=ConsentTo.TAKE_PART, organisation_id=None).first()
    return TAKES_PART.get(Answer(last.answer), TakingPart.OFFERED) if last else TakingPart.OFFERED


def _yes(row: Referral, key_worker: User | None) -> str:
    worker = f" {key_worker.name} is their key worker." if key_worker else ""
    said = f" They say: {row.answer_words}" if row.answer_words else ""
    return f"{row.service.name} accepted: {Support(row.support).label.lower()}.{worker}{said}"
