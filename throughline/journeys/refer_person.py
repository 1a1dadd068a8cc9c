"""An agency asks a service to help someone who agreed to be referred."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.assessments.actions import safety as safety_notes
from throughline.assessments.actions.safety import NewSafety
from throughline.foundations.actors import Actor, Staff
from throughline.foundations.errors import NotAllowed, Refused
from throughline.foundations.writing import writes
from throughline.journeys.referral_news import asked_in_words, tell_receiver
from throughline.journeys.referral_sides import check_asks, signed_in
from throughline.journeys.referral_sight import check_may_open, check_may_pass_on, let_know_of
from throughline.referrals.actions import sending
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.sharing import queries
from throughline.sharing.actions import consents
from throughline.sharing.models import Consent
from throughline.sharing.statuses import Answer, ConsentTo


@dataclass(frozen=True, kw_only=True)
class Told:
    """A person said yes to being referred: how they said it, on which day, and in which words if they gave any."""

    how: str
    on: date
    words: str = ""


@writes
def refer_person(
    new: NewReferral, *, safety: NewSafety | None, told: Told | None = None, by: Staff, at: datetime
) -> Referral:
    """Keep the yes and the safety note, send, let the receiving team know of the person, and tell it.

    ``told`` is the yes just given; None when one to this organisation is on record.

    Raises:
        NotAllowed: the sending team is not one of theirs.
        Refused: the person has not said yes, it opens what the sender may not see or no agreement covers, or a
            referral waits there already.
    """
    if new.from_team is None or new.from_team.pk not in by.team_ids:
        raise NotAllowed("You can refer someone only from a team you are in.")
    check_may_pass_on(new, by=by, at=at)
    new = replace(new, consent=_yes(new, told, by=by, at=at))
    _keep_safety(new, safety, by=by, at=at)
    (sent,) = sending.send_many([new], by=by, at=at)
    return _arrived(sent, by=by, at=at)


@writes
def send_draft(
    referral: Referral,
    *,
    new: NewReferral,
    version: int,
    safety: NewSafety | None,
    told: Told | None = None,
    by: Staff,
    at: datetime,
) -> Referral:
    """Send a referral that was kept to finish later, as it is written now.

    Raises:
        NotAllowed: another team is writing it.
        Stale: someone else changed it first.
        Refused: as for ``refer_person``.
    """
    check_asks(referral, by=by)
    new = replace(new, person=referral.person, service=referral.service)
    check_may_pass_on(new, by=by, at=at)
    new = replace(new, consent=_yes(new, told, by=by, at=at))
    sending.change_draft(referral, version=version, new=new, by=by, at=at)
    _keep_safety(new, safety, by=by, at=at)
    return _arrived(sending.send(referral, by=by, at=at), by=by, at=at)


def _yes(new: NewReferral, told: Told | None, *, by: Staff, at: datetime) -> Consent:
    """Return the yes a referral stands on, kept now if it was just given.

    Raises:
        Refused: there is none, or the last thing they said is no.
    """
    organisation = new.service.organisation
    if told is not None:
        _record_yes(new, told, by=by, at=at)
    asked = Consent.objects.filter(person=new.person)
    last = queries.about(asked, to=ConsentTo.REFER, organisation_id=organisation.pk).first()
    if last is None or last.answer != Answer.AGREED:
        said = f"said no to {organisation.name}" if last and last.answer != Answer.OFFERED else "have not said yes yet"
        raise Refused(f"They {said}. Ask them, and write down how they said yes.", field="consent")
    return last


def _record_yes(new: NewReferral, told: Told, *, by: Staff, at: datetime) -> None:
    consents.record(
        new.person,
        to=ConsentTo.REFER,
        organisation=new.service.organisation,
        answer=Answer.AGREED,
        words=told.words,
        how=told.how,
        answered_on=told.on if told.on > localdate(at) else min(told.on, at.date()),
        asked_by=signed_in(by),
        by=by,
        at=at,
    )


def _keep_safety(new: NewReferral, safety: NewSafety | None, *, by: Actor, at: datetime) -> None:
    if safety is not None:
        safety_notes.note(new.person, safety, by=by, at=at)


def _arrived(sent: Referral, *, by: Actor, at: datetime) -> Referral:
    """Let the receiving team know of the person, and tell it by when to answer."""
    check_may_open(sent, by=by, at=at)
    let_know_of(sent, by=by, at=at)
    tell_receiver(
        sent, kind="referrals.sent", subject="Someone is referred to your team", body=asked_in_words(sent, at=at), at=at
    )
    return sent
