"""Referrals, as JSON: send, take back, reply."""

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import localdate
from ninja import Field, Schema

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Service, Team
from throughline.agencies.pathways import Pathway
from throughline.agencies.statuses import TeamKind
from throughline.api.fields import Day, Id, ShortWords, Source, Taken, Words
from throughline.api.once import IdempotencyKey, once
from throughline.api.people import open_person
from throughline.api.problems import ANSWERS
from throughline.api.referrals import Long, Longest, ReferralInFullOut, Short, Slug, in_full, open_referral, router
from throughline.assessments.actions.safety import NewSafety
from throughline.assessments.statuses import Concern
from throughline.cases.models import Case
from throughline.foundations.errors import Refused
from throughline.journeys.already_with import Already, already_with
from throughline.journeys.refer_person import Told, refer_person
from throughline.journeys.reply_to_referral import reply_to_referral
from throughline.journeys.withdraw_referral import withdraw_referral
from throughline.people.models import Person
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, WithdrawReason
from throughline.sharing.statuses import Compartment

__all__ = ["router"]


class ToldIn(Taken):
    """The person said yes to this referral."""

    how: Source = Field(description="How they said so, such as Face to face.")
    on: Day
    words: Words = Field("", description="Their own words.")


class SafetyIn(Taken):
    """A concern, beside its context and what keeps people safe."""

    concern: Concern
    words: Long = Field(min_length=1)
    context: Long = Field(min_length=1)
    keeps_safe: Long = ""
    source: Source
    noted_on: Day


class ReferralIn(Taken):
    """Someone to refer. Send only what is new: the service reads what is on the record as far as it opens."""

    person_id: Id
    service: Slug = Field(min_length=1)
    source: Literal["prison", "justice_social_work", "agency"] = Field(description="What kind of agency refers.")
    told: ToldIn | None = Field(None, description="The yes they gave; null when it is on record already.")
    from_words: ShortWords = Field("", description="Who in your organisation to ring.")
    pathways: list[Pathway] = Field(default_factory=list, max_length=9)
    reason: Longest = Field("", description="Why now.")
    hopes: Longest = Field("", description="What they hope for, in their own words.")
    offer: Long = Field("", description="What you will keep doing.")
    also_involved: Short = Field("", description="Everyone who would take part, such as subcontractors.")
    opens: list[Compartment] = Field(default_factory=list, max_length=5, description="What opens with a yes.")
    safety: SafetyIn | None = Field(None, description="Needs the scope `assess`.")


class AlreadyOut(Schema):
    """A service they are with, or that owes them an answer: ring before work is done twice."""

    service: str
    organisation: str
    since: date | None
    phone: str
    waits: bool = Field(description="Whether it still owes them an answer.")


class SentOut(Schema):
    """What sending did. `already_with` is a warning, and stops nothing."""

    referral: ReferralInFullOut
    already_with: list[AlreadyOut]


class ReplyIn(Taken):
    """An answer to what the service asked."""

    words: Longest = Field(min_length=1)


class WithdrawalIn(Taken):
    """Why a referral is taken back."""

    reason: WithdrawReason
    words: Short = ""


@router.post("", response={201: SentOut, **ANSWERS}, summary="Refer someone")
def send_referral(request: StaffRequest, given: ReferralIn, key: IdempotencyKey) -> HttpResponse:
    """Send a referral in the name of your organisation, on the person's yes and under an agreement with the service.

    The service sees the name now, and what `opens` names only if it accepts.
    """
    person = open_person(request, given.person_id, to=Do.REFER_PEOPLE, where="api:send_referral")
    access.need_shared(person.pk, Case, by=request.actor)
    if given.safety is not None:
        access.need(request.actor, Do.ASSESS)
    return once(request, key, lambda: _sent(request, person, given))


