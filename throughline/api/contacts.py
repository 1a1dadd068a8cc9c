"""Contacts with one person, as JSON: list those of every organisation, record one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Team
from throughline.agencies.statuses import TeamKind
from throughline.api.fields import Id, Moment, Taken
from throughline.api.once import IdempotencyKey, once
from throughline.api.people import open_person
from throughline.api.problems import ANSWERS, FieldProblem, Problem
from throughline.cases import queries
from throughline.cases.actions.contacts import NewContact, record_contact
from throughline.cases.models import Case, Contact, Note
from throughline.cases.rules import LONGEST_CONTACT
from throughline.cases.statuses import Activity, Audience, Happened, Place
from throughline.people.models import Person

router = Router(tags=["Contacts"])

GONE = "That page cannot be found again. Start from the first page."
LINES = r"^[^\u0000-\u0008\u000b-\u001f\u007f]*$"
Said = Annotated[str, StringConstraints(max_length=10_000, pattern=LINES)]


class Readers(StrEnum):
    """Who may read what was said. A system keeps no private notes."""

    TEAM = "team"
    NETWORK = "network"
    SHARED = "shared"


class SaidOut(Schema):
    """What was written down about a contact, as far as it was written for your organisation."""

    id: UUID
    words: str
    audience: Audience
    by: str | None
    written_at: datetime


class ContactOut(Schema):
    """One contact, or one try."""

    id: UUID
    case_id: UUID | None
    organisation: str
    by: str | None = Field(description="Null when a system recorded it.")
    activity: Activity
    place: Place
    happened: Happened
    happened_at: datetime
    minutes: int | None
    recorded_at: datetime
    said: list[SaidOut]


class CountOut(Schema):
    """How many contacts an organisation had with someone."""

    organisation: str
    contacts: int


class ContactsOut(Schema):
    """One page of contacts with one person, the latest first, and how many there are in all."""

    person_id: UUID
    total: int
    by_organisation: list[CountOut]
    contacts: list[ContactOut]
    next: UUID | None = Field(description="Send as `after` for the next page; null on the last.")


class ContactIn(Taken):
    """A contact as it was."""

    case_id: Id | None = Field(None, description="The case it belongs to; null when your organisation has none.")
    activity: Activity
    place: Place
    happened: Happened = Happened.YES
    happened_at: Moment
    minutes: int | None = Field(None, ge=0, le=LONGEST_CONTACT)
    words: Said = Field("", description="What was said and done. Kept as a note for `audience`.")
    audience: Readers = Readers.TEAM


class Which(Taken):
    """Which contacts, and how many."""

    limit: int = Field(25, ge=1, le=100)
    after: Id | None = Field(None, description="The `next` of the page before.")


@router.get("/{uuid:person_id}/contacts", response={200: ContactsOut, **ANSWERS}, summary="List contacts with them")
def list_contacts(request: StaffRequest, person_id: UUID, which: Query[Which]) -> ContactsOut:
    """Return the contacts every organisation had with someone, the latest first. Written in the read log."""
    person = _open(request, person_id, to=Do.SEE_CASES, where="api:list_contacts")
    rows = access.visible(Contact, by=request.actor, to=Do.SEE_CASES).filter(person=person)
    counts = queries.contacts_by_organisation(rows)
    found = list(_beyond(queries.contacts_newest(rows), which.after)[: which.limit + 1])
    page = found[: which.limit]
    return ContactsOut(
        person_id=person.pk,
        total=sum(number for _, number in counts),
        by_organisation=[CountOut(organisation=name, contacts=number) for name, number in counts],
        contacts=_out(request, page, to=Do.SEE_CASES),
        next=page[-1].pk if len(found) > which.limit else None,
    )


@router.post("/{uuid:person_id}/contacts", response={201: ContactOut, **ANSWERS}, summary="Record a contact")
def record(request: StaffRequest, person_id: UUID, given: ContactIn, key: IdempotencyKey) -> HttpResponse:
    """Keep a contact, or a try that came to nothing. One that happened moves the case's last contact forward."""
    person = _open(request, person_id, to=Do.RECORD_CONTACTS, where="api:record_contact")
    return once(request, key, lambda: _recorded(request, person, given))


def _open(request: StaffRequest, person_id: UUID, *, to: Do, where: str) -> Person:
    person = open_person(request, person_id, to=to, where=where)
    access.need_shared(person.pk, Contact, by=request.actor)
    return person


def _recorded(request: StaffRequest, person: Person, given: ContactIn) -> ContactOut:
    case = _case(request, person, given.case_id) if given.case_id else None
    new = NewContact(
        person=person,
        case=case,
        team=_team(request, case),
        by_user=None,
        **given.dict(exclude={"case_id"}),
    )
    contact = record_contact(new, by=request.actor, at=request.actor.asked_at)
    return _out(request, [contact], to=Do.RECORD_CONTACTS)[0]


def _case(request: StaffRequest, person: Person, case_id: UUID) -> Case:
    cases = access.visible(Case, by=request.actor, to=Do.RECORD_CONTACTS).filter(person=person)
    return access.one(queries.with_names(cases).filter(pk=case_id))


def _team(request: StaffRequest, case: Case | None) -> Team:
    """Return the team a contact counts for: the case's when our organisation hosts it, else everyone's."""
    ours = request.actor.organisation_id
    if case is not None and case.team.organisation_id == ours:
        return case.team
    teams = access.visible(Team, by=request.actor, to=Do.RECORD_CONTACTS)
    return access.one(teams.filter(organisation_id=ours, kind=TeamKind.EVERYONE))


def _beyond(found: QuerySet[Contact], after: UUID | None) -> QuerySet[Contact]:
    """Return the contacts after the last of the page before.

    Raises:
        Problem: that contact can no longer be seen.
    """
    if after is None:
        return found
    last = found.filter(pk=after).first()
    if last is None:
        raise Problem(409, code="page_gone", fields=[FieldProblem(field="after", message=GONE)])
    return queries.contacts_after(found, last)


def _out(request: StaffRequest, contacts: list[Contact], *, to: Do) -> list[ContactOut]:
    notes = queries.notes_of(access.visible(Note, by=request.actor, to=to), contacts)
    said: defaultdict[UUID | None, list[Note]] = defaultdict(list)
    for note in notes:
        said[note.contact_id].append(note)
    return [_contact_out(contact, said[contact.pk]) for contact in contacts]


def _contact_out(contact: Contact, notes: Iterable[Note]) -> ContactOut:
    return ContactOut(
        id=contact.pk,
        case_id=contact.case_id,
        organisation=contact.organisation.name,
        by=contact.by_user.name if contact.by_user else None,
        activity=Activity(contact.activity),
        place=Place(contact.place),
        happened=Happened(contact.happened),
        happened_at=contact.happened_at,
        minutes=contact.minutes,
        recorded_at=contact.recorded_at,
        said=[_said_out(note) for note in notes],
    )


def _said_out(note: Note) -> SaidOut:
    return SaidOut(
        id=note.pk,
        words=note.words,
        audience=Audience(note.audience),
        by=note.by_user.name if note.by_user else None,
        written_at=note.written_at,
    )
