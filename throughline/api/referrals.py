"""Referrals, as JSON: list, read."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.pathways import Pathway
from throughline.api.fields import Id, Taken
from throughline.api.problems import ANSWERS, FieldProblem, Problem
from throughline.people.models import Person
from throughline.referrals import queries
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, DeclineReason, Helped, Source, State, Support, WithdrawReason
from throughline.sharing.statuses import Compartment

router = Router(tags=["Referrals"])

LINES = r"^[^\u0000-\u0008\u000b-\u001f\u007f]*$"

Slug = Annotated[str, StringConstraints(max_length=60, pattern=r"^[-a-zA-Z0-9_]*$")]
Short = Annotated[str, StringConstraints(max_length=500, pattern=LINES)]
Long = Annotated[str, StringConstraints(max_length=1000, pattern=LINES)]
Longest = Annotated[str, StringConstraints(max_length=2000, pattern=LINES)]


class WhoOut(Schema):
    """Someone a referral is about."""

    id: UUID
    reference: str
    name: str


class ReferralOut(Schema):
    """One asking of one service for one person."""

    id: UUID
    person: WhoOut | None = Field(description="Null once your organisation no longer knows of them.")
    service: str = Field(description="The service's short name, as in its address.")
    organisation: str = Field(description="Whose service it is.")
    source: Source
    arrived: Arrived
    from_organisation: str | None = Field(description="Null when the person or their family asked.")
    state: State
    pathways: list[Pathway]
    started_at: datetime
    received_on: date | None
    due_on: date | None = Field(description="The day an answer is promised, on the service's working days.")
    decided_on: date | None
    support: Support | None
    decline_reason: DeclineReason | None
    helped: Helped


class ReferralInFullOut(ReferralOut):
    """A referral with everything that was written."""

    version: int
    reason: str
    hopes: str
    offer: str
    also_involved: str
    from_words: str
    opens: list[Compartment] = Field(description="The parts of the record that open, or opened, with a yes.")
    question: str
    asked_on: date | None
    reply: str
    answer_words: str
    would_change: str
    look_again_on: date | None
    withdrawn_on: date | None
    withdraw_reason: WithdrawReason | None
    withdraw_words: str
    helped_words: str
    helped_on: date | None


class ReferralsOut(Schema):
    """One page of referrals, the last begun first."""

    referrals: list[ReferralOut]
    next: UUID | None = Field(description="Send as `after` for the next page; null on the last.")


class Which(Taken):
    """Which referrals, and how many."""

    direction: Literal["", "in", "out"] = Field("", description="`in` to your teams, `out` from them; empty for both.")
    state: Literal["", "draft", "sent", "asked", "accepted", "declined", "withdrawn"] = ""
    service: Slug = ""
    limit: int = Field(25, ge=1, le=100)
    after: Id | None = Field(None, description="The `next` of the page before.")


@router.get("", response={200: ReferralsOut, **ANSWERS}, summary="List referrals")
def list_referrals(request: StaffRequest, which: Query[Which]) -> ReferralsOut:
    """List the referrals your organisation may read, the last begun first. Each person is written in the read log."""
    visible = access.visible(Referral, by=request.actor, to=Do.SEE_REFERRALS)
    rows = queries.in_state(_directed(request, visible, which.direction), which.state)
    rows = rows.filter(service__slug=which.service) if which.service else rows
    found = list(queries.newest(_beyond(rows, visible, which.after))[: which.limit + 1])
    page = found[: which.limit]
    known = _known(request, page, where="api:list_referrals")
    return ReferralsOut(
        referrals=[_summary(row, known.get(row.person_id)) for row in page],
        next=page[-1].pk if len(found) > which.limit else None,
    )


@router.get("/{uuid:referral_id}", response={200: ReferralInFullOut, **ANSWERS}, summary="Read one referral")
def read_referral(request: StaffRequest, referral_id: UUID) -> ReferralInFullOut:
    """Return what was asked and answered. Written in the read log."""
    return in_full(request, open_referral(request, referral_id, to=Do.SEE_REFERRALS), where="api:read_referral")


def open_referral(request: StaffRequest, referral_id: UUID, *, to: Do) -> Referral:
    """Return a referral a key may read, to do something with it.

    Raises:
        NotAllowed: the key may not do this.
        NotFound: there is no such referral, or none the key may know of.
    """
    rows = queries.in_full(access.visible(Referral, by=request.actor, to=to))
    return access.one(rows.filter(pk=referral_id))


def in_full(request: StaffRequest, row: Referral, *, where: str) -> ReferralInFullOut:
    """Return a referral with everything that was written, and the look written down."""
    known = _known(request, [row], where=where)
    return ReferralInFullOut(
        **_summary(row, known.get(row.person_id)).dict(),
        version=row.version,
        reason=row.reason,
        hopes=row.hopes,
        offer=row.offer,
        also_involved=row.also_involved,
        from_words=row.from_words,
        opens=[Compartment(part) for part in row.opens],
        question=row.question,
        asked_on=row.asked_on,
        reply=row.reply,
        answer_words=row.answer_words,
        would_change=row.would_change,
        look_again_on=row.look_again_on,
        withdrawn_on=row.withdrawn_on,
        withdraw_reason=WithdrawReason(row.withdraw_reason) if row.withdraw_reason else None,
        withdraw_words=row.withdraw_words,
        helped_words=row.helped_words,
        helped_on=row.helped_on,
    )


def _directed(request: StaffRequest, rows: QuerySet[Referral], direction: str) -> QuerySet[Referral]:
    if direction == "in":
        return queries.to_teams(rows, request.actor.team_ids)
    return queries.sent_by(rows, request.actor.team_ids) if direction == "out" else rows


def _beyond(rows: QuerySet[Referral], visible: QuerySet[Referral], after: UUID | None) -> QuerySet[Referral]:
    """Return the referrals after the last of the page before.

    Raises:
        Problem: that referral can no longer be seen.
    """
    if after is None:
        return rows
    last = visible.filter(pk=after).first()
    if last is None:
        message = "That page cannot be found again. Start from the first page."
        raise Problem(409, code="page_gone", fields=[FieldProblem(field="after", message=message)])
    return queries.after_started(rows, started_at=last.started_at, pk=last.pk)


def _known(request: StaffRequest, rows: Iterable[Referral], *, where: str) -> dict[UUID, WhoOut]:
    """Return who some referrals are about, as far as the key still knows of them, with the look written down."""
    people = access.visible(Person, by=request.actor, to=Do.SEE_REFERRALS)
    found = list(people.filter(pk__in=[row.person_id for row in rows]).order_by("id"))
    reads.log([person.pk for person in found], by=request.actor, where=where)
    return {person.pk: WhoOut(id=person.pk, reference=person.reference, name=person.shown_name) for person in found}


def _summary(row: Referral, person: WhoOut | None) -> ReferralOut:
    return ReferralOut(
        id=row.pk,
        person=person,
        service=row.service.slug,
        organisation=row.service.organisation.name,
        source=Source(row.source),
        arrived=Arrived(row.arrived),
        from_organisation=row.from_organisation.name if row.from_organisation else None,
        state=State(row.state),
        pathways=[Pathway(pathway) for pathway in row.pathways],
        started_at=row.started_at,
        received_on=row.received_on,
        due_on=row.due_on,
        decided_on=row.decided_on,
        support=Support(row.support) if row.support else None,
        decline_reason=DeclineReason(row.decline_reason) if row.decline_reason else None,
        helped=Helped(row.helped),
    )