@router.post("/{uuid:referral_id}/reply", response={201: ReferralInFullOut, **ANSWERS}, summary="Reply to a question")
def reply(request: StaffRequest, referral_id: UUID, given: ReplyIn, key: IdempotencyKey) -> HttpResponse:
    """Answer what the service asked. Its clock, which stood still, runs again."""
    row = open_referral(request, referral_id, to=Do.REFER_PEOPLE)
    return once(request, key, lambda: _replied(request, row, given))


@router.post(
    "/{uuid:referral_id}/withdrawal", response={201: ReferralInFullOut, **ANSWERS}, summary="Take a referral back"
)
def withdraw(request: StaffRequest, referral_id: UUID, given: WithdrawalIn, key: IdempotencyKey) -> HttpResponse:
    """Take a referral back before it is answered. The service is told, and its sight of the person ends."""
    row = open_referral(request, referral_id, to=Do.REFER_PEOPLE)
    return once(request, key, lambda: _withdrawn(request, row, given))


def _sent(request: StaffRequest, person: Person, given: ReferralIn) -> SentOut:
    actor = request.actor
    already = _already(request, person)
    new = _new(request, person, given)
    row = refer_person(new, safety=_safety(given.safety), told=_told(given.told), by=actor, at=actor.asked_at)
    return SentOut(
        referral=in_full(request, row, where="api:send_referral"),
        already_with=[AlreadyOut.from_orm(each) for each in already],
    )


def _already(request: StaffRequest, person: Person) -> list[Already]:
    """Return who is with them already, as far as the key may see."""
    referrals = access.visible(Referral, by=request.actor, to=Do.REFER_PEOPLE)
    cases = access.visible(Case, by=request.actor, to=Do.REFER_PEOPLE)
    return already_with(cases, referrals, person_id=person.pk)


def _new(request: StaffRequest, person: Person, given: ReferralIn) -> NewReferral:
    return NewReferral(
        person=person,
        service=_service(request, given.service),
        source=given.source,
        arrived=Arrived.SYSTEM,
        received_on=localdate(request.actor.asked_at),
        from_team=_own_team(request),
        from_words=given.from_words,
        pathways=given.pathways,
        reason=given.reason,
        hopes=given.hopes,
        offer=given.offer,
        also_involved=given.also_involved,
        opens=given.opens,
    )


def _service(request: StaffRequest, slug: str) -> Service:
    """Return an open service by its short name.

    Raises:
        Refused: there is none.
    """
    services = access.visible(Service, by=request.actor, to=Do.REFER_PEOPLE)
    found = agencies.services_open(services, localdate(request.actor.asked_at)).filter(slug=slug).first()
    if found is None:
        raise Refused("No partner has an open service of that name.", field="service")
    return found


def _own_team(request: StaffRequest) -> Team:
    """Return the team in whose name a key sends: everyone in its organisation.

    Raises:
        Refused: the organisation has no such team.
    """
    teams = access.visible(Team, by=request.actor, to=Do.REFER_PEOPLE).select_related("organisation")
    found = teams.filter(pk__in=request.actor.team_ids, kind=TeamKind.EVERYONE).first()
    if found is None:
        raise Refused("Your organisation has no team that could send this.")
    return found


def _told(given: ToldIn | None) -> Told | None:
    return Told(how=given.how, on=given.on, words=given.words) if given else None


def _safety(given: SafetyIn | None) -> NewSafety | None:
    return NewSafety(**given.dict()) if given else None


def _replied(request: StaffRequest, row: Referral, given: ReplyIn) -> ReferralInFullOut:
    after = reply_to_referral(row, words=given.words, by=request.actor, at=request.actor.asked_at)
    return in_full(request, after, where="api:reply")


def _withdrawn(request: StaffRequest, row: Referral, given: WithdrawalIn) -> ReferralInFullOut:
    actor = request.actor
    after = withdraw_referral(row, reason=given.reason, words=given.words, by=actor, at=actor.asked_at)
    return in_full(request, after, where="api:withdraw")
