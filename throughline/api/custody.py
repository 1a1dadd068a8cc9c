"""Time in prison and its dates, as JSON: read, record."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.api.fields import Day, Moment, Source, Taken, Words
from throughline.api.once import IdempotencyKey, once
from throughline.api.people import open_person
from throughline.api.problems import ANSWERS
from throughline.custody import queries
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import KeyDate, Stay
from throughline.custody.statuses import DateType, LegalStatus, MovementKind, Supervision
from throughline.foundations.errors import Refused
from throughline.journeys.change_release_date import change_release_date
from throughline.people.models import Person

router = Router(tags=["Custody"])


class PrisonOut(Schema):
    """A prison."""

    code: str
    name: str


class StayOut(Schema):
    """One time in prison: from `admitted_on`, up to but not including `ended_on`."""

    id: UUID
    prison: PrisonOut
    admitted_on: date
    ended_on: date | None = Field(description="The first day out; null while it goes on.")
    ended_how: MovementKind | None
    hall: str = Field(description="Empty when not known.")
    cell: str = Field(description="Empty when not known.")
    legal_status: LegalStatus
    supervision: Supervision
    sentence_days: int | None
    out_on_licence: bool
    source: str
    as_of: datetime = Field(description="When the source knew this.")


class CustodyOut(Schema):
    """Whether someone is in prison, and each time they were."""

    person_id: UUID
    in_custody: bool
    stays: list[StayOut]


class KeyDateOut(Schema):
    """A date of one type as one source gave it. Corrections add dates; nothing is overwritten."""

    id: UUID
    stay_id: UUID
    type: DateType
    on: date | None = Field(description="Null when the source said there is now no such date.")
    known_at: datetime = Field(description="When the source knew it.")
    recorded_at: datetime = Field(description="When it reached us.")
    source: str
    reason: str
    holds: bool = Field(description="Whether it is the one that holds now.")
    undone_at: datetime | None = Field(description="When it was taken back as a mistake; null when it was not.")


class DatesOut(Schema):
    """The dates of one person, the latest known first."""

    person_id: UUID
    dates: list[KeyDateOut]


class ChangeOut(Schema):
    """What recording a date did."""

    person_id: UUID
    moved: bool = Field(description="Whether another day holds now than did before.")
    before: date | None
    after: date | None
    recorded: KeyDateOut | None = Field(description="Null when this was known already.")


class DateIn(Taken):
    """A date as a source gives it."""

    type: DateType
    on: Day | None = Field(description="Null when there is now no such date.")
    known_at: Moment = Field(description="When the source knew it. An older notice is kept and moves nothing.")
    source: Source = Field(description="Who says so, such as Prison records.")
    reason: Words = ""


class When(Taken):
    """As of when."""

    as_of: Moment | None = Field(None, description="Only the dates we held at this instant, one of each type and stay.")


@router.get("/{uuid:person_id}/custody", response={200: CustodyOut, **ANSWERS}, summary="Read where they are")
def read_custody(request: StaffRequest, person_id: UUID) -> CustodyOut:
    """Return each stay in prison with place and legal status, the latest first. Written in the read log."""
    person = open_person(request, person_id, to=Do.SEE_CUSTODY, where="api:read_custody", showing=Stay)
    stays = queries.newest_first(access.visible(Stay, by=request.actor, to=Do.SEE_CUSTODY).filter(person=person))
    found = [_stay_out(stay) for stay in stays]
    return CustodyOut(person_id=person.pk, in_custody=any(stay.ended_on is None for stay in found), stays=found)


@router.get("/{uuid:person_id}/dates", response={200: DatesOut, **ANSWERS}, summary="Read their dates")
def list_dates(request: StaffRequest, person_id: UUID, when: Query[When]) -> DatesOut:
    """Return every date, with who gave it and when; or what we held at an instant. Written in the read log."""
    person = open_person(request, person_id, to=Do.SEE_CUSTODY, where="api:list_dates", showing=Stay)
    dates = access.visible(KeyDate, by=request.actor, to=Do.SEE_CUSTODY).filter(person=person)
    rows = queries.known_as_of(dates, when.as_of) if when.as_of else queries.history(dates)
    return DatesOut(person_id=person.pk, dates=[KeyDateOut.from_orm(row) for row in rows])


@router.post("/{uuid:person_id}/dates", response={201: ChangeOut, **ANSWERS}, summary="Record a date")
def record_date(request: StaffRequest, person_id: UUID, given: DateIn, key: IdempotencyKey) -> HttpResponse:
    """Keep a date the stay may end or change on. When the day of release moves, everyone concerned is told."""
    person = open_person(request, person_id, to=Do.CHANGE_CUSTODY, where="api:record_date", showing=Stay)
    return once(request, key, lambda: _recorded(request, person, given))


def _recorded(request: StaffRequest, person: Person, given: DateIn) -> ChangeOut:
    stays = access.visible(Stay, by=request.actor, to=Do.CHANGE_CUSTODY).filter(person=person)
    stay = queries.in_custody(stays).first()
    if stay is None:
        raise Refused("They are not in prison, so there is no date to change.")
    new = NewDate(type=given.type, on=given.on, known_at=given.known_at, source=given.source, reason=given.reason)
    change = change_release_date(stay, new=new, by=request.actor, at=request.actor.asked_at).change
    return ChangeOut(
        person_id=person.pk,
        moved=change.moved,
        before=change.before,
        after=change.after,
        recorded=KeyDateOut.from_orm(change.row) if change.row else None,
    )


def _stay_out(stay: Stay) -> StayOut:
    return StayOut(
        id=stay.pk,
        prison=PrisonOut(code=stay.prison.code, name=stay.prison.organisation.name),
        admitted_on=stay.admitted_on,
        ended_on=stay.ended_on,
        ended_how=MovementKind(stay.ended_how) if stay.ended_how else None,
        hall=stay.hall,
        cell=stay.cell,
        legal_status=LegalStatus(stay.legal_status),
        supervision=Supervision(stay.supervision),
        sentence_days=stay.sentence_days,
        out_on_licence=stay.out_on_licence,
        source=stay.source,
        as_of=stay.as_of,
    )
