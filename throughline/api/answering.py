"""Referrals, as JSON: answer, and help at a duty desk."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Prison, Service, User
from throughline.api.fields import Day, Id, Moment, ShortWords, Taken
from throughline.api.once import IdempotencyKey, once
from throughline.api.people import PrisonCode
from throughline.api.problems import ANSWERS
from throughline.api.referrals import Long, ReferralInFullOut, Short, Slug, in_full, open_referral, router
from throughline.foundations.errors import Refused
from throughline.journeys.accept_referral import accept_referral
from throughline.journeys.ask_about_referral import ask_about_referral
from throughline.journeys.decline_referral import decline_referral
from throughline.people.models import Person
from throughline.referrals.actions.duty import NewDuty, log_duty
from throughline.referrals.models import DutyContact, Referral
from throughline.referrals.statuses import DeclineReason, Support

__all__ = ["duty", "router"]

duty = Router(tags=["Referrals"])


class AnswerIn(Taken):
    """Yes, no, or a question first. Send what belongs to the answer chosen."""

    answer: Literal["accept", "decline", "ask"]
    support: Support | None = Field(None, description="With `accept`: what they are taken on for.")
    key_worker_id: Id | None = Field(None, description="With `accept`: a member of the service's team.")
    reason: DeclineReason | None = Field(None, description="With `decline`.")
    words: Long = Field("", description="What the sender and the person will read. Needed with `decline`.")
    would_change: Long = Field("", description="With `decline`: what would change it.")
    look_again_on: Day | None = Field(None, description="With `decline`: when to ask again.")
    question: Long = Field("", description="With `ask`.")


class DutyIn(Taken):
    """Help given at a duty desk or on a hall: to someone on record, or to someone of whom a name is known."""

    service: Slug = Field(min_length=1)
    by_user_id: Id = Field(description="The member of your staff who was on duty.")
    happened_at: Moment
    words: Short = Field(min_length=1, description="What was done, in a line.")
    person_id: Id | None = None
    named: ShortWords = ""
    prison: PrisonCode = ""
    hall: ShortWords = Field("", max_length=40)
    minutes: int | None = Field(None, ge=1, le=1440)


class DutyOut(Schema):
    """Help that was given at a duty desk."""

    id: UUID
    person_id: UUID | None
    named: str
    service: str
    by: str
    prison: str | None
    hall: str
    happened_at: datetime
    minutes: int | None
    words: str


@router.post("/{uuid:referral_id}/answer", response={201: ReferralInFullOut, **ANSWERS}, summary="Answer a referral")
def answer(request: StaffRequest, referral_id: UUID, given: AnswerIn, key: IdempotencyKey) -> HttpResponse:
    """Accept, and a case is opened; decline, and why is told to whoever sent it; or ask, and the clock stands still.

    Of two who answer at once the first is kept; the other is refused (409) and told what was answered.
    """
    row = open_referral(request, referral_id, to=Do.ANSWER_REFERRALS)
    return once(request, key, lambda: _answered(request, row, given))


@duty.post("", response={201: DutyOut, **ANSWERS}, summary="Record help at a duty desk")
def log_duty_contact(request: StaffRequest, given: DutyIn, key: IdempotencyKey) -> HttpResponse:
    """Record help given at a duty desk. It needs no case, and no record of the person."""
    access.need(request.actor, Do.LOG_DUTY)
    return once(request, key, lambda: _logged(request, given))


def _answered(request: StaffRequest, row: Referral, given: AnswerIn) -> ReferralInFullOut:
    acts = {"accept": _accept, "decline": _decline, "ask": _ask}
    acts[given.answer](request, row, given)
    after = open_referral(request, row.pk, to=Do.ANSWER_REFERRALS)
    return in_full(request, after, where="api:answer")


def _accept(request: StaffRequest, row: Referral, given: AnswerIn) -> None:
    actor = request.actor
    worker = access.get(User, given.key_worker_id, by=actor, to=Do.ANSWER_REFERRALS) if given.key_worker_id else None
    support = given.support or ""
    accept_referral(row, support=support, key_worker=worker, words=given.words, by=actor, at=actor.asked_at)


def _decline(request: StaffRequest, row: Referral, given: AnswerIn) -> None:
    decline_referral(
        row,
        reason=given.reason or "",
        words=given.words,
        would_change=given.would_change,
        look_again_on=given.look_again_on,
        by=request.actor,
        at=request.actor.asked_at,
    )


def _ask(request: StaffRequest, row: Referral, given: AnswerIn) -> None:
    ask_about_referral(row, question=given.question, by=request.actor, at=request.actor.asked_at)


def _logged(request: StaffRequest, given: DutyIn) -> DutyOut:
    actor = request.actor
    new = NewDuty(
        service=_own_service(request, given.service),
        by_user=_own_user(request, given.by_user_id),
        happened_at=given.happened_at,
        words=given.words,
        person=access.get(Person, given.person_id, by=actor, to=Do.LOG_DUTY) if given.person_id else None,
        named=given.named,
        prison=_prison(request, given.prison),
        hall=given.hall,
        minutes=given.minutes,
    )
    return _duty_out(log_duty(new, by=actor, at=actor.asked_at))


def _own_service(request: StaffRequest, slug: str) -> Service:
    """Return a service of the key's own organisation by its short name.

    Raises:
        Refused: there is none.
    """
    services = access.visible(Service, by=request.actor, to=Do.LOG_DUTY)
    own = services.filter(organisation_id=request.actor.organisation_id, slug=slug)
    found = agencies.services_by_name(own).first()
    if found is None:
        raise Refused("Your organisation has no service of that name.", field="service")
    return found


def _own_user(request: StaffRequest, user_id: UUID) -> User:
    """Return a member of the key's own staff.

    Raises:
        Refused: there is nobody of that id.
    """
    users = access.visible(User, by=request.actor, to=Do.LOG_DUTY)
    found = users.filter(organisation_id=request.actor.organisation_id, pk=user_id).first()
    if found is None:
        raise Refused("Nobody of that id works for your organisation.", field="by_user_id")
    return found


def _prison(request: StaffRequest, code: str) -> Prison | None:
    """Return a prison by its code; None when none is given.

    Raises:
        Refused: there is no such prison.
    """
    if not code:
        return None
    prisons = agencies.prisons_by_name(access.visible(Prison, by=request.actor, to=Do.LOG_DUTY))
    found = prisons.filter(code=code.upper()).first()
    if found is None:
        raise Refused("There is no prison of that code.", field="prison")
    return found


def _duty_out(row: DutyContact) -> DutyOut:
    return DutyOut(
        id=row.pk,
        person_id=row.person_id,
        named=row.named,
        service=row.service.slug,
        by=row.by_user.name,
        prison=row.prison.code if row.prison else None,
        hall=row.hall,
        happened_at=row.happened_at,
        minutes=row.minutes,
        words=row.words,
    )
